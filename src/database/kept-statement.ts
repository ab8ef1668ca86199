import type { EntityManager } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { CompiledQuery, type QueryResult } from "kysely";
import { isPostgresql } from "./is-postgresql.ts";
import type { SteadyDriver } from "./steady-driver.ts";

// A read that comes hundreds of times a second. MikroORM would build, print and prepare its text anew each time and make entities of what it finds;
// a text that is always the same is prepared once on each connection, and its rows are taken as they are.

/** A statement's text on each database. Connections keep what they prepare for ever, so there may be only so many. */
export interface KeptStatement {
  readonly isSelect: boolean;
  readonly sqlite: string;
  readonly postgresql: string;
}

/** What the databases write differently. */
export interface Dialect {
  /** A time in milliseconds since 1970. */
  readonly ms: (column: string) => string;
  /** A parameter in such milliseconds, as a time. */
  readonly time: string;
  /** Locks the rows of a select until the transaction ends; SQLite has one writer. */
  readonly forUpdate: string;
  readonly forShare: string;
  /** As `forUpdate`, but rows that are locked already are left out. */
  readonly forUpdateIfFree: string;
  /** Whether a value is one of the JSON array that is the parameter. */
  readonly isAmong: (column: string, type: "text" | "uuid") => string;
  /** The elements of the JSON array that is the parameter, as rows `entry` with the column `value`. */
  readonly entries: string;
  /** Bytes of hexadecimal digits. */
  readonly bytes: (hex: string) => string;
  readonly uuid: (text: string) => string;
  /** The rows of a subquery as one JSON array of arrays; {@link rowsIn} reads it. */
  readonly rows: (columns: readonly string[], orderBy: string) => string;
}

const SQLITE: Dialect = {
  ms: (column) => column,
  time: "?",
  forUpdate: "",
  forShare: "",
  forUpdateIfFree: "",
  isAmong: (column) => `${column} in (select value from json_each(?))`,
  entries: "json_each(?) as entry",
  bytes: (hex) => `unhex(${hex})`, // cspell:ignore unhex
  uuid: (text) => text,
  rows: (columns, orderBy) => `json_group_array(json_array(${columns.join(", ")}) order by ${orderBy})`,
};

const POSTGRESQL: Dialect = {
  ms: (column) => `(extract(epoch from ${column}) * 1000)::float8`,
  time: "to_timestamp(?::float8 / 1000)",
  forUpdate: "for update",
  forShare: "for share",
  forUpdateIfFree: "for update skip locked",
  isAmong: (column, type) => `${column} in (select value::${type} from json_array_elements_text(?::json))`,
  entries: "json_array_elements(?::json) as entry",
  bytes: (hex) => `decode(${hex}, 'hex')`,
  uuid: (text) => `(${text})::uuid`,
  rows: (columns, orderBy) => `json_agg(json_build_array(${columns.join(", ")}) order by ${orderBy})`,
};

/** @param write the text, with `?` for each parameter. */
export function keptStatement(write: (dialect: Dialect) => string): KeptStatement {
  let parameters = 0;
  const sqlite = write(SQLITE);
  return {
    isSelect: /^\s*select\b/i.test(sqlite),
    sqlite,
    postgresql: write(POSTGRESQL).replaceAll("?", () => {
      parameters += 1;
      return `$${parameters}`;
    }),
  };
}

export type Parameter = string | number | Date | Uint8Array | null;

/** Or, on PostgreSQL, an array of them. */
export type Parameters = readonly (Parameter | readonly Parameter[])[];

/** What reads past the mapper and Kysely, for each database that was started. */
const drivers = new WeakMap<EntityManager["config"], SteadyDriver>();

/** Has an entity manager, and all that come of it, read by the driver itself wherever no transaction is open. */
export function readBy({ config }: EntityManager, driver: SteadyDriver): void {
  drivers.set(config, driver);
}

/**
 * Runs it in the entity manager's transaction, where it has one. Nothing is flushed before.
 *
 * @returns the rows, which whoever has written the statement knows.
 */
export async function runKept<Row>(
  em: EntityManager,
  statement: KeptStatement,
  parameters: Parameters,
): Promise<Row[]> {
  return (await execute<Row>(em, statement, parameters)).rows;
}

/** As `runKept()`. @returns how many rows it has changed. */
export async function changeKept(em: EntityManager, statement: KeptStatement, parameters: Parameters): Promise<number> {
  return Number((await execute(em, statement, parameters)).numAffectedRows ?? 0n);
}

async function execute<Row>(
  em: EntityManager,
  statement: KeptStatement,
  parameters: Parameters,
): Promise<QueryResult<Row>> {
  const { config } = em;
  const sql = isPostgresql(em) ? statement.postgresql : statement.sqlite;
  config.getLogger().logQuery({ level: "info", query: sql, params: parameters });
  const driver = statement.isSelect && !em.isInTransaction() ? drivers.get(config) : undefined;
  try {
    if (driver !== undefined) return (await driver.read({ sql, parameters })) as QueryResult<Row>; // whoever asks knows the rows
    return await (em as SqlEntityManager).getKysely().executeQuery<Row>(CompiledQuery.raw(sql, [...parameters])); // both dialects speak SQL
  } catch (fault) {
    throw fault instanceof Error ? em.getPlatform().getExceptionConverter().convertException(fault) : fault; // as MikroORM throws it
  }
}

/** What `Dialect.rows` has written; without a row PostgreSQL writes nothing. */
export function rowsIn(written: unknown): readonly unknown[] {
  return (typeof written === "string" ? JSON.parse(written) : (written ?? [])) as readonly unknown[]; // an array, by either function
}
