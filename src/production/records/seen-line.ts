import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Session } from "../../access/session.entity.ts";
import { keptLookup } from "../../database/kept-lookup.ts";
import { type Dialect, keptStatement, runKept } from "../../database/kept-statement.ts";
import { parseUuid } from "../../lib/uuid.ts";
import type { Payment } from "../../payment/payment.entity.ts";
import type { History } from "./history.ts";
import type { ShownLine } from "./line.entity.ts";
import type { Part } from "./part.entity.ts";
import { tellLine } from "./find-line.ts";
import { historiesAt, type HistoryMark, MARK_COLUMNS } from "./remembered-histories.ts";

/** A line as it was seen, with what is asked for most: its newest part, and that part's course and payment. */
export interface SeenLine extends ShownLine {
  readonly newest: Part;
  readonly history: History;
  readonly payment: Payment | null;
}

/** One that was read with all that belongs to it; others have it read by the loaders. */
export function isSeen(line: ShownLine): line is SeenLine {
  return "newest" in line;
}

/** A row of {@link selectLines}. */
export interface LineRow
  extends
    HistoryMark,
    Omit<ShownLine, "requestedAt" | "deletedAt" | "capacity">,
    Pick<Part, "number" | "seedWrapped" | "analysis" | "paymentId" | "status" | "progress"> {
  readonly requestedMs: number;
  readonly firstIndex: string;
  readonly size: string;
  readonly capacity: string | null;
  readonly transactionId: string | null;
  readonly ident: string | null;
  readonly isSpent: boolean | 0 | 1 | null;
  readonly orderDigest: string | null;
}

/** Lines that are not deleted, each with its newest part. @param condition on `line` and `part`. */
export function selectLines(dialect: Dialect, condition: string): string {
  return `select line.id, line.session_id as "sessionId", line.customer_id as "customerId", line.alphabet_id as "alphabetId",
      line.alphabet_chars as "alphabetChars", line.format, line.capacity, line.digits, line.generator_version as "generatorVersion",
      ${dialect.ms("line.requested_at")} as "requestedMs", part.number, part.first_index as "firstIndex", part.size,
      part.seed_wrapped as "seedWrapped", part.analysis, part.payment_id as "paymentId", part.status, part.progress,
      payment.transaction_id as "transactionId", payment.ident,
      payment.spent as "isSpent", payment.order_digest as "orderDigest", ${MARK_COLUMNS}
    from line
    join part on part.line_id = line.id and part.number = (select max(number) from part newest where newest.line_id = line.id)
    left join payment on payment.id = part.payment_id
    where line.deleted_at is null and ${condition}`;
}

/** Lines as rows of {@link selectLines} tell of them. */
export async function toSeenLines(em: SqlEntityManager, rows: readonly LineRow[]): Promise<SeenLine[]> {
  const histories = await historiesAt(em, rows);
  return rows.map((row, at) => toSeenLine(row, histories[at] ?? { records: [], files: [] }));
}

function toSeenLine(row: LineRow, history: History): SeenLine {
  const { id, sessionId, customerId, alphabetId, alphabetChars, format, digits, generatorVersion } = row;
  const { partId, number, seedWrapped, analysis, paymentId, status, progress } = row;
  return {
    id,
    sessionId,
    customerId,
    alphabetId,
    alphabetChars,
    format,
    capacity: row.capacity === null ? null : BigInt(row.capacity),
    digits,
    generatorVersion,
    requestedAt: new Date(row.requestedMs),
    deletedAt: null,
    newest: {
      id: partId,
      lineId: id,
      number,
      firstIndex: BigInt(row.firstIndex),
      size: BigInt(row.size),
      seedWrapped,
      seed: null,
      analysis,
      paymentId,
      status,
      epoch: 0,
      progress,
      register: null,
      registerBefore: null,
    },
    history,
    payment: toPayment(row),
  };
}

function toPayment({ paymentId: id, transactionId, ident, isSpent, orderDigest }: LineRow): Payment | null {
  if (id === null || transactionId === null || ident === null) return null;
  return { id, transactionId, ident, spent: Boolean(isSpent), orderDigest };
}

const NEWEST = keptStatement(
  (dialect) => `${selectLines(dialect, "line.session_id = ?")} order by line.requested_at desc, line.id desc limit ?`,
);

/** Sees the session's newest lines, newest first. */
export async function seeNewestLines(em: SqlEntityManager, session: Session, limit: number): Promise<SeenLine[]> {
  return toSeenLines(em, await runKept<LineRow>(em, NEWEST, [session.id, limit]));
}

const BY_PART = keptStatement((dialect) => selectLines(dialect, dialect.isAmong("part.id", "uuid")));

/** Sees the lines of which these are the newest parts, whosever they are; others, and deleted ones, are not found. */
export async function seeLinesOfParts(em: SqlEntityManager, partIds: readonly string[]): Promise<SeenLine[]> {
  return toSeenLines(em, await runKept<LineRow>(em, BY_PART, [JSON.stringify(partIds)]));
}

const byId = keptLookup<LineRow>({ select: selectLines, column: "line.id", type: "uuid", keyOf: ({ id }) => id });

/** Sees a line of the session; null for every other id, whatever is behind it. */
export async function seeLine(em: SqlEntityManager, session: Session, id: string): Promise<SeenLine | null> {
  const uuid = parseUuid(id);
  if (uuid === null) return null;
  const row = await byId(em, uuid);
  if (row?.sessionId !== session.id) return null;
  tellLine(row);
  const [line] = await toSeenLines(em, [row]);
  return line ?? null;
}
