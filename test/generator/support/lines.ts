import { createHash } from "node:crypto";
import fc from "fast-check";
import { kernel } from "../../../src/generator/kernel/kernel.ts";
import { KernelPlan, loadImage } from "../../../src/generator/kernel/kernel-plan.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../../../src/generator/line/line.ts";
import type { HalfColumn, TokenSource } from "../../../src/generator/kernel/token-source.ts";

export const DICE = "⚀⚁⚂⚃⚄⚅";
export const LOWER_LATIN = "abcdefghijklmnopqrstuvwxyz";
export const UPPER_VOWELS = "AEIOU";
export const UPPER_EPCG30 = "0123456789ABCDEFGHKMNPRSTVWXYZ";

/** Symbols of one to four bytes, in turn: any slice of two or more mixes widths. */
export const MIXED_WIDTHS = Array.from({ length: 64 }, (_, at) =>
  String.fromCodePoint(([0x30, 0x3b1, 0x4e00, 0x1f600][at % 4] ?? 0) + at),
).join("");

/** 65,536 distinct symbols of three and four bytes. */
export const LARGEST_ALPHABET = charsOf([
  [0x2_0000, 42_720],
  [0x4e00, 20_992],
  [0xac00, 1_824],
]);

/** The characters of some ranges of code points: start and length of each. */
export function charsOf(ranges: readonly (readonly [number, number])[]): string {
  return ranges
    .map(([start, length]) => Array.from({ length }, (_, at) => String.fromCodePoint(start + at)).join(""))
    .join("");
}

/** A key that the seed alone decides. */
export function keyOf(seed: number): Uint8Array {
  return Uint8Array.from(createHash("sha256").update(`key ${seed}`).digest());
}

export function lineOf(chars: string, digits: number, key = keyOf(1)): GeneratorLine {
  return { version: GENERATOR_VERSION, key, chars, digits };
}

export const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** A line of every kernel, of scores of as many words, and at the ends of those. */
export const LINES_OF_EVERY_KIND: readonly (readonly [kind: string, line: GeneratorLine, word32s: number])[] = [
  ["shuffled", lineOf(DICE, 5), 1],
  ["shuffled, one digit", lineOf(LARGEST_ALPHABET, 1), 1],
  ["short, one word", lineOf(LARGEST_ALPHABET, 2), 1],
  ["short, two words", lineOf(UPPER_EPCG30, 12), 2],
  ["long, one word", lineOf("01", 23), 1],
  ["long, two words", lineOf("01", 64), 2],
  ["long, three words", lineOf("01", 65), 3],
  ["long, four words", lineOf(UPPER_EPCG30, 20), 4],
  ["wide, four words", lineOf("01", 128), 4],
  ["wide, five words", lineOf("01", 129), 5],
  ["wide, eight words", lineOf(UPPER_VOWELS, 100), 8],
  ["wide, of mixed widths", lineOf(MIXED_WIDTHS, 43), 9],
  ["wide, 500 words", lineOf(LARGEST_ALPHABET, 1_000), 500],
];

/** Places in a line where arithmetic could turn: its ends, its middle, and where the lower half runs over. */
export function placesIn({ chars, digits }: GeneratorLine, count: bigint): bigint[] {
  const radix = BigInt(Array.from(chars).length);
  const size = radix ** BigInt(digits);
  return [0n, radix ** BigInt(Math.ceil(digits / 2)) - count / 2n, size / 2n, size - count].filter(
    (first) => first >= 0n && first + count <= size,
  );
}

/** A few tokens of any line, but for those of whole tables that take their time. */
export const anyTokens = fc
  .tuple(
    fc.integer({ min: 2, max: 300 }),
    fc.integer({ min: 1, max: 60 }),
    keys,
    fc.bigInt({ min: 0n, max: 2n ** 500n }),
  )
  .map(([radix, digits, key, place]) => {
    const size = BigInt(radix) ** BigInt(digits);
    const chars = Array.from(LARGEST_ALPHABET).slice(0, radix).join("");
    const first = place % size;
    return { size, line: lineOf(chars, digits, key), first, count: Number(size - first < 5n ? size - first : 5n) };
  })
  .filter(({ size }) => size <= 2_000n || size > 2n ** 22n);

/** The tokens that a chunk's bytes write. */
export function tokensIn(bytes: Uint8Array): string[] {
  return Buffer.from(bytes).toString("utf8").split("\n").slice(0, -1);
}

/** The numerals of a number, most significant first, one division each. */
export function numeralsOf(value: bigint, radix: number, digits: number): number[] {
  const numerals: number[] = [];
  for (let rest = value, left = digits; left > 0; left--, rest /= BigInt(radix))
    numerals.unshift(Number(rest % BigInt(radix)));
  return numerals;
}

export function scoreOfNumerals(numerals: readonly number[], radix: number): bigint {
  return numerals.reduce((score, numeral) => score * BigInt(radix) + BigInt(numeral), 0n);
}

/** Computes scores with a source alone, as many at once as its batches take. */
export type Scores = (first: bigint, count: number) => bigint[];

export function scoresFrom(radix: number, make: (plan: KernelPlan) => TokenSource): Scores {
  const plan = new KernelPlan();
  const source = make(plan);
  const layout = plan.close();
  const { batchTokens } = layout;
  return (first, count) => {
    loadImage(layout);
    const scores: bigint[] = [];
    while (scores.length < count) {
      const batch = Math.min(batchTokens, count - scores.length);
      source.fill(first + BigInt(scores.length), batch);
      for (let token = 0; token < batch; token++) {
        scores.push(
          source.halves.reduce(
            (score, half) => score * BigInt(radix) ** BigInt(half.digits) + numberIn(half, token),
            0n,
          ),
        );
      }
    }
    return scores;
  };
}

function numberIn({ place, word32s, stride }: HalfColumn, token: number): bigint {
  const words = new DataView(kernel().bytes.buffer, place.address + token * stride, 4 * word32s);
  return Array.from(
    { length: word32s },
    (_, word) => BigInt(words.getUint32(4 * word, true)) << BigInt(32 * word),
  ).reduce((sum, word) => sum + word, 0n);
}

/** Radices and digits, at least two of these, whose space is at least `from` and at most `to`. */
export function spaces(from: number, to: number): (readonly [radix: number, digits: number])[] {
  const found: [number, number][] = [];
  for (let digits = 2; 2 ** digits <= to; digits++) {
    for (let radix = 2; radix ** digits <= to; radix++) if (radix ** digits >= from) found.push([radix, digits]);
  }
  return found;
}
