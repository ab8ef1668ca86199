// cspell:ignore ACAB
import { describe, expect, it } from "vitest";
import { type FormatInput, formatLanguage, parseFormatText } from "../../../src/format/format.ts";
import { rankOfWord } from "../../../src/format/language/language.ts";
import { isPatched, placeOf, wordAt } from "../../../src/format/language/placing.ts";
import { tokenText, tokenTextReader } from "../../../src/format/token-text.ts";
import { chunk } from "../../../src/generator/chunk.ts";
import { placesReference } from "../../../src/generator/formats/places-reference.ts";
import { indexesOfTokens } from "../../../src/generator/indexes-of-tokens.ts";
import { lineCapacity } from "../../../src/generator/line/line.ts";
import { permutationOf } from "../../../src/generator/permutation.ts";
import { numeralBatches, scoreBatches } from "../../../src/generator/score-batch.ts";
import { scoreChunk } from "../../../src/generator/score-chunk.ts";
import { allWords, isAllowed, written } from "../../format/support.ts";
import { formatLineOf } from "../support/formats.ts";
import { tokensIn } from "../support/lines.ts";

const WORDS = ["BAD", "C4T", "XY", "K8K8", "77"];

/** Formats of every way of making tokens. */
const FORMATS: readonly (readonly [string, FormatInput])[] = [
  ["shuffled, plain", { pattern: "A-{DECIMAL:2}-{DECIMAL:3}{check:damm}" }],
  ["shuffled, patched", { pattern: "{DECIMAL:6}", without: { words: ["12", "777"] } }],
  ["shuffled, unranked", { pattern: "{[AB]:30}", without: { words: ["BB", "AAA"] } }],
  ["shuffled, mixed alphabets", { pattern: "{UPPER_LATIN:2}{DECIMAL:3}", without: { maxRun: 2 } }],
  ["short halves in pairs", { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}" }],
  ["odd halves in pairs", { pattern: "{BASE24:3}/{BASE24:4}" }],
  ["a check in the middle", { pattern: "{BASE24:3}{check:mod37-2}{BASE24:5}" }],
  ["two checks", { pattern: "{DECIMAL:9}{check:luhn}{DECIMAL:3}{check:mod97-10}" }],
  ["long halves", { pattern: "({UPPER_EPCG30:20}) {{x}}" }],
  ["wide halves", { pattern: "{BASE24:40}-{check:mod37-36}" }],
  [
    "literals longer than an entry",
    { pattern: "https://example.com/codes/tickets?number={BASE24:8}&of=everybody-who-comes" },
  ],
  ["symbols of several widths", { pattern: "é{[aéß⚀🎲]:12}{[ΑΒΓ]:4}" }],
  ["symbols of several widths, patched", { pattern: "{[aéß⚀🎲]:12}", without: { words: ["éß⚀"], maxRun: 5 } }],
  ["mixed alphabets", { pattern: "{UPPER_LATIN:3}-{DECIMAL:5}" }],
  ["mixed alphabets, long", { pattern: "{UPPER_LATIN:3}-{DECIMAL:9}-{BASE58:9}{[αβγ]:3}" }],
  ["mixed alphabets, wide", { pattern: "{UPPER_LATIN:30}-{DECIMAL:20}" }],
  ["mixed alphabets of 65,536 = 2^16 and more", { pattern: `{BINARY:33}{BASE16:9}{DECIMAL:2}{BASE32_CROCKFORD:13}` }],
  ["patched, short", { pattern: "{BASE24:8}", without: { words: WORDS } }],
  ["patched, long", { pattern: "{BASE36_LOWER:20}", without: { words: WORDS, digitsForLetters: true } }],
  ["patched, wide", { pattern: "{BASE24:40}", without: { words: WORDS } }],
  [
    "patched, with a check",
    { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", without: { words: WORDS, maxRun: 2 } },
  ],
  [
    "patched, with a check in the middle",
    { pattern: "{BASE24:4}{check:mod37-36}{BASE24:4}", without: { words: WORDS } },
  ],
  ["patched, mixed alphabets", { pattern: "{UPPER_LATIN:3}-{DECIMAL:5}", without: { words: WORDS, maxRun: 3 } }],
  [
    "unranked, short",
    { pattern: "{BASE24:8}", without: { maxRun: 1, atLeastOneDigit: true, words: ["2", "3", "4", "b"] } },
  ],
  ["unranked, two words", { pattern: "{DECIMAL:25}", without: { words: ["0", "12"] } }],
  ["unranked, wide", { pattern: "{DECIMAL:80}", without: { words: ["0", "12"] } }],
  ["unranked, mixed alphabets", { pattern: "{UPPER_LATIN:9}{DECIMAL:9}", without: { words: ["A", "1", "7", "q"] } }],
];

describe("a line that is written by a format", () => {
  it.each(FORMATS)("has the tokens of the definition: %s", (_, input) => {
    const line = formatLineOf(input);
    const { pattern } = parseFormatText(line.format);
    const language = formatLanguage(parseFormatText(line.format));
    const places = placesReference(line.key, language);
    const size = lineCapacity(line);
    expect(size).toBe(language.capacity);
    for (const first of [0n, size / 3n, size - 60n]) {
      const expected = Array.from({ length: 60 }, (_, at) => wordAt(language, places.forward(first + BigInt(at))));
      const made = chunk(line, first, 60);
      const tokens = tokensIn(made.bytes);
      expect(tokens).toEqual(expected.map((word) => tokenText(pattern, word)));
      expect(tokens.map((token) => tokenTextReader(pattern)(token))).toEqual(expected);
      const register = new Uint32Array(line.digits);
      for (const word of expected)
        for (const [at, value] of word.entries())
          register[at] = (register[at] ?? 0) ^ (language.alphabets[at]?.symbols[value]?.codePointAt(0) ?? 0);
      expect(made.register).toEqual(register);
      const ranks = expected.map((word) => rankOfWord(language, word).rank);
      expect(tokensIn(scoreChunk(line, { first, count: 60 }, "score").bytes)).toEqual(ranks.map(String));
      expect(tokensIn(scoreChunk(line, { first, count: 59 }, "delta").bytes)).toEqual(
        ranks.slice(1).map((rank, at) => String(rank - (ranks[at] ?? 0n))),
      );
      const range = { first, count: 60n };
      expect([...scoreBatches(line, range)].flatMap(({ scores, word32s }) => numbersIn(scores, word32s))).toEqual(
        ranks,
      );
      expect([...numeralBatches(line, range)].flatMap(({ numerals }) => [...numerals])).toEqual(expected.flat());
      expect(indexesOfTokens(line, [...tokens, "no token", ""])).toEqual([
        ...tokens.map((_, at) => first + BigInt(at)),
        null,
        null,
      ]);
      const permutation = permutationOf(line);
      expect(permutation.forward(first)).toBe(ranks[0]);
      expect(permutation.inverse(ranks[0] ?? 0n)).toBe(first);
    }
  });

  it.each(FORMATS)("has tokens whose text is allowed, in batches as in single ones: %s", (_, input) => {
    const line = formatLineOf(input);
    const format = parseFormatText(line.format);
    const count = Number(lineCapacity(line) < 20_000n ? lineCapacity(line) : 20_000n);
    const tokens = tokensIn(chunk(line, 0n, count).bytes);
    expect(new Set(tokens).size).toBe(count);
    const read = tokenTextReader(format.pattern);
    const wrong = tokens.filter((token) => {
      const word = read(token);
      return word === null || !isAllowed(format, written(format, word).bare);
    });
    expect(wrong).toEqual([]);
    const cut = [0, 1, 7, 5_000].flatMap((first) => tokensIn(chunk(line, BigInt(first), 1).bytes));
    expect(cut).toEqual([0, 1, 7, 5_000].map((first) => tokens[first]));
  });

  it.each([
    ["patched", { pattern: "{[ABC]:8}", without: { words: ["ACAB"], maxRun: 5 } }],
    ["unranked", { pattern: "{[ABC]:9}", without: { words: ["AC", "BA"] } }],
    ["mixed, with a check", { pattern: "{[ABC12]:3}-{[ABCD]:3}{check:mod37-36}", without: { words: ["A1", "DD"] } }],
  ] as const)("gives each allowed word one place, and finds it again: %s", (kind, input) => {
    const line = formatLineOf(input);
    const format = parseFormatText(line.format);
    const language = formatLanguage(format);
    expect(isPatched(language)).toBe(kind !== "unranked");
    const expected = [...allWords(language.alphabets.map(({ symbols }) => symbols.length))].filter((word) =>
      isAllowed(format, written(format, word).bare),
    );
    const words = expected.map((_, at) => wordAt(language, BigInt(at)));
    expect(words.map(String).sort()).toEqual(expected.map(String).sort());
    expect(words.map((word) => placeOf(language, word))).toEqual(words.map((_, at) => BigInt(at)));
    const tokens = tokensIn(chunk(line, 0n, expected.length).bytes);
    expect(tokens.toSorted()).toEqual(expected.map((word) => written(format, word).token).sort());
    expect(indexesOfTokens(line, tokens)).toEqual(tokens.map((_, at) => BigInt(at)));
  });
});

function numbersIn(scores: Uint32Array, word32s: number): bigint[] {
  return Array.from({ length: scores.length / word32s }, (_, at) =>
    scores.subarray(at * word32s, (at + 1) * word32s).reduceRight((number, word) => (number << 32n) | BigInt(word), 0n),
  );
}
