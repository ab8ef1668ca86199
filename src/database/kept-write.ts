import type { EntityClass, EntityManager, EntityProperty } from "@mikro-orm/core";
import { isPostgresql } from "./is-postgresql.ts";
import { changeKept, keptStatement, type KeptStatement, type Parameter } from "./kept-statement.ts";

// An order and its production write some ten rows. MikroORM's unit of work compares, sorts and builds a statement for each; here a row's statement is
// made once from what the entity declares, and kept.

interface Column {
  readonly property: string;
  readonly toParameter: (value: unknown) => Parameter;
}

interface Insertion {
  readonly statement: KeptStatement;
  readonly columns: readonly Column[];
}

/** Of each database that is open, by its entities' declarations. */
const insertions = new WeakMap<object, Map<EntityClass<object>, Insertion>>();

/** Inserts a row; a property that is left out is null. */
export async function insertKept<Entity extends object>(
  em: EntityManager,
  entity: EntityClass<Entity>,
  row: Partial<Entity>,
): Promise<void> {
  const { statement, columns } = insertionsOf(em).get(entity) ?? made(em, entity);
  const values = row as Readonly<Record<string, unknown>>; // by the names of its properties
  await changeKept(
    em,
    statement,
    columns.map(({ property, toParameter }) => toParameter(values[property])),
  );
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
    name: property.fieldNames[0],
  }));
  const statement = keptStatement(
    () =>
      `insert into "${tableName}" (${columns.map(({ name }) => `"${String(name)}"`).join(", ")}) values (${columns.map(() => "?").join(", ")})`,
  );
  const insertion = { statement, columns };
  insertionsOf(em).set(entity, insertion);
  return insertion;
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
