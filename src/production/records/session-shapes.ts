import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Session } from "../../access/session.entity.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Line } from "./line.entity.ts";
import type { TokenForm } from "./token-form.ts";

/** Lines of a session that write their tokens alike. */
export interface SessionShape extends Pick<Line, "digits" | "shape"> {
  readonly lines: number;
}

const SHAPES = keptStatement(
  () => `select shape, digits, count(*) as lines from line
    where session_id = ? and deleted_at is null and digits <= ? group by digits, shape order by digits, shape`,
);

/** Counts the lines of a session by how they write their tokens, of at most so many digits; the index alone tells. */
export async function sessionShapes(
  em: SqlEntityManager,
  session: Session,
  maxDigits: number,
): Promise<SessionShape[]> {
  const rows = await runKept<{ shape: string; digits: number; lines: number | string }>(em, SHAPES, [
    session.id,
    maxDigits,
  ]);
  return rows.map(({ lines, ...shape }) => ({ ...shape, lines: Number(lines) }));
}

const FORM = keptStatement(
  () => `select alphabet_chars as "alphabetChars", digits, format, capacity from line
    where session_id = ? and deleted_at is null and digits = ? and shape = ? limit 1`,
);

/** Reads how the lines of a shape write their tokens; null where none is left. */
export async function readForm(
  em: SqlEntityManager,
  session: Session,
  { digits, shape }: SessionShape,
): Promise<TokenForm | null> {
  const [row] = await runKept<FormRow>(em, FORM, [session.id, digits, shape]);
  return row === undefined ? null : { ...row, capacity: row.capacity === null ? null : BigInt(row.capacity) };
}

interface FormRow extends Omit<TokenForm, "capacity"> {
  readonly capacity: string | null;
}

/** What it takes to look for tokens in a line of a shape. */
export interface ShapedLine extends Pick<Line, "id" | "customerId" | "generatorVersion" | "keyWrapped"> {
  /** The first index that no part has taken. */
  readonly nextIndex: bigint;
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";

const LINES = keptStatement(
  () => `select line.id, line.customer_id as "customerId", line.generator_version as "generatorVersion",
      line.key_wrapped as "keyWrapped", ledger_entry.next_index as "nextIndex"
    from line join ledger_entry on ledger_entry.line_id = line.id
    where line.session_id = ? and line.deleted_at is null and line.digits = ? and line.shape = ? and line.id > ?
    order by line.id limit ?`,
);

/** Reads the lines of a shape, page after page. */
export async function* linesOfShape(
  em: SqlEntityManager,
  session: Session,
  { digits, shape, pageLines }: Pick<SessionShape, "digits" | "shape"> & { readonly pageLines: number },
): AsyncGenerator<ShapedLine[], void, undefined> {
  for (let after: string | undefined = FIRST_ID; after !== undefined;) {
    const rows: (Omit<ShapedLine, "nextIndex"> & { readonly nextIndex: string })[] = await runKept(em, LINES, [
      session.id,
      digits,
      shape,
      after,
      pageLines,
    ]);
    if (rows.length > 0) yield rows.map((row) => ({ ...row, nextIndex: BigInt(row.nextIndex) }));
    after = rows.length < pageLines ? undefined : rows.at(-1)?.id;
  }
}
