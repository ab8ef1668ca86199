import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toAlphabet } from "../../src/alphabet/alphabet.ts";
import type { TestResult } from "../../src/analysis/test-result.ts";
import { type Verdict, verdictOf } from "../../src/analysis/verdict.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { GENERATOR_VERSION } from "../../src/generator/line/line.ts";
import { scoreOf } from "../../src/generator/scores/score.ts";
import { FIXTURES } from "./support/fixtures.ts";
import { drawn, evenly, inputOf, seededRandom, type Shape } from "./support/samples.ts";

const EPCG30 = "0123456789ABCDEFGHKMNPRSTVWXYZ";
const SERIALS: Shape = { radix: 30, digits: 12 };
const CAPACITY = 30 ** 12;

function verdictFor(scores: readonly (number | bigint)[], shape: Shape): Verdict {
  return verdictOf(inputOf(scores, shape));
}

function find(verdict: Verdict, name: string, position: number | null = null): TestResult {
  const found = verdict.tests.find((test) => test.name === name && test.position === position);
  if (found === undefined) throw new Error(`There is no test ${name} of ${position ?? "all"}.`);
  return found;
}

/** A score of twelve digits, from two halves. */
function randomScore(random: () => number): bigint {
  return BigInt(Math.floor(random() * 30 ** 6)) * 30n ** 6n + BigInt(Math.floor(random() * 30 ** 6));
}

describe("the statistics of a sample", () => {
  it.each(FIXTURES.samples)(
    "that is $name are those of exact arithmetic",
    ({ radix, digits, scores, tests, histogram }) => {
      const verdict = verdictFor(scores.map(BigInt), { radix, digits });
      for (const test of tests) {
        const found = find(verdict, test.name, test.position);
        expect(found.degreesOfFreedom).toBe(test.degreesOfFreedom);
        expect(found.statistic).toBeCloseTo(test.statistic ?? NaN, 9);
        expect(found.expected).toBeCloseTo(test.expected ?? NaN, 10);
        expect(found.pValue).toBeCloseTo(test.pValue ?? NaN, 9);
      }
      expect(verdict.histogram.counts).toEqual(histogram);
      expect(verdict.verdict).toBe("pass");
    },
  );

  it("are the same however the tokens come in batches", () => {
    const scores = drawn(2000, CAPACITY, seededRandom(1));
    const whole = verdictOf(inputOf(scores, SERIALS, 2000));
    for (const size of [1, 7, 1999]) expect(verdictOf(inputOf(scores, SERIALS, size))).toEqual(whole);
  });

  it("have no limit of digits: 1,000 of 65,536 symbols are counted in groups", () => {
    const random = seededRandom(2);
    const shape = { radix: 65_536, digits: 1000 };
    const scores = Array.from({ length: 100 }, () =>
      Array.from({ length: 500 }, () => BigInt(Math.floor(random() * 2 ** 32))).reduce(
        (sum, word) => (sum << 32n) | word,
        0n,
      ),
    );
    const verdict = verdictFor(scores, shape);
    expect(verdict.verdict).toBe("pass");
    expect(verdict.tests).toHaveLength(1004);
    expect(find(verdict, "frequency", 1000)).toMatchObject({
      degreesOfFreedom: 3,
      reason: "The 65536 symbols are counted in 4 groups of neighbours.",
    });
  });
});

describe("a generator", () => {
  const n = 10_000;
  const random = seededRandom(3);
  const good = Array.from({ length: n }, () => randomScore(random));

  it("passes when it draws at random", () => {
    expect(verdictFor(good, SERIALS).tests.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
  });

  it.each([
    [
      "counts",
      (_score: bigint, index: number) => BigInt(index),
      ["frequency", "runs_up_and_down", "serial_correlation", "gap"],
    ],
    [
      "counts in steps that fill the space",
      (_score: bigint, index: number) => (BigInt(CAPACITY) / BigInt(n)) * BigInt(index),
      ["frequency", "runs_up_and_down", "serial_correlation", "gap"],
    ],
    [
      "adds the golden ratio of the space",
      (_score: bigint, index: number) => (BigInt(index) * 328448602353617280n) % BigInt(CAPACITY),
      ["runs_up_and_down", "serial_correlation", "gap"],
    ],
    [
      "is large and small in turn",
      (score: bigint, index: number) => score / 2n + (BigInt(CAPACITY) / 2n) * BigInt(index % 2),
      ["runs_up_and_down", "serial_correlation", "gap"],
    ],
    ["repeats a cycle", (_score: bigint, index: number) => good[index % 500] ?? 0n, ["frequency", "gap"]],
    [
      "says a token twice",
      (score: bigint, index: number) => (index === 5000 ? (good[4999] ?? 0n) : score),
      ["runs_up_and_down"],
    ],
    [
      "prefers a symbol at one position",
      (score: bigint, index: number) => (index % 20 === 0 ? score - (score % 30n) : score),
      ["frequency"],
    ],
    ["stays in a corner", (score: bigint) => score / 1000n, ["frequency", "gap"]],
  ])("that %s fails", (_name, change, names) => {
    const verdict = verdictFor(good.map(change), SERIALS);
    expect(verdict.verdict).toBe("fail");
    const failed = new Set(verdict.tests.filter((test) => test.verdict === "fail").map(({ name }) => name));
    expect([...failed]).toEqual(expect.arrayContaining(names));
  });

  it("that sorts its tokens fails by their order alone", () => {
    const verdict = verdictFor(
      good.toSorted((a, b) => (a < b ? -1 : 1)),
      SERIALS,
    );
    expect(find(verdict, "frequency").verdict).toBe("pass");
    for (const name of ["runs_up_and_down", "serial_correlation", "gap"])
      expect(find(verdict, name).verdict).toBe("fail");
  });

  it("that prefers a symbol fails at that position, and at no other", () => {
    const verdict = verdictFor(
      good.map((score, index) => (index % 20 === 0 ? score - (score % 30n) : score)),
      SERIALS,
    );
    expect(
      verdict.tests.filter((test) => test.verdict === "fail" && test.position !== null).map(({ position }) => position),
    ).toEqual([12]);
  });

  it("whose symbols come too evenly fails by all positions together", () => {
    const even = Array.from(
      { length: 900 * 11 },
      (_, index) => BigInt(index % 900) * 30n ** 10n + ((good[index] ?? 0n) % 30n ** 10n),
    );
    const verdict = verdictFor(
      even.map((score) => (score / 30n ** 10n) * (1n + 30n ** 2n) * 30n ** 8n + (score % 30n ** 8n)),
      SERIALS,
    );
    expect(find(verdict, "frequency")).toMatchObject({ verdict: "fail" });
    expect(find(verdict, "frequency").statistic).toBeLessThan(12 * 29);
  });
});

describe("a line of the generator", () => {
  it.each([
    ["the first part", "FF1", EPCG30, 12, 0n],
    ["a later part", "FF1", EPCG30, 12, 1_000_000n],
    ["the first part", "a shuffle", "AEIOU", 7, 0n],
    ["a later part", "a shuffle", "AEIOU", 7, 40_000n],
  ])("passes: %s, by %s", (_part, _way, ...[chars, digits, first]) => {
    const line = { version: GENERATOR_VERSION, key: createHash("sha256").update("verdict").digest(), chars, digits };
    const tokens = Buffer.from(chunk(line, first, 20_000).bytes)
      .toString()
      .trimEnd()
      .split("\n");
    const scores = tokens.map((token) => scoreOf(toAlphabet(chars), token) ?? -1n);
    const verdict = verdictFor(scores, { radix: chars.length, digits });
    expect(verdict.tests.filter(({ verdict: each }) => each !== "pass")).toEqual([]);
  });
});

describe("an exhausted line", () => {
  const shape = { radix: 6, digits: 4 };
  const all = drawn(1296, 1296, seededRandom(4));

  it("has every symbol equally often, which is no matter of chance", () => {
    const verdict = verdictFor(all, shape);
    expect(verdict.verdict).toBe("pass");
    expect(find(verdict, "frequency", 1)).toMatchObject({ statistic: 0, expected: 0, pValue: 1, verdict: "pass" });
    expect(find(verdict, "frequency")).toMatchObject({ statistic: 0, expected: 0, pValue: 1, verdict: "pass" });
  });

  it("fails when a token stands in for another", () => {
    const verdict = verdictFor(
      all.map((score) => (score === 0 ? 1295 : score)),
      shape,
    );
    expect(verdict.verdict).toBe("fail");
    expect(find(verdict, "frequency", 4)).toMatchObject({ statistic: null, pValue: 0, verdict: "fail" });
    expect(find(verdict, "gap")).toMatchObject({ statistic: null, pValue: 0, verdict: "fail" });
  });

  it("fails in sorted order", () => {
    expect(
      verdictFor(
        all.toSorted((a, b) => a - b),
        shape,
      ).verdict,
    ).toBe("fail");
  });
});

describe("a part with little to test", () => {
  it.each([
    ["both tokens of a line of two", { radix: 2, digits: 1 }, [1, 0], "pass"],
    ["one token of a line of two", { radix: 2, digits: 1 }, [1], "not_applicable"],
    ["one token of many", SERIALS, [4], "not_applicable"],
    ["a hundred tokens of one digit each", { radix: 65_536, digits: 1 }, drawn(100, 65_536, seededRandom(5)), "pass"],
    [
      "a hundred tokens of a hundred bits, half of them always 0",
      { radix: 2, digits: 100 },
      drawn(100, 2 ** 50, seededRandom(6)).map((score) => BigInt(score) << 50n),
      "fail",
    ],
    ["all but one token", { radix: 2, digits: 7 }, drawn(127, 128, seededRandom(7)), "pass"],
    ["all tokens of one digit", { radix: 65_536, digits: 1 }, drawn(65_536, 65_536, seededRandom(8)), "pass"],
  ] as const)("that is %s is told so", (_name, shape, scores, outcome) => {
    const verdict = verdictFor(scores, shape);
    expect(verdict.verdict).toBe(outcome);
    expect(verdict.tests).toHaveLength(shape.digits + 4);
    const silent = verdict.tests.filter((test) => test.verdict === "not_applicable");
    expect(silent.filter(({ pValue, reason }) => pValue !== null || reason === undefined)).toEqual([]);
  });

  it("says nothing of a correlation that hangs on one score, or of scores that begin with the same 96 bits", () => {
    const outlier = [BigInt(CAPACITY) - 1n, ...drawn(99, 1000, seededRandom(9)).map(BigInt)];
    expect(find(verdictFor(outlier, SERIALS), "serial_correlation").verdict).toBe("not_applicable");
    const wide = verdictFor(
      Array.from({ length: 100 }, (_, index) => index),
      { radix: 2, digits: 200 },
    );
    expect(find(wide, "serial_correlation").verdict).toBe("not_applicable");
    expect(find(wide, "runs_up_and_down")).toMatchObject({ statistic: 1, verdict: "fail" });
    expect(wide.verdict).toBe("fail");
  });
});

describe("tokens that are not those of the shape", () => {
  const scores = drawn(100, 10 ** 6, seededRandom(10));
  const input = inputOf(scores, { radix: 10, digits: 6 });

  it.each([
    ["fewer", { ...input, shape: { ...input.shape, count: 101n } }],
    ["more", { ...input, shape: { ...input.shape, count: 99n } }],
    ["no tokens at all", { ...input, shape: { ...input.shape, count: 0n } }],
    ["more than the line has", { ...input, shape: { ...input.shape, count: 10n ** 6n + 1n } }],
    ["of another capacity", { ...input, shape: { ...input.shape, capacity: 600n } }],
    [
      "with scores beyond the capacity",
      { ...input, shape: { ...input.shape, symbols: evenly({ radix: 9, digits: 6 }), capacity: 9n ** 6n } },
    ],
    [
      "with numerals beyond the radix",
      {
        ...input,
        scores: inputOf(drawn(100, 9 ** 6, seededRandom(11)), { radix: 9, digits: 6 }).scores,
        shape: { ...input.shape, symbols: evenly({ radix: 9, digits: 6 }), capacity: 9n ** 6n },
      },
    ],
    ["with fewer digits", { ...input, numerals: inputOf(scores, { radix: 1000, digits: 2 }).numerals }],
    [
      "with numerals of fewer tokens",
      { ...input, numerals: inputOf(scores.slice(1), { radix: 10, digits: 6 }).numerals },
    ],
    ["with more word32s", { ...input, scores: inputOf(scores, { radix: 10, digits: 12 }).scores }],
  ])("are a fault: %s", (_name, wrong) => {
    expect(() => verdictOf(wrong)).toThrow(RangeError);
  });
});
