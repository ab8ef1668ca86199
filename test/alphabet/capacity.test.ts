import { describe, expect, it } from "vitest";
import { AGREEMENTS } from "../../src/access/agreement.ts";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { capacity } from "../../src/alphabet/capacity.ts";
import { presetOf } from "../../src/alphabet/presets.ts";
import { reachable } from "../../src/alphabet/reachable.ts";
import { traits } from "../../src/alphabet/traits.ts";

describe("capacity()", () => {
  it("is exact at any size", () => {
    expect(capacity(toAlphabet("ACGT"), 3)).toBe(64n);
    expect(String(capacity(presetOf("UPPER_EPCG30") ?? toAlphabet(""), 20))).toBe("348678440100000000000000000000");
    expect(String(capacity(toAlphabet("AEIOU"), 100))).toBe(
      "7888609052210118054117285652827862296732064351090230047702789306640625",
    );
  });

  it.each([0, 1_001, -1, 1.5, Number.NaN])("refuses %d digits before it computes anything", (digits) => {
    expect(() => capacity(toAlphabet("01"), digits)).toThrow(/1 to 1000 digits/);
  });
});

describe("reachable() under the basic agreement", () => {
  it.each([
    ["⚀⚁⚂⚃⚄⚅", 5, 7_776n],
    ["⚀⚁⚂⚃⚄⚅", 20, 17_476n],
    ["abcdefghijklmnopqrstuvwxyz", 3, 17_576n],
    ["0123456789ABCDEFGHKMNPRSTVWXYZ", 20, 52_428n],
    ["AEIOU", 100, 10_485n],
    ["01", 20, 52_428n],
    ["0123456789", 6, 100_000n],
    ["a⚀", 20, 17_476n],
  ])("of %s in %i digits is %i", (chars, digits, expected) => {
    const alphabet = toAlphabet(chars);
    expect(reachable(capacity(alphabet, digits), BigInt(traits(alphabet).widestBytes * digits), AGREEMENTS.basic)).toBe(
      expected,
    );
  });

  it("has no limit of bytes under the unlimited one", () => {
    expect(reachable(10n ** 30n, 1_000n, AGREEMENTS.unlimited)).toBe(10n ** 15n);
  });
});
