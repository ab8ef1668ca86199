import type { EntityClass, EntityManager, EntityProperty } from "@mikro-orm/core";
import { isPostgresql } from "./is-postgresql.ts";
import { changeKept, keptStatement, type KeptStatement, type Parameter } from "./kept-statement.ts";

// An order and its production write some ten rows. MikroORM's unit of work compares, sorts and builds a statement for each; here a row's statement is
// made once from what the entity declares, and kept.

interface Column {
  readonly property: string;
  readonly name: string;
  readonly type: string;
  readonly toParameter: (value: unknown) => Parameter;
}

/** By the names of its properties. */
type Row = Readonly<Record<string, unknown>>;

/** Rows of one entity, to be inserted; a property that is left out is null. */
export interface RowsOf<Entity extends object = object> {
  readonly entity: EntityClass<Entity>;
  readonly rows: readonly Partial<Entity>[];
}

interface Insertion {
  /** By how many rows it inserts: some powers of two, so that there are only so many. */
  readonly statements: Map<number, KeptStatement>;
  /** Inserts any number of rows on PostgreSQL: its parameters are arrays of a column's values. */
  readonly ofArrays: string;
  readonly tableName: string;
  readonly columns: readonly Column[];
}

/** On SQLite more of them take more than one statement; a row has up to 13 parameters, and SQLite takes 32,766. */
const MAX_ROWS = 64;

/** What inserts into several tables on PostgreSQL, by its text. */
const together = new Map<string, KeptStatement>();

/** Of each database that is open, by its entities' declarations. */
const insertions = new WeakMap<object, Map<EntityClass<object>, Insertion>>();

/** Inserts a row; a property that is left out is null. */
export function insertKept<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  row: Partial<Entity>,
): Promise<void> {
  return insertAllKept(em, entity, [row]);
}

/** Inserts rows in as few statements as can be; a property that is left out is null. */
export async function insertAllKept<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  rows: readonly Partial<Entity>[],
): Promise<void> {
  const insertion = insertionsOf(em).get(entity) ?? made(em, entity);
  if (rows.length > 1 && isPostgresql(em)) return insertArrays(em, [{ entity, rows }]);
  for (let at = 0; at < rows.length;) {
    const size = Math.min(MAX_ROWS, 2 ** Math.floor(Math.log2(rows.length - at)));
    const some = rows.slice(at, at + size) as readonly Row[];
    const parameters = some.flatMap((row) =>
      insertion.columns.map(({ property, toParameter }) => toParameter(row[property])),
    );
    await changeKept(em, statementOf(insertion, size), parameters);
    at += size;
  }
}

/** Inserts rows of several entities; those that others refer to come first. */
export async function insertTogether(em: EntityManager, all: readonly RowsOf[]): Promise<void> {
  const some = all.filter(({ rows }) => rows.length > 0);
  if (some.length > 0 && isPostgresql(em)) await insertArrays(em, some);
  else for (const { entity, rows } of some) await insertAllKept(em, entity, rows);
}

/** In one trip to the server, which looks at what refers to what once all are there. */
async function insertArrays(em: EntityManager, all: readonly RowsOf[]): Promise<void> {
  const inserting = all.map(({ entity, rows }) => ({ rows, ...(insertionsOf(em).get(entity) ?? made(em, entity)) }));
  const arrays = inserting.flatMap(({ rows, columns }) =>
    columns.map(({ property, toParameter }) => rows.map((row) => toParameter((row as Row)[property]))),
  );
  const inserts = inserting.map(({ ofArrays }) => ofArrays);
  const others = inserts.slice(0, -1).map((insert, at) => `inserted_${at} as (${insert})`);
  const text = `${others.length > 0 ? `with ${others.join(", ")} ` : ""}${inserts.at(-1) ?? ""}`;
  const statement = together.get(text) ?? keptStatement(() => text);
  together.set(text, statement);
  await changeKept(em, statement, arrays);
}

function insertionsOf(em: EntityManager): Map<EntityClass<object>, Insertion> {
  const declared = em.getMetadata();
  const known = insertions.get(declared) ?? new Map<EntityClass<object>, Insertion>();
  insertions.set(declared, known);
  return known;
}

function made<Entity extends object>(em: EntityManager, entity: EntityClass<Entity>): Insertion {
  const { props, tableName } = em.getMetadata().get<Entity>(entity);
  const columns = props.map((property) => ({
    property: property.name,
    toParameter: parameterOf(em, property),
    name: String(property.fieldNames[0]),
    type: String(property.columnTypes[0]),
  }));
  const arrays = columns.map(({ type }) => `?::${type}[]`).join(", ");
  const ofArrays = `insert into "${tableName}" (${namesOf(columns)}) select * from unnest(${arrays})`;
  const insertion = { statements: new Map<number, KeptStatement>(), ofArrays, tableName, columns };
  insertionsOf(em).set(entity, insertion);
  return insertion;
}

function statementOf({ statements, tableName, columns }: Insertion, rows: number): KeptStatement {
  const known = statements.get(rows);
  if (known !== undefined) return known;
  const places = `(${columns.map(() => "?").join(", ")})`;
  const all = Array.from({ length: rows }, () => places).join(", ");
  const statement = keptStatement(() => `insert into "${tableName}" (${namesOf(columns)}) values ${all}`);
  statements.set(rows, statement);
  return statement;
}

function namesOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => `"${name}"`).join(", ");
}

/** Dates and booleans as the dialect's driver takes them. */
function parameterOf<Entity>(em: EntityManager, { customType }: EntityProperty<Entity>): Column["toParameter"] {
  const platform = em.getPlatform();
  const takesAll = isPostgresql(em); // SQLite knows numbers, texts and bytes
  return (value) => {
    if (value === null || value === undefined) return null;
    const plain: unknown = customType ? customType.convertToDatabaseValue(value, platform) : value;
    if (takesAll) return plain as Parameter; // its driver takes each of the entities' types
    if (plain instanceof Date) return plain.getTime();
    return (typeof plain === "boolean" ? Number(plain) : plain) as Parameter; // the entities have no other types
  };
}
