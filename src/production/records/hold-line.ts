import { type EntityManager, LockMode } from "@mikro-orm/core";
import { Line } from "./line.entity.ts";

/**
 * Holds a line against other transactions until the caller's ends.
 *
 * Whatever changes a part holds its line first: with one order for all, no two wait for each other.
 */
export function holdLine(em: EntityManager, id: string): Promise<Line> {
  return em.findOneOrFail(Line, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
