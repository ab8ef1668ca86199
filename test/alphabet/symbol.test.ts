import fc from "fast-check";
import { expect, it } from "vitest";
import { parseAlphabet } from "../../src/alphabet/parse-alphabet.ts";
import { PRESETS } from "../../src/alphabet/presets.ts";
import { keptRefusals, symbolRefusal, symbolRefusals } from "../../src/alphabet/symbol.ts";
import { checkAlphabet } from "../../src/console/lib/check-alphabet.ts";
import { parseFormat, parseFormatText } from "../../src/format/format.ts";

const FORMS = ["NFC", "NFKC"] as const;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Any code point, and often one of the blocks where characters join, decompose or show nothing. */
const characters = fc
  .oneof(
    fc.integer({ min: 0, max: 0x10ffff }),
    fc.integer({ min: 0x0300, max: 0x1200 }),
    fc.integer({ min: 0x2000, max: 0x3200 }),
    fc.integer({ min: 0xa800, max: 0xd7ff }),
    fc.integer({ min: 0xf900, max: 0xffff }),
    fc.integer({ min: 0x11000, max: 0x12000 }),
    fc.integer({ min: 0x16d60, max: 0x16d6a }),
    fc.integer({ min: 0x1d000, max: 0x1f700 }),
  )
  .map((point) => String.fromCodePoint(point));

/** Lists of characters, most of which can be symbols. */
const lists = fc.array(characters, { minLength: 2, maxLength: 40 });

it("takes only characters that stay what they are in any token, whatever is beside them", () => {
  fc.assert(
    fc.property(lists, (list) => {
      const symbols = list.filter((symbol) => symbolRefusal(symbol) === null);
      const token = [...symbols, ...symbols.toReversed()];
      const text = token.join("");
      expect(Array.from(graphemes.segment(text), ({ segment }) => segment)).toEqual(token);
      for (const form of FORMS) expect(text.normalize(form)).toBe(text);
      // Taken apart and put together again, it is the same.
      for (const form of ["NFD", "NFKD"] as const) expect(text.normalize(form).normalize("NFC")).toBe(text);
      for (const symbol of symbols) expect(symbol.trim()).toMatch(/^[\p{L}\p{N}\p{P}\p{S}]$/u);
    }),
    { numRuns: 1_000 },
  );
});

it("says of a list what it says of each of its characters", () => {
  fc.assert(
    fc.property(lists, (list) => {
      expect(symbolRefusals(list)).toEqual(list.map((symbol) => symbolRefusal(symbol)));
    }),
  );
});

it("names the same first character as the console, which marks all of them", () => {
  fc.assert(
    fc.property(fc.uniqueArray(characters, { minLength: 2, maxLength: 12 }), (list) => {
      const checked = checkAlphabet(list.join(""));
      const wrong = checked.symbols.findIndex(({ refusal }) => refusal !== null);
      const parse = () => parseAlphabet(list.join(""));
      if (wrong < 0) expect(parse().symbols).toEqual(checked.symbols.map(({ char }) => char));
      else expect(parse).toThrow(` at place ${wrong + 1} of chars ${checked.symbols[wrong]?.refusal ?? ""}.`);
    }),
  );
});

/** All that Unicode 17 has: Grapheme_Cluster_Break is SpacingMark, Prepend, Extend or V, and no general category says so. */
const JOINING =
  "0D4E 0E33 0EB3 FF9E FF9F 111C2 111C3 113D1 1193F 11941 11A84 11A85 11A86 11A87 11A88 11A89 11D46 11F02 16D63 16D67 16D68 16D69 16D6A";

it("refuses each of the letters that join with a neighbour", () => {
  const letters = JOINING.split(" ").map((hex) => String.fromCodePoint(parseInt(hex, 16)));
  expect(symbolRefusals(letters).filter((refusal) => refusal === null)).toEqual([]);
});

it("takes every preset", () => {
  for (const { alphabet } of PRESETS) expect(parseAlphabet(alphabet.chars).symbols).toEqual(alphabet.symbols);
});

it("leaves valid what older versions took, in alphabets and in formats", () => {
  expect(keptRefusals(["²", "ำ", "\u2800", "\uFFFD"])).toEqual([null, null, null, null]);
  expect(parseAlphabet("2²A", keptRefusals).symbols).toEqual(["2", "²", "A"]);
  expect(() => parseAlphabet("2\ud800", keptRefusals)).toThrow("half of a surrogate pair");
  const text = '{"pattern":"№{[2²A]:15}","words":["²²"],"ignoreCase":true,"digitsForLetters":false}';
  expect(parseFormatText(text).pattern.digits).toBe(15);
  expect(() => parseFormat({ pattern: "{[2²A]:15}" })).toThrow("becomes 2 in Unicode normal form KC");
  expect(() => parseFormat({ pattern: "№{BASE24:15}" })).toThrow("becomes No in Unicode normal form KC");
  expect(() => parseFormat({ pattern: "{BASE24:15}", without: { words: ["ab", "a²"] } })).toThrow(
    'The word at place 2 of words has the character "²", which becomes 2',
  );
});
