import { createHash } from "node:crypto";
import { capacityOf } from "../../production/records/token-form.ts";
import type { FileKind, PartFile } from "../../production/records/part-file.entity.ts";
import type { Status } from "../../production/records/status.ts";
import { isKept } from "./ledger-problems.ts";
import type { StoredLine, StoredPart } from "./stored-line.ts";

const HAS_DATA: readonly Status[] = ["ended", "finished", "analyzed"];
const HAS_SNAPSHOT: readonly Status[] = ["finished", "analyzed"];
const ANALYSED: readonly FileKind[] = ["score", "delta", "analysis"];

/** Whether a part's record is whole: counted up without a gap, to the status that the part has. */
export function recordProblems({ line, parts }: StoredLine): string[] {
  return parts
    .filter(
      ({ part, records }) =>
        records.at(-1)?.status !== part.status || records.some(({ sequence }, at) => sequence !== at + 1),
    )
    .map(
      ({ part }) => `part ${part.number} of the line ${line.id} is ${part.status}, but its record does not lead there`,
    );
}

/** Whether every payment is spent on a part that kept it, and none on one that has shown no token. */
export function paymentProblems({ line, parts }: StoredLine): string[] {
  return parts.flatMap((stored) => {
    const { part, payment } = stored;
    const name = `part ${part.number} of the line ${line.id}`;
    if (part.paymentId === null) return [];
    if (payment === null) return [`${name} has lost its payment`];
    if (isKept(stored) && !payment.spent) return [`${name} has its tokens, but its payment could pay again`];
    if (!isKept(stored) && payment.spent) return [`${name} has no tokens, but its payment was not given back`];
    return [];
  });
}

/** Whether a finished part has its files, and those that are stored are what their hashes say. */
export function fileProblems({ line, parts }: StoredLine): string[] {
  return parts.flatMap((stored) => {
    const name = `part ${stored.part.number} of the line ${line.id}`;
    const missing = wanted(stored, capacityOf(line))
      .filter((kind) => !stored.files.has(kind))
      .map((kind) => `${name} has no ${kind}`);
    const problems = [...missing, ...snapshotProblems(name, stored.files.get("snapshot"), stored)];
    if (HAS_DATA.includes(stored.part.status) && stored.part.register === null)
      problems.push(`${name} has no checksum register`);
    if (stored.part.status === "analyzed" && stored.analysis === null) problems.push(`${name} has lost its analysis`);
    return problems;
  });
}

function wanted({ part }: StoredPart, capacity: bigint): FileKind[] {
  const kinds: FileKind[] = HAS_DATA.includes(part.status) ? ["data"] : [];
  if (HAS_SNAPSHOT.includes(part.status) && part.firstIndex + part.size < capacity) kinds.push("snapshot");
  if (part.status === "analyzed") kinds.push(...ANALYSED);
  return kinds;
}

function snapshotProblems(name: string, file: PartFile | undefined, { part }: StoredPart): string[] {
  if (file === undefined || part.status === "deleted") return [];
  const { content, size, sha256 } = file;
  if (content === null) return [`${name} has lost its snapshot's bytes`];
  const isWhole = BigInt(content.length) === size && createHash("sha256").update(content).digest("hex") === sha256;
  return isWhole ? [] : [`${name} has a snapshot whose bytes were changed`];
}
