// cspell:ignore AEIO
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FormatInput, formatLanguage, parseFormat } from "../../../src/format/format.ts";
import { numberOfWord, rankOfWord, wordOfNumber, wordOfRank } from "../../../src/format/language/language.ts";
import { allWords, isAllowed, written } from "../support.ts";

/** Small formats of every kind. */
const group = fc
  .tuple(fc.constantFrom("[ABCab1]", "[01]", "[SO05aI]", "OCTAL", "[é1É]", "[🎲ab]"), fc.integer({ min: 1, max: 3 }))
  .map(([alphabet, digits]) => `{${alphabet}:${digits}}`);
const checked = fc.constantFrom(
  "{[0123]:3}{check:luhn}{[01]:2}",
  "{[AB1]:2}-{[C4]:3}{check:mod37-36}",
  "X{[01AB]:4}{check:mod37-2}{[ab]:1}",
  "{[0159]:4}{check:mod97-10}",
  "{[0159]:2}{check:damm}{[01]:2}{check:verhoeff}",
  "{[AEIO]:4}{check:mod27-26}",
  "{[AaBb]:4}{check:luhn-mod-n:[AaBb]}",
);
const patterns = fc.oneof(
  fc.array(group, { minLength: 1, maxLength: 3 }).map((groups) => groups.join("-")),
  checked,
);
const formats: fc.Arbitrary<FormatInput> = fc.record({
  pattern: patterns,
  without: fc.record({
    words: fc.array(
      fc.stringMatching(/^[aAbBsoSil015é🎲]{1,4}$/u).filter((word) => word !== ""),
      { maxLength: 5 },
    ),
    ignoreCase: fc.boolean(),
    digitsForLetters: fc.boolean(),
    maxRun: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    atLeastOneLetter: fc.boolean(),
    atLeastOneDigit: fc.boolean(),
  }),
});

describe("the allowed words of a format", () => {
  it("are exactly those whose text has nothing forbidden, in the order of their numbers", () => {
    let judged = 0;
    fc.assert(
      fc.property(formats, (input) => {
        const format = parseFormat(input);
        const radices = format.pattern.pieces.flatMap((piece) =>
          piece.kind === "group" ? new Array<number>(piece.digits).fill(piece.alphabet.symbols.length) : [],
        );
        fc.pre(radices.reduce((product, radix) => product * radix, 1) <= 600);
        const expected = [...allWords(radices)].filter((word) => isAllowed(format, written(format, word).bare));
        if (expected.length === 0) {
          expect(() => formatLanguage(format)).toThrow(expect.objectContaining({ code: "FORMAT_EMPTY" }));
          return;
        }
        const language = formatLanguage(format);
        expect(language.capacity).toBe(BigInt(expected.length));
        judged += 1;
        for (const [at, word] of expected.entries()) {
          expect(wordOfRank(language, BigInt(at))).toEqual(word);
          expect(rankOfWord(language, word)).toEqual({ rank: BigInt(at), isAllowed: true });
          expect(wordOfNumber(language, numberOfWord(language, word))).toEqual(word);
        }
      }),
      { numRuns: 100 },
    );
    expect(judged).toBeGreaterThan(30);
  });

  it("are counted from before a forbidden word, too", () => {
    const language = formatLanguage(parseFormat({ pattern: "{[ab]:3}", without: { words: ["ab"] } }));
    expect([...allWords([2, 2, 2])].map((word) => rankOfWord(language, word))).toEqual([
      { rank: 0n, isAllowed: true }, // aaa
      { rank: 1n, isAllowed: false },
      { rank: 1n, isAllowed: false },
      { rank: 1n, isAllowed: false },
      { rank: 1n, isAllowed: true }, // baa
      { rank: 2n, isAllowed: false },
      { rank: 2n, isAllowed: true }, // bba
      { rank: 3n, isAllowed: true }, // bbb
    ]);
  });

  it("are counted exactly in 1,000 digits", () => {
    // No two b in a row: Fibonacci's numbers.
    const language = formatLanguage(parseFormat({ pattern: "{[ab]:1000}", without: { words: ["bb"] } }));
    let [a, b] = [1n, 2n];
    for (let digits = 1; digits < 1_000; digits++) [a, b] = [b, a + b];
    expect(language.capacity).toBe(b);
    expect(rankOfWord(language, wordOfRank(language, b - 1n)).rank).toBe(b - 1n);
  });

  it("have the fewest states that can tell them apart", () => {
    const statesOf = (input: FormatInput) => formatLanguage(parseFormat(input)).allowed?.dfa.states;
    expect(statesOf({ pattern: "{[ab]:9}", without: { words: ["aba", "abb"] } })).toBe(4); // dead, others, a, ab
    expect(statesOf({ pattern: "{[ab]:9}", without: { words: ["ab", "aab", "bab"] } })).toBe(3);
    expect(statesOf({ pattern: "{[ab]:9}", without: { maxRun: 2 } })).toBe(6); // dead, start, a, aa, b, bb
  });

  it("refuses an automaton that is too large before it is built, with its size and the limit", () => {
    const words = Array.from({ length: 4_000 }, (_, at) =>
      Array.from(
        ((at * 48_271) % 1_048_573).toString(16).toUpperCase().padStart(5, "0"),
        (digit) => "2346789BCDFGHJKM"[parseInt(digit, 16)],
      ).join(""),
    );
    const startedMs = performance.now();
    expect(() => formatLanguage(parseFormat({ pattern: "{BASE24:9}{check:mod37-36}", without: { words } }))).toThrow(
      expect.objectContaining({
        code: "FORMAT_TOO_LARGE",
        maximum: 65_535n,
        message: expect.stringMatching(/\d{5,} states, but may have 65535/) as string,
      }),
    );
    expect(() =>
      formatLanguage(
        parseFormat({
          pattern: "{BASE36_LOWER:1000}",
          without: {
            words: Array.from({ length: 400 }, (_, at) => ((at * 48_271) % 46_655).toString(36).padStart(3, "0")),
          },
        }),
      ),
    ).toThrow(expect.objectContaining({ code: "FORMAT_TOO_LARGE", maximum: 67_108_864n }));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
