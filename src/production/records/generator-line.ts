import type { Keyring } from "../../access/keyring.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { capacity } from "../../alphabet/capacity.ts";
import { traits } from "../../alphabet/traits.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { Line } from "./line.entity.ts";

/** How a stored line's key is wrapped: for this line and no other. */
export function lineKeyOwner(lineId: string): string {
  return `line:${lineId}`;
}

/** What is stored of a line that its tokens depend on. */
export type StoredLine = Pick<
  Line,
  "id" | "customerId" | "generatorVersion" | "keyWrapped" | "alphabetChars" | "digits"
>;

/** What the generator needs of a stored line; null once its key is destroyed. */
export function generatorLineOf(line: StoredLine, keyring: Keyring): GeneratorLine | null {
  if (line.keyWrapped === null) return null;
  const key = keyring.unwrap(lineKeyOwner(line.id), line.keyWrapped);
  return {
    id: line.id,
    owner: line.customerId,
    version: line.generatorVersion,
    key,
    chars: line.alphabetChars,
    digits: line.digits,
  };
}

/** Gives what the generator needs of a line whose key must be there. */
export function requireGeneratorLine(line: Line, keyring: Keyring): GeneratorLine {
  const generator = generatorLineOf(line, keyring);
  if (generator === null) throw new Error(`The line ${line.id} has no key.`);
  return generator;
}

/** Tokens that the line can write in all. */
export function capacityOf(line: Pick<Line, "alphabetChars" | "digits">): bigint {
  return capacity(toAlphabet(line.alphabetChars), line.digits);
}

/** UTF-8 bytes of the line's widest token. */
export function widestTokenBytes(line: Pick<Line, "alphabetChars" | "digits">): bigint {
  return BigInt(traits(toAlphabet(line.alphabetChars)).widestBytes * line.digits);
}

/** UTF-8 bytes of every token of the line, or null when they differ. */
export function fixedTokenBytes(line: Pick<Line, "alphabetChars" | "digits">): bigint | null {
  const { bytes, length, widestBytes } = traits(toAlphabet(line.alphabetChars));
  return bytes === length * widestBytes ? BigInt(widestBytes * line.digits) : null;
}
