import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../src/analysis/analyse.ts";
import { countNumerals } from "../../src/analysis/numeral-counts.ts";
import { frequencyTests } from "../../src/analysis/frequency-test.ts";
import { symbolWeights } from "../../src/analysis/symbol-weights.ts";
import { type FormatInput, formatLanguage, formatText, parseFormat } from "../../src/format/format.ts";
import { type Language, wordOfRank } from "../../src/format/language/language.ts";
import { type GeneratorLine, FORMAT_VERSION } from "../../src/generator/line/line.ts";
import { drawn, seededRandom } from "./support/samples.ts";

const TICKET: FormatInput = {
  pattern: "T-{[ABCD]:3}{[0123]:2}{check:mod37-36}",
  without: { words: ["ab", "c0", "bad"], maxRun: 2 },
};

function languageOf(input: FormatInput): Language {
  return formatLanguage(parseFormat(input));
}

function wordsOf(language: Language): number[][] {
  return Array.from({ length: Number(language.capacity) }, (_, rank) => wordOfRank(language, BigInt(rank)));
}

/** The frequency tests of words; the last one is of all positions together. */
function testsOf(language: Language, words: readonly (readonly number[])[]) {
  const sample = { symbols: symbolWeights(language), capacity: language.capacity, count: words.length };
  const batch = { count: words.length, digits: sample.symbols.length, numerals: Uint16Array.from(words.flat()) };
  return frequencyTests(countNumerals([batch], sample), sample);
}

function lineOf(input: FormatInput): GeneratorLine {
  const format = parseFormat(input);
  return {
    version: FORMAT_VERSION,
    key: new Uint8Array(32).fill(7),
    chars: "",
    digits: format.pattern.digits,
    format: formatText(format),
  };
}

describe("how often the symbols of a format come at each digit", () => {
  it("is exactly how many of all allowed words have each", () => {
    const formats = fc.record({
      pattern: fc.constantFrom(
        "{[ABC1]:4}",
        "{[01]:3}-{[AB0]:3}",
        "{[0123]:3}{check:luhn}{[01]:2}",
        "{[AB1]:2}{[C4]:3}{check:mod37-36}",
      ),
      without: fc.record({
        words: fc.array(fc.stringMatching(/^[abc014]{1,3}$/), { maxLength: 4 }),
        maxRun: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
        atLeastOneLetter: fc.boolean(),
      }),
    });
    let judged = 0;
    fc.assert(
      fc.property(formats, (input) => {
        let language: Language;
        try {
          language = languageOf(input);
        } catch {
          return; // nothing is left
        }
        judged += 1;
        const words = wordsOf(language);
        for (const [at, { radix, weights }] of symbolWeights(language).entries()) {
          const counts = Array.from({ length: radix }, (_, value) => words.filter((word) => word[at] === value).length);
          expect(weights === null ? counts.map(() => words.length / radix) : [...weights]).toEqual(
            weights === null ? counts : counts.map((count) => (count * weights.reduce((a, b) => a + b)) / words.length),
          );
        }
      }),
      { numRuns: 60 },
    );
    expect(judged).toBeGreaterThan(20);
  });

  it("adds up to all tokens, whose number no double could hold", () => {
    const symbols = symbolWeights(
      languageOf({ pattern: "{BASE62:400}", without: { words: ["ab", "x9"], maxRun: 3 } }),
    );
    for (const { weights } of symbols) {
      const total = weights?.reduce((sum, each) => sum + each) ?? 0;
      expect(total).toBeGreaterThan(0);
      expect(total).toBeLessThan(Infinity);
    }
    const [{ weights: first }, { weights: middle }] = [
      symbols[0] ?? { weights: null },
      symbols[200] ?? { weights: null },
    ];
    const shareOf = (weights: Float64Array | null) =>
      (weights?.[11] ?? 0) / (weights?.reduce((sum, each) => sum + each) ?? 1);
    expect(shareOf(first)).toBeCloseTo(1 / 62, 2);
    expect(shareOf(middle)).toBeLessThan(shareOf(first)); // after "a" it may not stand
  });
});

describe("the frequencies of a format's line", () => {
  const language = languageOf(TICKET);
  const words = wordsOf(language);

  it("are expected as the automaton has them, and pass in a line that is exhausted", () => {
    const size = language.capacity;
    const { verdict } = analyse(lineOf(TICKET), { first: 0n, count: size });
    expect(verdict.verdict).toBe("pass");
    for (const [at, { counts, expected, sizes }] of (verdict.frequencies ?? []).entries()) {
      expect(sizes.reduce((sum, each) => sum + each)).toBe(4);
      for (const [value, count] of counts.entries()) {
        expect(count).toBe(words.filter((word) => word[at] === value).length);
        expect(expected[value]).toBeCloseTo(count, 9);
      }
    }
    const counts = verdict.frequencies?.[0]?.counts ?? [];
    expect(new Set(counts).size).toBeGreaterThan(1); // they are uneven, so this is no test of even ones
  });

  it("have as statistic the degrees of freedom on average, in random samples", () => {
    const random = seededRandom(15);
    const samples = Array.from({ length: 300 }, () =>
      testsOf(
        language,
        drawn(200, words.length, random).map((rank) => words[rank] ?? []),
      ),
    );
    for (const position of words[0]?.keys() ?? []) {
      const surplus = samples.map((tests) => (tests[position]?.statistic ?? NaN) - (tests[position]?.expected ?? NaN));
      const mean = surplus.reduce((sum, each) => sum + each, 0) / surplus.length;
      const variance = surplus.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (surplus.length - 1);
      expect(Math.abs(mean) / Math.sqrt(variance / surplus.length), `digit ${position + 1}`).toBeLessThan(4);
    }
    expect(samples.flat().filter(({ pValue }) => pValue !== null && pValue < 1e-5)).toEqual([]);
  });

  it("fail where a symbol comes too often, and where it comes more often than it can", () => {
    const random = seededRandom(16);
    const chosen = drawn(words.length, words.length, random).map((rank) => words[rank] ?? []);
    const biased = chosen.filter((word, at) => word[4] === 0 || at % 3 === 0).slice(0, 150);
    const tests = testsOf(language, biased);
    expect(tests.filter(({ pValue }) => pValue !== null && pValue < 1e-6).map(({ position }) => position)).toEqual([5]);
    expect(tests.at(-1)).toMatchObject({
      position: null,
      pValue: null,
      reason: expect.stringContaining("depend on each other") as string,
    });
    const [one = []] = chosen;
    expect(testsOf(language, new Array<number[]>(words.length - 1).fill(one))[0]).toMatchObject({
      pValue: 0,
      statistic: null,
    });
  });

  it("are added up where groups of several alphabets forbid nothing", () => {
    const { verdict } = analyse(lineOf({ pattern: "{[ABC]:2}-{DECIMAL:6}{check:luhn-mod-n:[0123456789ABCDEF]}" }), {
      first: 0n,
      count: 3_000n,
    });
    const frequency = verdict.tests.filter(({ name }) => name === "frequency");
    expect(frequency.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([2, 2, 9, 9, 9, 9, 9, 9, 58]);
    expect(verdict.verdict).toBe("pass");
    expect(verdict.frequencies?.map(({ expected }) => expected.length)).toEqual([3, 3, 10, 10, 10, 10, 10, 10]);
  });

  it("refuse a symbol that no token has at that digit", () => {
    const narrow = languageOf({ pattern: "{[ABC]:2}", without: { words: ["c"] } });
    expect(() => testsOf(narrow, [[0, 2]])).toThrow("Digit 2 has 3 symbols, but got another.");
  });
});
