import { toAlphabet } from "../../alphabet/alphabet.ts";
import { capacity } from "../../alphabet/capacity.ts";
import { traits } from "../../alphabet/traits.ts";
import { fixedBytes, tokenBytes } from "../../format/pattern/pattern.ts";
import { formatOf } from "../../generator/line/line-format.ts";
import type { TokenShape } from "../../generator/line/line.ts";
import type { Line } from "./line.entity.ts";

/** How a line writes its tokens, by an alphabet or by a format, and how many there are: what is stored of it for good. */
export type TokenForm = Pick<Line, "alphabetChars" | "digits" | "format" | "capacity">;

/** The same as the generator takes it. */
export function shapeOfForm({ alphabetChars: chars, digits, format }: Omit<TokenForm, "capacity">): TokenShape {
  return format === null ? { chars, digits } : { chars: "", digits, format };
}

/** Tokens that can be written in all. */
export function capacityOf(form: TokenForm): bigint {
  return form.capacity ?? capacity(toAlphabet(form.alphabetChars), form.digits);
}

/** UTF-8 bytes of the widest token. */
export function widestTokenBytes({ alphabetChars, digits, format }: TokenForm): bigint {
  if (format !== null) return BigInt(tokenBytes(formatOf(format).pattern));
  return BigInt(traits(toAlphabet(alphabetChars)).widestBytes * digits);
}

/** UTF-8 bytes of every token, or null when they differ. */
export function fixedTokenBytes({ alphabetChars, digits, format }: TokenForm): bigint | null {
  if (format !== null) {
    const bytes = fixedBytes(formatOf(format).pattern);
    return bytes === null ? null : BigInt(bytes);
  }
  const { bytes, length, widestBytes } = traits(toAlphabet(alphabetChars));
  return bytes === length * widestBytes ? BigInt(widestBytes * digits) : null;
}
