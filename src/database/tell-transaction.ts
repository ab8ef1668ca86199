import type { EntityManager } from "@mikro-orm/core";
import { asPart } from "../lib/current-span.ts";
import { isPostgresql } from "./is-postgresql.ts";

/** Does what writes in a transaction, its turn being waited for; a span of its own where anybody traces. @param what low in number, such as "write order". */
export function tellTransaction<T>(em: EntityManager, what: string, work: () => Promise<T>): Promise<T> {
  const attributes = { "db.system.name": isPostgresql(em) ? "postgresql" : "sqlite" };
  return asPart({ name: what, attributes }, work);
}
