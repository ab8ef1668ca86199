import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import type { GeneratorPool } from "../../src/generator/pool/generator-pool.ts";
import { lineOf, type Shape } from "./shapes.ts";

/** Values that 16 bits are taken of: where there are at least 2^28, or where 2^16 divides them, the bits are as even as the values. */
const ENOUGH = 2 ** 28;

/**
 * The scores of a shape's tokens as random bits: as many digits as make 2^28 values give 16 bits, from the first digit to the last.
 *
 * Ends when its reader has enough.
 */
export async function* scoreBits(shape: Shape, pool: GeneratorPool): AsyncGenerator<Uint8Array, void, undefined> {
  const read = bitReader(shape);
  for (let n = 0; ; n += 1) {
    for await (const { bytes, count } of pool.chunks(lineOf(shape, n), { first: 0n, count: shape.tokensPerLine })) yield read(bytes, count);
  }
}

/** A generator that is bad on purpose: every token once, too, but each by a fixed step from the one before. */
export function* badBits(): Generator<Uint8Array, void, undefined> {
  const tokens = 2 ** 18;
  for (let index = 0; ; index += tokens) {
    const words = Buffer.alloc(4 * tokens);
    for (let i = 0; i < tokens; i += 1) words.writeUInt32LE(Math.imul(index + i, 0x9e37_79b1) >>> 0, 4 * i);
    yield words;
  }
}

function bitReader({ chars, digits }: Shape): (tokens: Uint8Array, count: number) => Uint8Array {
  const radix = toAlphabet(chars).symbols.length;
  const groupDigits = Math.min(digits, Math.ceil(Math.log(ENOUGH) / Math.log(radix)));
  const values = radix ** groupDigits;
  if (values < ENOUGH && values % 2 ** 16 !== 0) throw new RangeError(`${values} values do not make 16 even bits.`);
  const groups = Math.floor(digits / groupDigits);
  const places = new Uint8Array(128);
  for (const [place, symbol] of [...chars].entries()) places[symbol.charCodeAt(0)] = place; // the shapes are ASCII
  return (tokens, count) => {
    const out = Buffer.alloc(2 * groups * count);
    for (let token = 0, at = 0; token < count; token += 1) {
      for (let group = 0; group < groups; group += 1, at += 2) {
        const start = token * (digits + 1) + group * groupDigits;
        let value = 0;
        for (let digit = start; digit < start + groupDigits; digit += 1) value = value * radix + (places[tokens[digit] ?? 0] ?? 0);
        out.writeUInt16LE(Math.floor((value * 2 ** 16) / values), at);
      }
    }
    return out;
  };
}
