import { readFileSync } from "node:fs";
import { FF1 } from "@noble/ciphers/ff1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { ff1Reference } from "../../../src/generator/ff1/ff1-reference.ts";
import { scoreOf, tokenOf } from "../../../src/generator/scores/score.ts";
import { FF1_NIST_SAMPLES } from "../vectors/ff1-nist-samples.ts";
import { keyOf, keys, numeralsOf, scoreOfNumerals } from "../support/lines.ts";

const BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";

const AcvpFile = z.object({
  alphabets: z.record(z.string(), z.string()),
  tests: z.array(z.object({ tcId: z.number(), radix: z.number(), key: z.string(), pt: z.string(), ct: z.string() })),
});
const acvp = AcvpFile.parse(
  JSON.parse(readFileSync(new URL("../vectors/ff1-empty-tweak.json", import.meta.url), "utf8")),
);

/** Runs a published case in both directions. */
function checkCase(chars: string, ff1: ReturnType<typeof ff1Reference>, plaintext: string, ciphertext: string): void {
  const alphabet = toAlphabet(chars);
  const [index, score] = [scoreOf(alphabet, plaintext) ?? -1n, scoreOf(alphabet, ciphertext) ?? -1n];
  expect(tokenOf(alphabet, plaintext.length, ff1.forward(index))).toBe(ciphertext);
  expect(tokenOf(alphabet, plaintext.length, ff1.inverse(score))).toBe(plaintext);
}

describe("the FF1 reference", () => {
  it.each(FF1_NIST_SAMPLES)(
    "answers NIST's sample $sample in both directions",
    ({ key, tweak, radix, plaintext, ciphertext }) => {
      const ff1 = ff1Reference({
        key: Buffer.from(key, "hex"),
        tweak: Buffer.from(tweak, "hex"),
        radix,
        digits: plaintext.length,
      });
      checkCase(BASE36.slice(0, radix), ff1, plaintext, ciphertext);
    },
  );

  it.each(acvp.tests)("answers NIST's ACVP case $tcId in both directions", ({ radix, key, pt, ct }) => {
    const ff1 = ff1Reference({ key: Buffer.from(key, "hex"), radix, digits: pt.length });
    checkCase(acvp.alphabets[radix] ?? "", ff1, pt, ct);
  });

  it("knows all thirteen ACVP cases and nine samples", () => {
    expect([acvp.tests.length, FF1_NIST_SAMPLES.length]).toEqual([13, 9]);
  });

  it("agrees with @noble/ciphers on random radices, lengths, keys and tweaks", () => {
    const radix = fc.oneof(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 2, max: 65_535 }));
    const digits = fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 41, max: 300 }));
    const secrets = fc.record({ key: keys, tweak: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(
        radix,
        digits,
        secrets,
        fc.bigInt({ min: 0n, max: 2n ** 5_000n }),
        (radix, digits, { key, tweak }, number) => {
          fc.pre(BigInt(radix) ** BigInt(digits) >= 100n);
          const index = number % BigInt(radix) ** BigInt(digits);
          const score = ff1Reference({ key, radix, digits, tweak }).forward(index);
          expect(scoreOfNumerals(FF1(radix, key, tweak).encrypt(numeralsOf(index, radix, digits)), radix)).toBe(score);
        },
      ),
      { seed: 20_260_101, numRuns: 300 },
    );
  });

  it("undoes what it did, for every index of some spaces from 100 on", () => {
    for (const [radix, digits] of [
      [10, 2],
      [2, 7],
      [5, 4],
      [29, 2],
    ] as const) {
      const ff1 = ff1Reference({ key: keyOf(radix), radix, digits });
      for (let index = 0n; index < radix ** digits; index++) expect(ff1.inverse(ff1.forward(index))).toBe(index);
    }
  });

  it("refuses a single digit, which has no second half", () => {
    expect(() => ff1Reference({ key: new Uint8Array(32), radix: 10, digits: 1 })).toThrow(RangeError);
  });
});
