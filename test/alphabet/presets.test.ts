import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import { presetOf, PRESETS } from "../../src/alphabet/presets.ts";
import { parseAlphabet } from "../../src/alphabet/parse-alphabet.ts";
import { traits } from "../../src/alphabet/traits.ts";

/** REST contract, section 3: the presets that the manual shows. */
const DOCUMENTED = [
  ["DICE", "⚀⚁⚂⚃⚄⚅", 6, 18, false],
  ["BASE16", "0123456789abcdef", 16, 16, true],
  ["LOWER_HEX", "0123456789abcdef", 16, 16, true],
  ["UPPER_HEX", "0123456789ABCDEF", 16, 16, true],
  ["LOWER_LATIN", "abcdefghijklmnopqrstuvwxyz", 26, 26, true],
  ["UPPER_LATIN", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 26, 26, true],
  ["UPPER_EPCG30", "0123456789ABCDEFGHKMNPRSTVWXYZ", 30, 30, true],
  ["BASE60", "23456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 60, 60, true],
  ["BASE62", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 62, 62, true],
] as const;

describe("the presets", () => {
  it.each(DOCUMENTED)("hold %s as the manual shows it", (...[id, chars, length, bytes, ascii]) => {
    expect(presetOf(id)?.chars).toBe(chars);
    expect(traits(toAlphabet(chars))).toMatchObject({ length, bytes, ascii, parity: 0 });
  });

  it("come in order of id, and each in order of code points but z-base-32", () => {
    const ids = PRESETS.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    const unordered = PRESETS.filter(({ alphabet: { symbols } }) => {
      const points = symbols.map((symbol) => symbol.codePointAt(0) ?? 0);
      return points.some((point, at) => at > 0 && point <= (points[at - 1] ?? 0));
    });
    expect(unordered.map(({ id }) => id)).toEqual(["Z_BASE_32"]);
    // As in https://philzimmermann.com/docs/human-oriented-base-32-encoding.txt
    expect(presetOf("Z_BASE_32")?.chars).toBe("ybndrfg8ejkmcpqxot1uwisza345h769");
  });

  it("would all be accepted as custom alphabets", () => {
    for (const { alphabet } of PRESETS) expect(parseAlphabet(alphabet.chars)).toEqual(alphabet);
  });

  it("add none of sixteen symbols, and none with all of A, E, I, O and U, to those that the manual shows", () => {
    const documented = DOCUMENTED.map(([id]) => id as string);
    const further = PRESETS.filter(({ id }) => !documented.includes(id));
    expect(further.length).toBeGreaterThan(5);
    expect(further.filter(({ alphabet }) => alphabet.symbols.length === 16)).toEqual([]);
    expect(further.filter(({ alphabet }) => [..."AEIOU"].every((vowel) => alphabet.symbols.includes(vowel)))).toEqual(
      [],
    );
  });
});

describe("parity", () => {
  it.each([
    ["bat4", 0],
    ["bas", 112],
    ["bar", 113],
    ["AEIOU", 87],
  ])("of %s is %i, as the manual shows", (chars, parity) => {
    expect(traits(toAlphabet(chars)).parity).toBe(parity);
  });
});
