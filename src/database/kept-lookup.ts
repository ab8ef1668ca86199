// What a read costs is hardly the finding of its row: on PostgreSQL it is a message to another process and one back, on SQLite the file's locks. Reads of
// one kind that come at the same time, as those of many connections do, therefore share a statement.
import type { EntityManager } from "@mikro-orm/core";
import { type BatchLoader, batchLoader } from "../lib/batch-loader.ts";
import { type Dialect, keptStatement, runKept } from "./kept-statement.ts";

export interface LookupBy<Row> {
  /** The select, whose condition finds each row by one key. */
  readonly select: (dialect: Dialect, condition: string) => string;
  readonly column: string;
  readonly type: "text" | "uuid";
  readonly keyOf: (row: Row) => string;
  /**
   * Whether all are gathered that the same turn of the event loop asks for. What waits for such a look-up comes together by itself, and is not to wait for
   * another turn.
   */
  readonly isFirst?: boolean;
}

/** Finds the row of a key, which is the only one; undefined where there is none. */
export type KeptLookup<Row> = (em: EntityManager, key: string) => Promise<Row | undefined>;

/** Makes a lookup of two kept statements: by one key, and by several. */
export function keptLookup<Row>({ select, column, type, keyOf, isFirst = false }: LookupBy<Row>): KeptLookup<Row> {
  const byKey = keptStatement((dialect) => select(dialect, `${column} = ?`));
  const byKeys = keptStatement((dialect) => select(dialect, dialect.isAmong(column, type)));
  const loaders = new WeakMap<EntityManager["config"], BatchLoader<string, Row | undefined>>();

  async function findOne(em: EntityManager, key: string): Promise<Row | undefined> {
    const [row] = await runKept<Row>(em, byKey, [key]);
    return row;
  }

  async function findSeveral(em: EntityManager, keys: readonly string[]): Promise<(Row | undefined)[]> {
    const [key = "", ...others] = new Set(keys);
    const rows =
      others.length === 0
        ? await runKept<Row>(em, byKey, [key])
        : await runKept<Row>(em, byKeys, [JSON.stringify([key, ...others])]);
    const found = new Map(rows.map((row) => [keyOf(row), row]));
    return keys.map((each) => found.get(each));
  }

  return (em, key) => {
    if (em.isInTransaction()) return findOne(em, key);
    const loader =
      loaders.get(em.config) ?? batchLoader((keys) => findSeveral(em, keys), isFirst ? setImmediate : undefined);
    loaders.set(em.config, loader);
    return loader.load(key);
  };
}
