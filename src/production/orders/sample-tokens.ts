import { toAlphabet } from "../../alphabet/alphabet.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { OrderedPart } from "./check-order.ts";

const SAMPLES = 3;
const WORD_BYTES = 4;

/** Makes strings of the form of an order's tokens, at random: to look at, for no line has made them. */
export function sampleTokens(
  { chars, digits }: Pick<OrderedPart, "chars" | "digits">,
  { randomBytes }: Pick<Runtime, "randomBytes">,
): string[] {
  const { symbols } = toAlphabet(chars);
  return Array.from({ length: SAMPLES }, () => {
    const words = Buffer.from(randomBytes(WORD_BYTES * digits));
    return Array.from(
      { length: digits },
      (_, at) => symbols[words.readUInt32LE(WORD_BYTES * at) % symbols.length],
    ).join("");
  });
}
