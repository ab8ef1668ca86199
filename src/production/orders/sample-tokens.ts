import { toAlphabet } from "../../alphabet/alphabet.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { TokenForm } from "../records/token-form.ts";

const SAMPLES = 3;
const WORD_BYTES = 4;

/** Makes strings of an alphabet, at random: to look at, for no line has made them. */
export function sampleTokens(
  { alphabetChars, digits }: Pick<TokenForm, "alphabetChars" | "digits">,
  { randomBytes }: Pick<Runtime, "randomBytes">,
): string[] {
  const { symbols } = toAlphabet(alphabetChars);
  return Array.from({ length: SAMPLES }, () => {
    const words = Buffer.from(randomBytes(WORD_BYTES * digits));
    return Array.from(
      { length: digits },
      (_, at) => symbols[words.readUInt32LE(WORD_BYTES * at) % symbols.length],
    ).join("");
  });
}

/** Numbers below a format's capacity, at random; nearly uniform, for people look at only a few. */
export function sampleRanks(capacity: bigint, { randomBytes }: Pick<Runtime, "randomBytes">): bigint[] {
  const bytes = Math.ceil(capacity.toString(16).length / 2) + 8;
  return Array.from(
    { length: SAMPLES },
    () => BigInt(`0x${Buffer.from(randomBytes(bytes)).toString("hex")}`) % capacity,
  );
}
