import type { Document } from "./document.ts";
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

const SETTLED: ReadonlySet<StatusRecordFragment["status"]> = new Set(["ANALYZED", "FAILED", "CANCELLED", "DELETED"]);

/** The record of a line at one status, as REST contract section 5 lays it out. */
export function tokensResource(line: LineRecordFragment, status: StatusRecordFragment) {
  return status.timestamps.ended ? resourceFromEnd(line, status) : listedTokens(line, status);
}

/** The same as an element of a list. */
export function listedTokens(line: LineRecordFragment, status: StatusRecordFragment) {
  return { attributes: attributesOf(line, status), id: line.id, type: "tokens", relationships: relationshipsOf(line) };
}

function resourceFromEnd(line: LineRecordFragment, status: StatusRecordFragment) {
  return { type: "tokens", id: line.id, attributes: attributesOf(line, status), relationships: relationshipsOf(line) };
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
  const links: Record<string, string> = { self: "/api/tokens" };
  const names = namedFiles(files).map(({ name }) => name);
  if (names.includes("data")) links["data"] = `${path}/data`; // stands before the record itself
  links["info"] = path;
  for (const name of names) links[name] = `${path}/${name}`;
  return links;
}

/** The seed stands at the top where one was sent. */
function seedMeta({ seed }: LineRecordFragment): { meta?: { seed: string } } {
  return seed ? { meta: { seed } } : {};
}

function relationshipsOf({ payment }: LineRecordFragment) {
  return payment
    ? { payment: { data: { id: payment.transaction, ident: payment.ident, type: "transaction" } } }
    : undefined;
}

function attributesOf(line: LineRecordFragment, status: StatusRecordFragment) {
  return status.timestamps.ended ? attributesFromEnd(line, status) : attributesBeforeEnd(line, status);
}

/** As the manual shows a record before its production has ended: the seed's page. JSON leaves out what is undefined. */
function attributesBeforeEnd(line: LineRecordFragment, status: StatusRecordFragment) {
  return {
    digits: String(line.digits),
    status: status.status.toLowerCase(),
    analysis: line.analysisLevel.toLowerCase(),
    size: status.size,
    reachable: status.reachable,
    ...shapeOf(line),
    available: status.available,
    progress: stageOf(status) === "started" ? status.progress : undefined,
    error: present(status.error),
    timestamps: timesOf(status),
  };
}

/** As REST contract section 5 shows one from then on. */
function attributesFromEnd(line: LineRecordFragment, status: StatusRecordFragment) {
  const { filesizes, filehashes } = filesOf(line, status);
  return {
    analysis: line.analysisLevel.toLowerCase(),
    rate: present(status.rate),
    reachable: status.reachable,
    ...shapeOf(line),
    available: status.available,
    partial: present(status.partial),
    checksum: present(status.checksum),
    status: status.status.toLowerCase(),
    progress: stageOf(status) === "ended" ? status.progress : undefined,
    error: present(status.error),
    filesizes,
    digits: String(line.digits),
    size: status.size,
    filehashes,
    timestamps: timesOf(status),
  };
}

/** How the tokens are written. */
function shapeOf({ alphabet, format }: LineRecordFragment) {
  return format ? { pattern: format.pattern, without: present(format.without) } : { alphabet: alphabet?.name };
}

function timesOf({ timestamps }: StatusRecordFragment) {
  return {
    requested: timestamps.requested,
    started: present(timestamps.started),
    ended: present(timestamps.ended),
    finished: present(timestamps.finished),
    analyzed: present(timestamps.analyzed),
    failed: present(timestamps.failed),
    cancelled: present(timestamps.cancelled),
    deleted: present(timestamps.deleted),
  };
}

function present<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

function stageOf({ timestamps }: StatusRecordFragment): Stage {
  if (timestamps.analyzed) return "analyzed";
  if (timestamps.finished) return "finished";
  if (timestamps.ended) return "ended";
  return timestamps.started ? "started" : "requested";
}

/** Sizes in bytes, below 2^53 for every file that can be made in a lifetime; hashes where there is a seed. */
function filesOf(
  { seed }: LineRecordFragment,
  { files }: StatusRecordFragment,
): { filesizes?: Readonly<Record<string, number>>; filehashes?: Readonly<Record<string, string | null>> } {
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
