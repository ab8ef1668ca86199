import { FF1 } from "@noble/ciphers/ff1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ff1Long, fitsLong } from "../../../src/generator/ff1/ff1-long.ts";
import { ff1Reference } from "../../../src/generator/ff1/ff1-reference.ts";
import { ff1Shape, type Ff1Shape } from "../../../src/generator/ff1/ff1-shape.ts";
import { ff1Short, fitsShort } from "../../../src/generator/ff1/ff1-short.ts";
import { ff1Wide, fitsWide } from "../../../src/generator/ff1/ff1-wide.ts";
import { keyOf, keys, numeralsOf, scoreOfNumerals, scoresFrom, spaces, type Scores } from "../support/lines.ts";
import { FF1_NIST_SAMPLES } from "../vectors/ff1-nist-samples.ts";

const KERNELS = [
  { name: "short", kernel: ff1Short, fits: fitsShort },
  { name: "long", kernel: ff1Long, fits: fitsLong },
  { name: "wide", kernel: ff1Wide, fits: fitsWide },
] as const;

/** Every kernel that takes a shape, not only the fastest. */
function kernelsFor(shape: Ff1Shape, key: Uint8Array): { readonly name: string; readonly scores: Scores }[] {
  return KERNELS.filter(({ fits }) => fits(shape)).map(({ name, kernel }) => ({
    name,
    scores: scoresFrom(shape.radix, (plan) => kernel(key, shape, plan)),
  }));
}

/** Compares kernels and reference on the indexes around every place where the arithmetic could turn. */
function checkEdges(radix: number, digits: number, key: Uint8Array): void {
  const shape = ff1Shape(radix, digits);
  const size = shape.highBase * shape.lowBase;
  const reference = ff1Reference({ key, radix, digits });
  const kernels = kernelsFor(shape, key);
  expect(kernels.length).toBeGreaterThan(0);
  for (const first of [0n, shape.lowBase - 2n, size / 2n, size > 3n ? size - 3n : 0n]) {
    const count = Number(size - first < 3n ? size - first : 3n);
    const expected = Array.from({ length: count }, (_, at) => reference.forward(first + BigInt(at)));
    for (const { name, scores } of kernels)
      expect(scores(first, count), `${name}: ${radix}^${digits} from ${first}`).toEqual(expected);
  }
}

/** Digits whose halves lie just below, at or above `limit`, if any. */
function digitsAround(radix: number, limit: bigint): number[] {
  let half = 1;
  while (BigInt(radix) ** BigInt(half + 1) < limit) half += 1;
  return [2 * half - 1, 2 * half, 2 * half + 1, 2 * half + 2].filter((digits) => digits >= 2);
}

const RADICES = [
  ...Array.from({ length: 40 }, (_, at) => at + 2),
  62,
  64,
  84,
  85,
  137,
  255,
  256,
  257,
  565,
  1_000,
  1_024,
  1_625,
  1_626,
  2_048,
  2_049,
  7_131,
  46_340,
  46_341,
  65_535,
  65_536,
];

describe("the FF1 kernels", () => {
  it("answer NIST's AES-256 sample without a tweak", () => {
    const sample = FF1_NIST_SAMPLES.find((one) => one.sample === 7);
    for (const { scores } of kernelsFor(ff1Shape(10, 10), Buffer.from(sample?.key ?? "", "hex")))
      expect(scores(123_456_789n, 1)).toEqual([BigInt(sample?.ciphertext ?? -1)]);
  });

  it.each([
    [2, 2],
    [2, 22],
    [2, 23],
    [2, 63],
    [3, 40],
    [2_049, 2],
    [65_535, 2],
    [65_536, 2],
    [65_536, 3],
    [65_535, 3],
    [65_535, 4],
    [65_536, 4],
    [7_131, 5],
    [1_625, 5],
    [1_626, 5],
    [565, 7],
    [256, 7],
    [257, 7],
    [137, 9],
    [84, 9],
    [85, 9],
    [40, 11],
    [41, 11],
    [56, 11],
    [23, 13],
    [24, 13],
    [30, 12],
    [30, 13],
    [16, 15],
    [17, 15],
    [19, 15],
    [10, 18],
    [10, 19],
    [6, 24],
    [5, 27],
    [4, 31],
    [2, 64],
    [2, 65],
    [10, 20],
    [30, 20],
    [16, 24],
    [16, 25],
  ])("equal the reference on %i symbols and %i digits, to the last index", (radix, digits) => {
    for (const seed of [1, 2, 3]) checkEdges(radix, digits, keyOf(seed));
  });

  it.each([
    [2, 127],
    [2, 128],
    [2, 129],
    [16, 30],
    [16, 31],
    [16, 32],
    [16, 33],
    [256, 30],
    [256, 31],
    [256, 32],
    [256, 33],
    [5, 100],
    [65_536, 8],
    [65_536, 9],
    [65_536, 16],
    [10, 72],
    [10, 73],
    [10, 74],
    [2, 1_000],
    [30, 999],
    [65_535, 1_000],
    [65_536, 999],
    [65_536, 1_000],
  ])("equal the reference on the many blocks of %i symbols and %i digits, to the last index", (radix, digits) => {
    checkEdges(radix, digits, keyOf(5));
  });

  it.each([
    ["2^16", 2n ** 16n],
    ["2^31", 2n ** 31n],
    ["2^32", 2n ** 32n],
    ["2^63", 2n ** 63n],
    ["2^64", 2n ** 64n],
    ["2^96", 2n ** 96n],
    ["2^120", 2n ** 120n],
    ["2^128", 2n ** 128n],
  ])("equal the reference where halves are just below, at and above %s", (_, limit) => {
    for (const radix of RADICES)
      for (const digits of digitsAround(radix, limit)) checkEdges(radix, digits, keyOf(radix));
  });

  it("equal the reference on random radices, lengths, keys and indexes", () => {
    const radix = fc.oneof(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 65_536 }));
    const digits = fc.oneof(
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 2, max: 150 }),
    );
    fc.assert(
      fc.property(radix, digits, keys, fc.bigInt({ min: 0n, max: 2n ** 2_400n }), (radix, digits, key, number) => {
        const index = number % BigInt(radix) ** BigInt(digits);
        const expected = [ff1Reference({ key, radix, digits }).forward(index)];
        for (const { name, scores } of kernelsFor(ff1Shape(radix, digits), key))
          expect(scores(index, 1), name).toEqual(expected);
      }),
      { seed: 20_260_102, numRuns: 2_000 },
    );
  });

  it("agree with @noble/ciphers on random radices, lengths, keys and indexes", () => {
    const digits = fc.oneof(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 120 }));
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 65_535 }),
        digits,
        keys,
        fc.bigInt({ min: 0n, max: 2n ** 1_900n }),
        (radix, digits, key, number) => {
          const size = BigInt(radix) ** BigInt(digits);
          fc.pre(size >= 100n);
          const expected = [scoreOfNumerals(FF1(radix, key).encrypt(numeralsOf(number % size, radix, digits)), radix)];
          for (const { name, scores } of kernelsFor(ff1Shape(radix, digits), key))
            expect(scores(number % size, 1), name).toEqual(expected);
        },
      ),
      { seed: 20_260_103, numRuns: 500 },
    );
  });

  it.each([
    [30, 12],
    [30, 13],
    [30, 20],
    [5, 100],
  ])("fill whole batches with the same numbers as one call per token: %i symbols, %i digits", (radix, digits) => {
    const shape = ff1Shape(radix, digits);
    const first = shape.lowBase - 300n; // the low half runs over
    for (const { name, scores } of kernelsFor(shape, keyOf(4))) {
      const single = Array.from({ length: 1_000 }, (_, at) => scores(first + BigInt(at), 1)[0]);
      const many = scores(first, 20_000);
      expect(many.slice(0, 1_000), name).toEqual(single);
      expect(many.slice(-1), name).toEqual(scores(first + 19_999n, 1));
    }
  });

  it("are bijections on spaces from 100 to 100,000", () => {
    const some = spaces(100, 100_000).filter((_, at) => at % 19 === 0);
    expect(some.length).toBeGreaterThan(20);
    for (const [radix, digits] of some) {
      for (const { name, scores } of kernelsFor(ff1Shape(radix, digits), keyOf(radix + digits))) {
        const seen = new Uint8Array(radix ** digits);
        for (const score of scores(0n, seen.length)) seen[Number(score)] = 1;
        expect(
          seen.every((once) => once === 1),
          `${name}: ${radix}^${digits}`,
        ).toBe(true);
      }
    }
  });

  it("take every space among them", () => {
    for (const radix of RADICES) {
      for (let digits = 2; digits <= 130; digits++) {
        const shape = ff1Shape(radix, digits);
        expect(
          KERNELS.some(({ fits }) => fits(shape)),
          `${radix}^${digits}`,
        ).toBe(true);
      }
    }
  });
});
