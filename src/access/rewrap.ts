import type { SqlEntityManager } from "@mikro-orm/sql";
import type { Keyring } from "./keyring.ts";

/** Where wrapped secrets are stored. */
export interface SealedColumn {
  readonly table: string;
  /** The column that names a row; among those of `where` it names one alone. */
  readonly id: string;
  readonly column: string;
  /** Further condition on rows, in SQL that every database understands. */
  readonly where?: string;
  readonly ownerOf: (id: string) => string;
  /** Columns that are written together with it, of what was wrapped. */
  readonly derived?: (secret: Buffer) => Readonly<Record<string, string>>;
}

interface SealedRow {
  readonly id: string;
  readonly wrapped: Uint8Array;
}

/** Rows in one transaction. */
const BATCH = 200;

/**
 * Wraps every secret of a column anew under the ring's first key, batch after batch, each in a transaction: stopped at any point it goes on
 * with what is left, and done twice it changes nothing.
 *
 * @param onRows told, after each batch, how many rows were looked at.
 * @returns how many were wrapped anew.
 */
export async function rewrapColumn(
  em: SqlEntityManager,
  sealed: SealedColumn,
  keyring: Keyring,
  onRows: (count: number) => void,
): Promise<number> {
  let rewrapped = 0;
  for (let after: string | null = null; ;) {
    const rows: SealedRow[] = await readRows(em, sealed, after);
    const former = rows.filter(({ wrapped }) => !keyring.isCurrent(wrapped));
    await em.fork().transactional(async (inside) => {
      for (const row of former) await rewrapRow(inside, sealed, row, keyring);
    });
    rewrapped += former.length;
    onRows(rows.length);
    if (rows.length < BATCH) return rewrapped;
    after = rows.at(-1)?.id ?? null;
  }
}

/** How many rows of a column hold a secret. */
export async function countSealed(em: SqlEntityManager, sealed: SealedColumn): Promise<number> {
  const [row] = await em.execute<{ count: number | string }[]>(
    `select count(*) as "count" from "${sealed.table}" where ${conditionOf(sealed)}`,
  );
  return Number(row?.count ?? 0);
}

function readRows(em: SqlEntityManager, sealed: SealedColumn, after: string | null): Promise<SealedRow[]> {
  const { table, id, column } = sealed;
  const further = after === null ? "" : ` and "${id}" > ?`;
  const sql = `select "${id}" as "id", "${column}" as "wrapped" from "${table}" where ${conditionOf(sealed)}${further} order by "${id}" limit ${BATCH}`;
  return em.fork().execute<SealedRow[]>(sql, after === null ? [] : [after]);
}

/** Only where the row still holds what was read. */
async function rewrapRow(
  em: SqlEntityManager,
  { table, id, column, where, ownerOf, derived }: SealedColumn,
  row: SealedRow,
  keyring: Keyring,
): Promise<void> {
  const secret = keyring.unwrap(ownerOf(row.id), row.wrapped);
  const values: Readonly<Record<string, string | Uint8Array>> = {
    [column]: keyring.wrap(ownerOf(row.id), secret),
    ...derived?.(secret),
  };
  const set = Object.keys(values)
    .map((name) => `"${name}" = ?`)
    .join(", ");
  const further = where === undefined ? "" : ` and ${where}`;
  await em.execute(`update "${table}" set ${set} where "${id}" = ? and "${column}" = ?${further}`, [
    ...Object.values(values),
    row.id,
    row.wrapped,
  ]);
}

function conditionOf({ column, where }: SealedColumn): string {
  return [`"${column}" is not null`, where].filter((part) => part !== undefined).join(" and ");
}
