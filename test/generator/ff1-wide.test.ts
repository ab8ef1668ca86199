import { FF1 } from "@noble/ciphers/ff1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_TOKENS } from "../../src/generator/batch.ts";
import { ff1Kernel } from "../../src/generator/ff1-kernel.ts";
import { ff1Reference } from "../../src/generator/ff1-reference.ts";
import { ff1Wide } from "../../src/generator/ff1-wide.ts";
import { keyOf, keys, numeralsOf, scoreOfNumerals, scoresFrom } from "./support/lines.ts";

describe("FF1 on wide halves", () => {
  it.each([
    [65_536, 4], [2, 64], [2, 65], [10, 20], [30, 20], [16, 24], [16, 25], [16, 30], [16, 31], [256, 30], [256, 31], [5, 100], [65_536, 16], [2, 1_000], [65_536, 1_000],
  ])("equals the reference on %i symbols and %i digits, from the first index to the last", (radix, digits) => {
    const size = BigInt(radix) ** BigInt(digits);
    const lowBase = BigInt(radix) ** BigInt(Math.ceil(digits / 2));
    const [wide, reference] = [ff1Wide(keyOf(5), radix, digits), ff1Reference({ key: keyOf(5), radix, digits })];
    for (const first of [0n, lowBase - 1n, size - 2n]) {
      expect(scoresFrom(wide, radix, first, 2)).toEqual([reference.forward(first), reference.forward(first + 1n)]);
    }
  });

  it("equals the reference on random radices, lengths, keys and indexes", () => {
    const radix = fc.oneof(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 65_536 }));
    fc.assert(
      fc.property(radix, fc.integer({ min: 2, max: 150 }), keys, fc.bigInt({ min: 0n, max: 2n ** 2_400n }), (radix, digits, key, number) => {
        const index = number % BigInt(radix) ** BigInt(digits);
        expect(scoresFrom(ff1Wide(key, radix, digits), radix, index, 1)).toEqual([ff1Reference({ key, radix, digits }).forward(index)]);
      }),
      { seed: 20_260_104, numRuns: 400 },
    );
  });

  it("agrees with @noble/ciphers on random radices, lengths, keys and indexes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 65_535 }), fc.integer({ min: 7, max: 120 }), keys, fc.bigInt({ min: 0n, max: 2n ** 1_900n }), (radix, digits, key, number) => {
        const index = number % BigInt(radix) ** BigInt(digits);
        const expected = FF1(radix, key).encrypt(numeralsOf(index, radix, digits));
        expect(scoresFrom(ff1Wide(key, radix, digits), radix, index, 1)).toEqual([scoreOfNumerals(expected, radix)]);
      }),
      { seed: 20_260_105, numRuns: 200 },
    );
  });

  it("equals the kernel where both can compute, over a whole batch", () => {
    const first = 30n ** 6n - 500n;
    expect(scoresFrom(ff1Wide(keyOf(6), 30, 12), 30, first, BATCH_TOKENS)).toEqual(scoresFrom(ff1Kernel(keyOf(6), 30, 12), 30, first, BATCH_TOKENS));
  });

  it("fills a batch with the same numbers as one call per token", () => {
    const wide = ff1Wide(keyOf(7), 5, 100);
    const single = Array.from({ length: 300 }, (_, at) => scoresFrom(wide, 5, 5n ** 50n - 100n + BigInt(at), 1)[0]);
    expect(scoresFrom(wide, 5, 5n ** 50n - 100n, 300)).toEqual(single);
  });
});
