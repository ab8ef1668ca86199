// cspell:ignore lunh DECIAML LATTIN
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../../src/alphabet/alphabet.ts";
import { formatSha256, formatText, parseFormat, parseFormatText, wordsTooLong } from "../../../src/format/format.ts";
import { alphabetNames, parsePattern } from "../../../src/format/pattern/parse-pattern.ts";
import { printPattern } from "../../../src/format/pattern/print-pattern.ts";

/** A pattern, what refuses it, and words of the sentence that says so. */
const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ["", "DIGITS_INVALID", /has a group of digits.* has none/],
  ["TCK", "DIGITS_INVALID", /has none/],
  ["{", "FORMAT_INVALID", /place 2 .*name.* expected, but it ends/],
  ["a}", "FORMAT_INVALID", /place 2 .*"}}" for a brace was expected, but "}" stands/],
  ["{}", "FORMAT_INVALID", /place 2 .*name.* expected, but "}" stands/],
  ["{BASE24}", "FORMAT_INVALID", /place 8 .*":", and how many digits/],
  ["{BASE24:}", "FORMAT_INVALID", /place 9 .*number of digits, 1 or more/],
  ["{BASE24:0}", "FORMAT_INVALID", /place 9 .*number of digits, 1 or more.*"0" stands/],
  ["{BASE24:-1}", "FORMAT_INVALID", /place 9/],
  ["{BASE24:4", "FORMAT_INVALID", /place 10 .*"}", which ends the group/],
  ["{BASE24:1001}", "DIGITS_INVALID", /1 to 1000 digits/],
  ["{BASE24:600}{BASE24:401}", "DIGITS_INVALID", /1 to 1000 digits/],
  ["é{BASE42:4}", "ALPHABET_UNKNOWN", /"BASE42", at place 3 .*did you mean BASE24\?/],
  [
    "{NOTHING_LIKE_IT:4}",
    "ALPHABET_UNKNOWN",
    /name a preset, an alphabet of one's own, or the characters themselves, such as \[ACGT\]\./,
  ],
  ["{[aba]:4}", "FORMAT_INVALID", /place 2 .*no alphabet.*stands there twice/],
  ["{[a b]:4}", "FORMAT_INVALID", /white space/],
  ["{[ab:4}", "FORMAT_INVALID", /"]", which ends the characters from place 2/],
  ["{BASE24:4}\n", "FORMAT_INVALID", /outside the groups is white space/],
  ["{check:luhn}{DECIMAL:4}", "FORMAT_INVALID", /place 8 .*no digits before it/],
  ["{DECIMAL:4}{check:lunh}", "FORMAT_INVALID", /no check "lunh", at place 19.*did you mean luhn\?/],
  ["{DECIMAL:4}{check:sha256}", "FORMAT_INVALID", /it is one of luhn, luhn-mod-n/],
  ["{BASE24:4}{check:luhn}", "FORMAT_INVALID", /luhn at place 18 .*cannot read "B"/],
  ["{BASE58:4}{check:mod37-36}", "FORMAT_INVALID", /cannot read "a"/],
  ["{DECIMAL:4}{check:luhn:DECIMAL}", "FORMAT_INVALID", /"}", which ends the check/],
  ["{DECIMAL:4}{check:luhn-mod-n}", "FORMAT_INVALID", /the alphabet of luhn-mod-n/],
  ["{[abc]:4}{check:luhn-mod-n:[abc]}", "FORMAT_INVALID", /even number of characters/],
  [`{BASE24:4}${"x".repeat(1_001)}`, "FORMAT_INVALID", /1000 characters outside its groups/],
  ["x".repeat(300_001), "FORMAT_INVALID", /at most 300000 characters/],
];

describe("a pattern", () => {
  it.each(REFUSED)("%j is refused: %s", (text, code, message) => {
    expect(() => parsePattern(text)).toThrow(
      expect.objectContaining({ code, field: "pattern", message: expect.stringMatching(message) as string }),
    );
  });

  it.each([
    ["TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", 8],
    ["{{{DECIMAL:2}}}", "{{{DECIMAL:2}}}", 2],
    ["{[}{:]]]:3}", "{[}{:]]]:3}", 3],
    ["{[ACGT]:2}{DNA:3}", "{DNA:5}", 5],
    ["{[abcd]:2}{check:luhn-mod-n:[abcd]}", "{[abcd]:2}{check:luhn-mod-n:[abcd]}", 2],
    ["{UPPER_HEX:2}{check:luhn-mod-n:UPPER_HEX}", "{UPPER_HEX:2}{check:luhn-mod-n:UPPER_HEX}", 2],
    ["{GS1_DIGITS:2} {DECIMAL:3}", "{DECIMAL:2} {DECIMAL:3}", 5],
  ])("%s is written as %s, and read again", (text, printed, digits) => {
    const pattern = parsePattern(text);
    expect(pattern.digits).toBe(digits);
    expect(printPattern(pattern, "names")).toBe(printed);
    for (const naming of ["names", "characters"] as const)
      expect(printPattern(parsePattern(printPattern(pattern, naming)), "names")).toBe(printed);
  });

  it("takes alphabets of the caller's own, and names those that are to be looked up", () => {
    expect(alphabetNames("{MINE:2}-{BASE24:3}{[AB]:1}{check:luhn-mod-n:OTHER}{check:luhn}{MINE:9}")).toEqual([
      "MINE",
      "BASE24",
      "OTHER",
    ]);
    const pattern = parsePattern("{MINE:2}", new Map([["MINE", toAlphabet("xyz")]]));
    expect(printPattern(pattern, "names")).toBe("{[xyz]:2}");
  });
});

describe("a format's canonical text", () => {
  it("spells every alphabet out, and leaves out what forbids nothing", () => {
    const text = formatText(parseFormat({ pattern: "T{DNA:2}", without: { words: ["ACGT", "ca", "CA"] } }));
    expect(text).toBe('{"pattern":"T{[ACGT]:2}","words":["ca"],"ignoreCase":true,"digitsForLetters":false}');
    expect(formatText(parseFormatText(text))).toBe(text);
    expect(formatSha256(text)).toMatch(/^[0-9a-f]{64}$/);
    expect(formatText(parseFormat({ pattern: "T{[ACGT]:1}{DNA:1}" }))).toBe('{"pattern":"T{[ACGT]:2}"}');
  });

  it("is the only text that is read as one", () => {
    expect(() => parseFormatText('{"pattern":"T{DNA:2}"}')).toThrow(
      expect.objectContaining({ code: "FORMAT_INVALID" }),
    );
  });

  it("tells words that are longer than a token with its check", () => {
    expect(
      wordsTooLong(parseFormat({ pattern: "XX-{DECIMAL:3}{check:luhn}", without: { words: ["1234", "12345"] } })),
    ).toEqual(["12345"]);
  });

  it.each([
    [{ words: ["a", ""] }, /place 2 of words is empty/, "without.words"],
    [{ words: ["a b"] }, /has the character " ", which is white space/, "without.words"],
    [{ maxRun: 0 }, /1 to 1000 equal characters/, "without.maxRun"],
    [{ maxRun: 1.5 }, /1 to 1000 equal characters/, "without.maxRun"],
  ])("refuses what cannot be forbidden: %j", (without, message, field) => {
    expect(() => parseFormat({ pattern: "{DECIMAL:2}", without })).toThrow(
      expect.objectContaining({ code: "FORMAT_INVALID", field, message: expect.stringMatching(message) as string }),
    );
  });

  it("refuses more letters than an automaton may have states", () => {
    expect(() => parseFormat({ pattern: "{DECIMAL:2}", without: { words: ["a".repeat(65_536)] } })).toThrow(
      expect.objectContaining({ code: "FORMAT_TOO_LARGE", maximum: 65_535n }),
    );
  });
});
