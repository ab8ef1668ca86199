import { FF1 } from "@noble/ciphers/ff1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_TOKENS } from "../../src/generator/batch.ts";
import { ff1Kernel, KERNEL_LIMIT } from "../../src/generator/ff1-kernel.ts";
import { ff1Reference } from "../../src/generator/ff1-reference.ts";
import { keyOf, keys, numeralsOf, scoreOfNumerals, scoresFrom, spaces } from "./support/lines.ts";
import { FF1_NIST_SAMPLES } from "./vectors/ff1-nist-samples.ts";

/** Digits of the longest tokens of that radix whose space is below 2^64. */
function longest(radix: number): number {
  let digits = 1;
  while (BigInt(radix) ** BigInt(digits + 1) < KERNEL_LIMIT) digits++;
  return digits;
}

/** Compares kernel and reference on the indexes around every place where the kernel's arithmetic could turn. */
function checkEdges(radix: number, digits: number, key: Uint8Array): void {
  const size = BigInt(radix) ** BigInt(digits);
  const lowBase = BigInt(radix) ** BigInt(Math.ceil(digits / 2));
  const kernel = ff1Kernel(key, radix, digits);
  const reference = ff1Reference({ key, radix, digits });
  const last = size > 3n ? size - 3n : 0n;
  for (const first of [0n, lowBase - 2n, last, size / 2n]) {
    const count = Number(size - first < 3n ? size - first : 3n);
    const expected = Array.from({ length: count }, (_, at) => reference.forward(first + BigInt(at)));
    expect(scoresFrom(kernel, radix, first, count), `${radix}^${digits} from ${first}`).toEqual(expected);
  }
}

describe("the FF1 kernel", () => {
  it("answers NIST's AES-256 sample without a tweak", () => {
    const sample = FF1_NIST_SAMPLES.find((one) => one.sample === 7);
    const kernel = ff1Kernel(Buffer.from(sample?.key ?? "", "hex"), 10, 10);
    expect(scoresFrom(kernel, 10, 123_456_789n, 1)).toEqual([BigInt(sample?.ciphertext ?? -1)]);
  });

  it.each([
    [2, 22], [2, 23], [2, 63], [3, 40], [2_049, 2], [65_535, 2], [65_536, 2], [65_536, 3], [65_535, 3], [65_535, 4], [7_131, 5], [1_625, 5], [1_626, 5],
    [565, 7], [256, 7], [257, 7], [137, 9], [84, 9], [85, 9], [40, 11], [41, 11], [56, 11], [23, 13], [24, 13], [30, 12], [30, 13], [16, 15], [17, 15],
    [19, 15], [10, 18], [10, 19], [6, 24], [5, 27], [4, 31],
  ])("equals the reference on %i symbols and %i digits, to the last index", (radix, digits) => {
    for (const seed of [1, 2, 3]) checkEdges(radix, digits, keyOf(seed));
  });

  it("equals the reference on the longest tokens of every small radix and of many large ones", () => {
    const radices = [...Array.from({ length: 60 }, (_, at) => at + 2), ...Array.from({ length: 60 }, (_, at) => 65_536 - at * 1_090)];
    for (const radix of radices) checkEdges(radix, longest(radix), keyOf(radix));
  });

  it("equals the reference on random radices, lengths, keys and indexes", () => {
    const radix = fc.oneof(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 65_536 }));
    fc.assert(
      fc.property(radix, fc.nat(), keys, fc.bigInt({ min: 0n, max: KERNEL_LIMIT }), (radix, length, key, number) => {
        const digits = 2 + (length % (longest(radix) - 1));
        const index = number % BigInt(radix) ** BigInt(digits);
        expect(scoresFrom(ff1Kernel(key, radix, digits), radix, index, 1)).toEqual([ff1Reference({ key, radix, digits }).forward(index)]);
      }),
      { seed: 20_260_102, numRuns: 1_500 },
    );
  });

  it("agrees with @noble/ciphers on random radices, lengths, keys and indexes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 65_535 }), fc.nat(), keys, fc.bigInt({ min: 0n, max: KERNEL_LIMIT }), (radix, length, key, number) => {
        const digits = 2 + (length % (longest(radix) - 1));
        const size = BigInt(radix) ** BigInt(digits);
        fc.pre(size >= 100n);
        const expected = FF1(radix, key).encrypt(numeralsOf(number % size, radix, digits));
        expect(scoresFrom(ff1Kernel(key, radix, digits), radix, number % size, 1)).toEqual([scoreOfNumerals(expected, radix)]);
      }),
      { seed: 20_260_103, numRuns: 300 },
    );
  });

  it("fills a batch with the same numbers as one call per token", () => {
    const kernel = ff1Kernel(keyOf(4), 30, 13);
    const first = 30n ** 7n - 100n; // the low half runs over in the batch
    const single = Array.from({ length: BATCH_TOKENS }, (_, at) => scoresFrom(kernel, 30, first + BigInt(at), 1)[0]);
    expect(scoresFrom(kernel, 30, first, BATCH_TOKENS)).toEqual(single);
  });

  it("is a bijection on spaces from 100 to 100,000", () => {
    const some = spaces(100, 100_000).filter((_, at) => at % 19 === 0);
    expect(some.length).toBeGreaterThan(20);
    for (const [radix, digits] of some) {
      const size = radix ** digits;
      const kernel = ff1Kernel(keyOf(radix + digits), radix, digits);
      const seen = new Uint8Array(size);
      for (let first = 0; first < size; first += BATCH_TOKENS) {
        for (const score of scoresFrom(kernel, radix, BigInt(first), Math.min(BATCH_TOKENS, size - first))) seen[Number(score)] = 1;
      }
      expect(seen.every((once) => once === 1), `${radix}^${digits}`).toBe(true);
    }
  });

  it("meets no half of 2^38.5 or more in any space it takes", () => {
    let largest = 0n;
    for (let radix = 2; radix <= 65_536; radix++) {
      for (let digits = 2; BigInt(radix) ** BigInt(digits) < KERNEL_LIMIT; digits++) {
        const half = BigInt(radix) ** BigInt(Math.ceil(digits / 2));
        if (half > largest) largest = half;
      }
    }
    expect(largest).toBe(7_131n ** 3n);
    expect(Number(largest)).toBeLessThan(2 ** 38.5);
  });

  it("refuses spaces of 2^64 and more", () => {
    expect(() => ff1Kernel(keyOf(1), 65_536, 4)).toThrow(RangeError);
    expect(() => ff1Kernel(keyOf(1), 2, 64)).toThrow(RangeError);
  });
});
