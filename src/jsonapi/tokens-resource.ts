import { withoutAbsent } from "./document.ts";
import type { FileKind, LineRecordFragment, StatusRecordFragment } from "./operations.generated.ts";

/** How far a production has come, whatever became of it then. */
type Stage = "requested" | "started" | "ended" | "finished" | "analyzed";

/** The files that each stage tells the sizes of, and links. */
const FILE_NAMES: Readonly<Partial<Record<FileKind, string>>> = {
  DATA: "data",
  SNAPSHOT: "snapshot",
  ANALYSIS: "analysis",
  SCORE: "score",
  DELTA: "delta",
};

/** The record of a line at one status, as REST contract section 5 lays it out. */
export function tokensResource(line: LineRecordFragment, status: StatusRecordFragment) {
  const { payment } = line;
  return {
    type: "tokens",
    id: line.id,
    attributes: attributesOf(line, status),
    ...(payment && {
      relationships: { payment: { data: { type: "transaction", id: payment.transaction, ident: payment.ident } } },
    }),
  };
}

/** Links of a single record; a deleted one has its own path alone. */
export function tokensLinks(
  { id }: LineRecordFragment,
  { status, files }: StatusRecordFragment,
): Record<string, string> {
  const path = `/api/tokens/${id}`;
  if (status === "DELETED") return { self: path };
  const names = files.map(({ kind }) => FILE_NAMES[kind]).filter((name) => name !== undefined);
  return { self: "/api/tokens", info: path, ...Object.fromEntries(names.map((name) => [name, `${path}/${name}`])) };
}

/** The seed stands at the top where one was sent. */
export function seedMeta({ seed }: LineRecordFragment): { meta?: { seed: string } } {
  return seed ? { meta: { seed } } : {};
}

function attributesOf(line: LineRecordFragment, status: StatusRecordFragment) {
  const stage = stageOf(status);
  return {
    status: status.status.toLowerCase(),
    analysis: line.analysisLevel.toLowerCase(),
    digits: String(line.digits),
    size: status.size,
    alphabet: line.alphabet?.name,
    available: status.available,
    reachable: status.reachable,
    ...((stage === "started" || stage === "ended") && { progress: status.progress }),
    ...withoutAbsent({ rate: status.rate, partial: status.partial, checksum: status.checksum, error: status.error }),
    ...filesOf(line, status),
    timestamps: withoutAbsent(status.timestamps),
  };
}

function stageOf({ timestamps }: StatusRecordFragment): Stage {
  if (timestamps.analyzed) return "analyzed";
  if (timestamps.finished) return "finished";
  if (timestamps.ended) return "ended";
  return timestamps.started ? "started" : "requested";
}

/** Sizes in bytes, below 2^53 for every file that can be made in a lifetime; hashes where there is a seed. */
function filesOf({ seed }: LineRecordFragment, { files }: StatusRecordFragment) {
  const named = files.flatMap(({ kind, size, hash }) => {
    const name = FILE_NAMES[kind];
    return name === undefined ? [] : [{ name, size: Number(size), hash }];
  });
  if (named.length === 0) return {};
  const filesizes = Object.fromEntries(named.map(({ name, size }) => [name, size]));
  return { filesizes, ...(seed && { filehashes: Object.fromEntries(named.map(({ name, hash }) => [name, hash])) }) };
}
