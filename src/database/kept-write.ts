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

interface Insertion {
  /** By how many rows it inserts: some powers of two, so that there are only so many. */
  readonly statements: Map<number, KeptStatement>;
  /** Inserts any number of rows on PostgreSQL: its parameters are arrays of a column's values. */
  readonly ofArrays: KeptStatement;
  readonly tableName: string;
  readonly columns: readonly Column[];
}

/** On SQLite more of them take more than one statement; a row has up to 13 parameters, and SQLite takes 32,766. */
const MAX_ROWS = 64;

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
  if (rows.length > 1 && isPostgresql(em)) return insertArrays(em, insertion, rows);
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

/** In one trip to the server. */
async function insertArrays(em: EntityManager, { ofArrays, columns }: Insertion, rows: readonly Row[]): Promise<void> {
  const arrays = columns.map(({ property, toParameter }) => rows.map((row) => toParameter(row[property])));
  await changeKept(em, ofArrays, arrays);
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
  const ofArrays = keptStatement(
    () => `insert into "${tableName}" (${namesOf(columns)}) select * from unnest(${arrays})`,
  );
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
