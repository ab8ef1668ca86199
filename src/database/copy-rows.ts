import type { EntityClass, EntityManager, EntityMetadata } from "@mikro-orm/core";
import { OperatorError } from "../errors.ts";
import { insertAllKept } from "./kept-write.ts";

/** Rows that are read, written and compared at once. */
const ROWS_AT_ONCE = 500;

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Copies all rows of all tables from one database into another one of any dialect, by what their entities declare, and compares each row with
 * what the other one gives back.
 *
 * @param target in a transaction of its own, which is to be rolled back when this throws.
 * @throws {OperatorError} where the target has rows already, or gives back something else.
 */
export async function copyRows(
  source: EntityManager,
  target: EntityManager,
  entities: readonly EntityClass<object>[],
): Promise<CopiedTable[]> {
  const all = inOrder(entities.map((entity) => source.getMetadata().get(entity)));
  for (const { class: entity, tableName } of all)
    if ((await target.count(entity)) > 0)
      throw new OperatorError(
        `The target is not empty (its table "${tableName}" has rows): give a database of its own that nothing was written to.`,
      );
  const copied: CopiedTable[] = [];
  for (const meta of all) copied.push({ table: meta.tableName, rows: await copyTable(source, target, meta) });
  return copied;
}

/**
 * Compares all rows of all tables of two databases.
 *
 * @returns what both have.
 * @throws {OperatorError} where one has a row that the other has not, or another one.
 */
export async function compareRows(
  source: EntityManager,
  target: EntityManager,
  entities: readonly EntityClass<object>[],
): Promise<CopiedTable[]> {
  const compared: CopiedTable[] = [];
  for (const entity of entities) {
    const meta = source.getMetadata().get(entity);
    let rows = 0;
    for await (const some of batches(source, meta)) {
      await compare(target, meta, some);
      rows += some.length;
    }
    await requireRows(target, meta, rows);
    compared.push({ table: meta.tableName, rows });
  }
  return compared;
}

/** Whether no table has a row. */
export async function isEmpty(em: EntityManager, entities: readonly EntityClass<object>[]): Promise<boolean> {
  for (const entity of entities) if ((await em.count(entity)) > 0) return false;
  return true;
}

/** Runs the work in a transaction of this entity manager alone; one by `transactional()` would be that of the source, too, wherever it reads meanwhile. */
export async function inOwnTransaction<T>(em: EntityManager, work: () => Promise<T>): Promise<T> {
  await em.begin();
  try {
    const result = await work();
    await em.commit();
    return result;
  } finally {
    if (em.isInTransaction()) await em.rollback();
  }
}

/** Those first that others refer to. */
function inOrder(all: readonly EntityMetadata[]): EntityMetadata[] {
  const byTable = new Map(all.map((meta) => [meta.tableName, meta]));
  const ordered = new Map<string, EntityMetadata>();
  const add = (meta: EntityMetadata) => {
    if (ordered.has(meta.tableName)) return;
    for (const { targetMeta } of meta.props) {
      const other = byTable.get(targetMeta?.tableName ?? "");
      if (other !== undefined && other !== meta) add(other);
    }
    ordered.set(meta.tableName, meta);
  };
  for (const meta of all) add(meta);
  return [...ordered.values()];
}

async function copyTable(source: EntityManager, target: EntityManager, meta: EntityMetadata): Promise<number> {
  let rows = 0;
  for await (const some of batches(source, meta)) {
    await insertAllKept(target, meta.class, some);
    await compare(target, meta, some);
    rows += some.length;
  }
  await requireRows(target, meta, rows);
  return rows;
}

async function requireRows(target: EntityManager, { class: entity, tableName }: EntityMetadata, rows: number) {
  const found = await target.count(entity);
  if (found !== rows)
    throw new OperatorError(`The table "${tableName}" is to have ${rows} rows there, but has ${found}.`);
}

/** Each row in full, in the order of the keys. */
async function* batches(em: EntityManager, meta: EntityMetadata): AsyncGenerator<Row[], void, undefined> {
  for (let after: Row | null = null; ;) {
    const rows: Row[] = await read(em, meta, after === null ? {} : beyond(meta.primaryKeys, after), ROWS_AT_ONCE);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1) ?? null;
  }
}

async function read(em: EntityManager, meta: EntityMetadata, where: object, limit?: number): Promise<Row[]> {
  const lazy = meta.props.filter((property) => property.lazy === true).map(({ name }) => name);
  const orderBy = Object.fromEntries(meta.primaryKeys.map((key) => [key, "asc"]));
  const options = { orderBy, populate: lazy, ...(limit !== undefined && { limit }) };
  const fork = em.fork({ keepTransactionContext: true });
  const rows: object[] = await fork.find<object>(meta.class, where, options as never); // the names are the entity's own
  return rows as Row[];
}

/** What comes after a row. The first key alone lets the index be used. */
function beyond([first = "", ...others]: readonly string[], row: Row): object {
  const value = row[first];
  if (others.length === 0) return { [first]: { $gt: value } };
  return {
    $and: [
      { [first]: { $gte: value } },
      { $or: [{ [first]: { $gt: value } }, { $and: [{ [first]: value }, beyond(others, row)] }] },
    ],
  };
}

async function compare(target: EntityManager, meta: EntityMetadata, rows: readonly Row[]): Promise<void> {
  const [first = ""] = meta.primaryKeys;
  const values = [...new Set(rows.map((row) => row[first]))];
  // Of a key of several columns, more rows may have the same first one; those that were not copied yet are not there.
  const found = new Map(
    (await read(target, meta, { [first]: { $in: values } })).map((row) => [keyOf(meta, row), row] as const),
  );
  for (const row of rows) {
    const same = found.get(keyOf(meta, row));
    const wrong = meta.props.find(({ name }) => same === undefined || written(same[name]) !== written(row[name]));
    if (wrong !== undefined)
      throw new OperatorError(
        `The row ${keyOf(meta, row)} of the table "${meta.tableName}" came back with another ${wrong.name}.`,
      );
  }
}

function keyOf({ primaryKeys }: EntityMetadata, row: Row): string {
  return primaryKeys.map((key) => written(row[key])).join(" ");
}

/** A value as a text: equal for equal values. */
function written(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}
