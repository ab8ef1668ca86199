import type { EntityManager } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { CompiledQuery } from "kysely";

/** Runs another library's statement in the entity manager's transaction, where it has one. */
export async function runRaw(em: EntityManager, text: string, parameters: readonly unknown[] = []): Promise<object[]> {
  em.config.getLogger().logQuery({ level: "info", query: text, params: parameters });
  try {
    return (await (em as SqlEntityManager).getKysely().executeQuery<object>(CompiledQuery.raw(text, [...parameters])))
      .rows; // both dialects speak SQL
  } catch (fault) {
    throw fault instanceof Error ? em.getPlatform().getExceptionConverter().convertException(fault) : fault; // as MikroORM throws it
  }
}
