import { isBeforeTokens } from "../../production/records/status.ts";
import { capacityOf } from "../../production/records/token-form.ts";
import type { StoredLine, StoredPart } from "./stored-line.ts";

/** True where a part's indexes are its own for good, or will be: it has ended, or is still to. The others have given theirs back. */
export function isKept({ part, records }: StoredPart): boolean {
  return isBeforeTokens(part.status) || records.some(({ status }) => status === "ended");
}

/** From which index on a line has shown no token, as its parts say; null where there is none. */
export function nextIndexOf(parts: readonly StoredPart[]): bigint | null {
  const marks = parts.map((stored) =>
    isKept(stored) ? stored.part.firstIndex + stored.part.size : stored.part.firstIndex,
  );
  return marks.reduce<bigint | null>((most, mark) => (most === null || mark > most ? mark : most), null);
}

/** True for a line that the ledger knows to have gone on elsewhere: its newest snapshot was imported. */
export function isAhead({ ledger, parts }: StoredLine): boolean {
  const next = nextIndexOf(parts);
  return ledger !== null && next !== null && ledger.nextIndex > next;
}

/** What the ledger says of a line against what its parts say: tokens that could come twice, or are out of its reach. */
export function ledgerProblems(stored: StoredLine): string[] {
  const { line, ledger, parts } = stored;
  const next = nextIndexOf(parts);
  const capacity = capacityOf(line);
  if (ledger === null) return [`the line ${line.id} is not in the ledger`];
  const problems: string[] = [];
  if (next === null) problems.push(`the line ${line.id} has no part`);
  if (next !== null && ledger.nextIndex < next)
    problems.push(`the line ${line.id} goes on at index ${ledger.nextIndex}, but its parts have come to ${next}`);
  if (ledger.nextIndex > capacity)
    problems.push(`the line ${line.id} goes on at index ${ledger.nextIndex}, but has only ${capacity} tokens`);
  return [...problems, ...overlaps(line.id, parts)];
}

function overlaps(lineId: string, parts: readonly StoredPart[]): string[] {
  const kept = parts
    .filter(isKept)
    .map(({ part }) => part)
    .toSorted((a, b) => (a.firstIndex < b.firstIndex ? -1 : 1));
  return kept.flatMap((part, at) => {
    const before = kept[at - 1];
    return before !== undefined && before.firstIndex + before.size > part.firstIndex
      ? [`the parts ${before.number} and ${part.number} of the line ${lineId} share tokens`]
      : [];
  });
}
