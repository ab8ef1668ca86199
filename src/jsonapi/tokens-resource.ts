import { type Document, inOrder, withoutAbsent } from "./document.ts";
import type { FileKind, LineRecordFragment, StatusRecordFragment } from "./operations.generated.ts";

/** How far a production has come, whatever became of it then. */
type Stage = "requested" | "started" | "ended" | "finished" | "analyzed";

/** The files that each stage tells the sizes of, and links, in this order. */
const FILE_NAMES: readonly (readonly [FileKind, string])[] = [
  ["DATA", "data"],
  ["SCORE", "score"],
  ["DELTA", "delta"],
  ["ANALYSIS", "analysis"],
  ["SNAPSHOT", "snapshot"],
];

/** In which order members stand. */
interface Order {
  readonly resource: readonly string[];
  readonly attributes: readonly string[];
}

/** As the manual shows a record before its production has ended: the seed's page. */
const BEFORE_END: Order = {
  resource: ["attributes", "id", "type", "relationships"],
  attributes: [
    "digits",
    "status",
    "analysis",
    "size",
    "reachable",
    "alphabet",
    "pattern",
    "without",
    "available",
    "progress",
    "error",
    "timestamps",
  ],
};

/** As REST contract section 5 shows one from then on. */
const FROM_END: Order = {
  resource: ["type", "id", "attributes", "relationships"],
  attributes: [
    "analysis",
    "rate",
    "reachable",
    "alphabet",
    "pattern",
    "without",
    "available",
    "partial",
    "checksum",
    "status",
    "progress",
    "error",
    "filesizes",
    "digits",
    "size",
    "filehashes",
    "timestamps",
  ],
};

const SETTLED: ReadonlySet<StatusRecordFragment["status"]> = new Set(["ANALYZED", "FAILED", "CANCELLED", "DELETED"]);

/** The record of a line at one status, as REST contract section 5 lays it out. */
export function tokensResource(line: LineRecordFragment, status: StatusRecordFragment) {
  return resourceIn(orderOf(status).resource, line, status);
}

/** The same as an element of a list. */
export function listedTokens(line: LineRecordFragment, status: StatusRecordFragment) {
  return resourceIn(BEFORE_END.resource, line, status);
}

/** The document of a single record. */
export function tokensDocument(line: LineRecordFragment, status: StatusRecordFragment): Document {
  return { ...seedMeta(line), links: tokensLinks(line, status), data: tokensResource(line, status) };
}

/** Whether a production stays there of its own accord; `finished` may still lead on. */
export function isSettled(status: StatusRecordFragment["status"]): boolean {
  return SETTLED.has(status);
}

/** Links of a single record; a deleted one has its own path alone. */
export function tokensLinks(
  { id }: LineRecordFragment,
  { status, files }: StatusRecordFragment,
): Record<string, string> {
  const path = `/api/tokens/${id}`;
  if (status === "DELETED") return { self: path };
  const links: Record<string, string> = { self: "/api/tokens", info: path };
  for (const { name } of namedFiles(files)) links[name] = `${path}/${name}`;
  return inOrder(["self", "data", "info"], links);
}

/** The seed stands at the top where one was sent. */
function seedMeta({ seed }: LineRecordFragment): { meta?: { seed: string } } {
  return seed ? { meta: { seed } } : {};
}

function resourceIn(order: readonly string[], line: LineRecordFragment, status: StatusRecordFragment) {
  const { payment } = line;
  return inOrder(order, {
    attributes: inOrder(orderOf(status).attributes, attributesOf(line, status)),
    id: line.id,
    type: "tokens",
    ...(payment && {
      relationships: { payment: { data: { id: payment.transaction, ident: payment.ident, type: "transaction" } } },
    }),
  });
}

function attributesOf(line: LineRecordFragment, status: StatusRecordFragment) {
  const stage = stageOf(status);
  return {
    status: status.status.toLowerCase(),
    analysis: line.analysisLevel.toLowerCase(),
    digits: String(line.digits),
    size: status.size,
    ...(line.format ? withoutAbsent(line.format) : { alphabet: line.alphabet?.name }),
    available: status.available,
    reachable: status.reachable,
    ...((stage === "started" || stage === "ended") && { progress: status.progress }),
    ...withoutAbsent({ rate: status.rate, partial: status.partial, checksum: status.checksum, error: status.error }),
    ...filesOf(line, status),
    timestamps: withoutAbsent(status.timestamps),
  };
}

function orderOf({ timestamps }: StatusRecordFragment): Order {
  return timestamps.ended ? FROM_END : BEFORE_END;
}

function stageOf({ timestamps }: StatusRecordFragment): Stage {
  if (timestamps.analyzed) return "analyzed";
  if (timestamps.finished) return "finished";
  if (timestamps.ended) return "ended";
  return timestamps.started ? "started" : "requested";
}

/** Sizes in bytes, below 2^53 for every file that can be made in a lifetime; hashes where there is a seed. */
function filesOf({ seed }: LineRecordFragment, { files }: StatusRecordFragment) {
  if (files.length === 0) return {};
  const filesizes: Record<string, number> = {};
  const filehashes: Record<string, string | null> = {};
  for (const { name, file } of namedFiles(files)) {
    filesizes[name] = Number(file.size);
    filehashes[name] = file.hash;
  }
  return { filesizes, ...(seed && { filehashes }) };
}

function namedFiles(files: StatusRecordFragment["files"]) {
  return FILE_NAMES.flatMap(([kind, name]) => {
    const file = files.find((one) => one.kind === kind);
    return file === undefined ? [] : { name, file };
  });
}
