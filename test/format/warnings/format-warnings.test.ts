// cspell:ignore JANU
import { describe, expect, it } from "vitest";
import { type FormatInput, formatLanguage, parseFormat } from "../../../src/format/format.ts";
import { caseCollisions } from "../../../src/format/warnings/case-collisions.ts";
import { countMatching } from "../../../src/format/warnings/count-matching.ts";
import { formatWarnings } from "../../../src/format/warnings/format-warnings.ts";
import { countWithLookAlikes, lookAlikes } from "../../../src/format/warnings/look-alikes.ts";
import { spreadsheetMatcher } from "../../../src/format/warnings/spreadsheet.ts";
import { allWords, isAllowed, written } from "../support.ts";

const MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const GAP = ["-", "\\/", "\\."];

/** The same as regular expressions, tried on each token by itself. */
const CHANGED = [
  /^[=+@-]/,
  /^(?:\d+|\d+[.,]\d+|\d+e[+-]?\d+|\d+\.\d+e\d+|\d+%)$/i,
  ...GAP.flatMap((gap) => [
    new RegExp(`^\\d\\d?${gap}\\d\\d?(?:${gap}\\d\\d(?:\\d\\d)?)?$`),
    new RegExp(`^\\d{4}${gap}\\d\\d?${gap}\\d\\d?$`),
  ]),
  new RegExp(`^\\d\\d?[- ]?${MONTH}$`, "i"),
  new RegExp(`^${MONTH}[- ]?(?:\\d\\d?|\\d{4})$`, "i"),
  /^(?:true|false)$/i,
  /^\d\d?:\d\d(?::\d\d)?$/,
];

const SMALL: readonly FormatInput[] = [
  { pattern: "{[012E]:5}" },
  { pattern: "{[1e-]:6}" },
  { pattern: "{[JANU1]:4}" },
  { pattern: "{[12]:2}-{[13A]:2}-{[12]:2}" },
  { pattern: "{[TRUE]:4}" },
  { pattern: "{[=A1]:3}" },
  { pattern: "{[12A]:4}{check:mod37-36}" },
  { pattern: "{[01E]:4}{check:mod37-2}", without: { words: ["E"] } },
  { pattern: "{[0139]:3}{check:mod11-2}", without: { maxRun: 2 } },
  { pattern: "X{DECIMAL:3}" },
  { pattern: "{[1:]:5}" },
];

function tokensOf(input: FormatInput) {
  const format = parseFormat(input);
  const language = formatLanguage(format);
  const words = [...allWords(language.alphabets.map(({ symbols }) => symbols.length))];
  return {
    format,
    language,
    tokens: words.map((word) => written(format, word)).filter(({ bare }) => isAllowed(format, bare)),
  };
}

describe("a warning", () => {
  it.each(SMALL)("counts what a spreadsheet changes exactly: $pattern", (input) => {
    const { format, language, tokens } = tokensOf(input);
    const changed = tokens.filter(({ token }) => CHANGED.some((pattern) => pattern.test(token)));
    expect(countMatching(format, language, spreadsheetMatcher())).toBe(BigInt(changed.length));
  });

  it("counts tokens with look-alikes exactly", () => {
    const { language, tokens } = tokensOf({ pattern: "{[0OA1]:3}{[AS5]:2}", without: { words: ["A0"] } });
    const alike = tokens.filter(({ bare }) => /[0O]/.test(bare.slice(0, 3)) || /[S5]/.test(bare.slice(3)));
    expect(countWithLookAlikes(language)).toBe(BigInt(alike.length));
    expect(countWithLookAlikes(formatLanguage(parseFormat({ pattern: "{BASE24:8}" })))).toBe(0n);
    expect([...lookAlikes(Array.from("AaOo0"))].sort()).toEqual(["0", "O", "o"].sort());
  });

  it("expects as many pairs that differ in case alone as there are on the average", () => {
    const { language, tokens } = tokensOf({ pattern: "{[aAbB1]:3}" });
    const pairs = tokens.flatMap((a, at) =>
      tokens.slice(at + 1).filter((b) => a.token.toLowerCase() === b.token.toLowerCase()),
    );
    expect(caseCollisions(language, language.size)).toBeCloseTo(pairs.length, 6);
    expect(caseCollisions(language, 1n)).toBe(0);
    expect(caseCollisions(formatLanguage(parseFormat({ pattern: "{BASE24:8}" })), 1_000_000n)).toBe(0);
  });

  it.each<readonly [string, FormatInput, bigint, readonly string[]]>([
    ["a ticket", { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}" }, 50_000n, ["CHECK_CHARACTERS"]],
    ["digits alone", { pattern: "{DECIMAL:12}" }, 1_000n, ["SPREADSHEET"]],
    ["letters of both cases", { pattern: "{BASE62:6}" }, 10_000_000n, ["LOOK_ALIKES", "CASE_COLLISIONS"]],
    ["many of few", { pattern: "{BASE24:4}" }, 331_000n, ["SPREADSHEET", "GUESSABLE", "NEARLY_EXHAUSTED"]],
    [
      "long words",
      { pattern: "{BASE24:4}", without: { words: ["ABCDE", "CD"] } },
      1n,
      ["SPREADSHEET", "WORDS_IGNORED"],
    ],
  ])("is given where it concerns more than 1 in 1,000, and nowhere else: %s", (_, input, issued, codes) => {
    const format = parseFormat(input);
    const found = formatWarnings(format, formatLanguage(format), { issued });
    expect(found.map(({ code }) => code).filter((code) => code !== "GUESSABLE" || codes.includes("GUESSABLE"))).toEqual(
      codes,
    );
    for (const { message } of found) expect(message).toMatch(/^[A-Z0-9].*\.$/);
  });
});
