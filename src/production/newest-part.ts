import { type EntityManager, LockMode } from "@mikro-orm/core";
import type { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";

/** A line's newest part, of which its record speaks; held against other transactions until the caller's ends. */
export function newestPart(em: EntityManager, line: Line): Promise<Part> {
  return em.findOneOrFail(
    Part,
    { lineId: line.id },
    { orderBy: { number: "desc" }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
}
