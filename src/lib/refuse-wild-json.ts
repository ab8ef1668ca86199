import { ServiceError } from "../errors.ts";

const MAX_DEPTH = 32;
/** Objects, arrays and what is in them. The largest input that is meant, a list of 1,000 tokens, has far fewer. */
const MAX_VALUES = 10_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/**
 * Refuses JSON, before it is parsed, that would take whoever reads it or walks through it too long or too deep.
 *
 * @param whole what it is called in the message.
 * @throws {ServiceError} `BODY_UNREADABLE` for more than 32 levels, and for more than 10,000 values.
 */
export function refuseWildText(text: string, whole: string): void {
  let [values, depth, isInString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInString = !isInString;
    else if (isInString && code === BACKSLASH) at += 1;
    if (isInString) continue;
    if (code === COMMA || OPENING.includes(code)) values += 1;
    if (OPENING.includes(code)) depth += 1;
    if (CLOSING.includes(code)) depth -= 1;
    if (values >= MAX_VALUES) throw tooMany(whole);
    if (depth > MAX_DEPTH) throw tooDeep(whole);
  }
}

/**
 * Refuses the same of JSON that was parsed, and members that try to name a prototype.
 *
 * @throws {ServiceError} `BODY_UNREADABLE`
 */
export function refuseWildJson(value: unknown, whole: string): void {
  let values = 0;
  for (let depth = 1, level = [value]; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw tooDeep(whole);
    values += level.length;
    if (values > MAX_VALUES) throw tooMany(whole);
    level = level.flatMap((node) => childrenOf(node, whole));
  }
}

function childrenOf(node: unknown, whole: string): unknown[] {
  if (typeof node !== "object" || node === null) return [];
  if (Object.hasOwn(node, "__proto__"))
    throw new ServiceError("BODY_UNREADABLE", `${whole} has a member named __proto__.`);
  return Object.values(node);
}

function tooDeep(whole: string): ServiceError {
  return new ServiceError("BODY_UNREADABLE", `${whole} is nested deeper than ${MAX_DEPTH} levels.`);
}

function tooMany(whole: string): ServiceError {
  return new ServiceError("BODY_UNREADABLE", `${whole} has more than ${MAX_VALUES} values.`);
}
