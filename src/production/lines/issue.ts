import type { SqlEntityManager } from "@mikro-orm/sql";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Part } from "../records/part.entity.ts";

/** Where a token was issued. */
export interface Issue {
  /** Where it stands in the line: 0 for the first token of all. */
  readonly index: bigint;
  /** Null where it was issued in a part that another database knows of. */
  readonly part: number | null;
  /** Where it stands in the part's data file: 0 for the first token. Null where `part` is. */
  readonly position: bigint | null;
}

/** Where the token of an index was issued; null where it was not. */
export type IssueOf = (index: bigint) => Issue | null;

/** A part, as far as it tells what is issued. */
export interface PartRange extends Pick<Part, "number" | "firstIndex" | "size"> {
  readonly hasEnded: boolean;
}

const PARTS = keptStatement(
  ({ isAmong }) => `select line_id as "lineId", number, first_index as "firstIndex", size,
      case when register is null then 0 else 1 end as "hasEnded" from part where ${isAmong("line_id", "uuid")}`,
);

interface PartRow {
  readonly lineId: string;
  readonly number: number;
  readonly firstIndex: string;
  readonly size: string;
  readonly hasEnded: 0 | 1;
}

/** Reads what lines have issued. */
export async function readIssues(
  em: SqlEntityManager,
  lineIds: readonly string[],
): Promise<(lineId: string) => IssueOf> {
  const rows = await runKept<PartRow>(em, PARTS, [JSON.stringify(lineIds)]);
  const parts = Map.groupBy(rows, ({ lineId }) => lineId);
  const issues = new Map(lineIds.map((id) => [id, issueOf((parts.get(id) ?? []).map(toRange))]));
  return (lineId) => issues.get(lineId) ?? (() => null);
}

function toRange({ number, firstIndex, size, hasEnded }: PartRow): PartRange {
  return { number, firstIndex: BigInt(firstIndex), size: BigInt(size), hasEnded: hasEnded === 1 };
}

/**
 * A part shows its tokens from `ended` on, when it gets its register, whatever becomes of it then: failed and deleted parts have shown
 * theirs, too. One that left before has given its indexes back, for a later part to make.
 *
 * A part begins where the line stood. So what lies before any part is issued; where no part here holds it, the line was then made in
 * another database. What that has made since is known when the line goes on here.
 */
export function issueOf(parts: readonly PartRange[]): IssueOf {
  const ended = parts.filter(({ hasEnded }) => hasEnded);
  const marks = [
    ...parts.map(({ firstIndex }) => firstIndex),
    ...ended.map(({ firstIndex, size }) => firstIndex + size),
  ];
  const produced = marks.reduce((max, mark) => (mark > max ? mark : max), 0n);
  return (index) => {
    if (index >= produced) return null;
    const part = ended.find(({ firstIndex, size }) => index >= firstIndex && index < firstIndex + size);
    return part === undefined
      ? { index, part: null, position: null }
      : { index, part: part.number, position: index - part.firstIndex };
  };
}
