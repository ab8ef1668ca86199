import { ServiceError } from "../errors.ts";

const MAX_DEPTH = 32;
/** Objects, arrays and what is in them. The largest input that is meant, a list of 1,000 tokens, has far fewer. */
const MAX_VALUES = 20_000;

/**
 * Refuses JSON that would take whoever walks through it too long or too deep.
 *
 * @param whole what it is called in the message.
 * @throws {ServiceError} `BODY_UNREADABLE` for more than 32 levels, for more than 20,000 values, and for a member that tries to name a prototype.
 */
export function refuseWildJson(value: unknown, whole: string): void {
  let values = 0;
  for (let depth = 1, level = [value]; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new ServiceError("BODY_UNREADABLE", `${whole} nested deeper than ${MAX_DEPTH} levels.`);
    values += level.length;
    const next: unknown[] = [];
    for (const node of level) {
      if (typeof node !== "object" || node === null) continue;
      if (Object.hasOwn(node, "__proto__")) throw new ServiceError("BODY_UNREADABLE", `${whole} not to have a member named __proto__.`);
      const children: unknown[] = Array.isArray(node) ? node : Object.values(node);
      if (values + next.length + children.length > MAX_VALUES) throw new ServiceError("BODY_UNREADABLE", `${whole} made of more than ${MAX_VALUES} values.`);
      for (const child of children) next.push(child);
    }
    level = next;
  }
}
