import type { EntityManager } from "@mikro-orm/core";
import { PostgreSqlPlatform } from "@mikro-orm/postgresql";

/** Otherwise it is one SQLite file: who waits for a turn as its writer holds no connection meanwhile, and shares the commit of others. */
export function isPostgresql(em: EntityManager): boolean {
  return em.getPlatform() instanceof PostgreSqlPlatform;
}
