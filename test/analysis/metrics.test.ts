import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMN_LENGTH } from "../../src/analysis/column.ts";
import { type Metrics, metricsOf, type PartMetrics } from "../../src/analysis/metrics.ts";
import { expectMetrics } from "./support/naive-metrics.ts";
import { deltasOf, shuffledNumbers, sourceOf, wordsFrom } from "./support/scores.ts";

const SEED = 20_260_411;
const WORD32 = 2n ** 32n;

interface Fixture {
  readonly name: string;
  readonly capacity: string;
  readonly count: number;
  readonly score: Record<string, unknown>;
  readonly delta: Record<string, unknown>;
}

/** What fixtures/metrics.py has computed. */
const FIXTURES = JSON.parse(
  readFileSync(new URL("fixtures/metrics.json", import.meta.url), "utf8"),
) as readonly Fixture[]; // of that script's shape

describe("the metrics of a part", () => {
  it.each(FIXTURES)("are Python's to the last bit: $name", ({ capacity, count, score, delta }) => {
    const space = BigInt(capacity);
    const found = measured(fixtureScores(space, count), space);
    expect(inText(found.score)).toEqual({ ...score, hurst: expect.closeTo(Number(score["hurst"]), 10) as unknown }); // a matcher
    expect(inText(found.delta)).toEqual({ ...delta, hurst: expect.closeTo(Number(delta["hurst"]), 10) as unknown });
  });

  it("are these of all tokens of five dice, in whatever order", () => {
    const { score, delta } = measured(shuffledNumbers(7_776, 1), 7_776n);
    expect(score).toMatchObject({
      minimum: 0n,
      maximum: 7_775n,
      mean: 3_887.5,
      median: 3_887.5,
      variance: 5_039_496,
      whole: { mean: 3_888n, median: 3_888n, deviation: 2_245n },
    });
    expect(score.deviation).toBe(2_244.8821795363783);
    expect(delta.minimum).toBeLessThan(-7_000n);
    expect(delta.maximum).toBeGreaterThan(7_000n);
  });

  it("are what their definitions say of any scores of one to eight 32-bit words, in batches of any size", () => {
    const parts = fc.integer({ min: 1, max: 256 }).chain((bits) =>
      fc.record({
        capacity: fc.bigInt({ min: (1n << BigInt(bits - 1)) + 1n, max: 1n << BigInt(bits) }),
        seeds: fc.array(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), { minLength: 100, maxLength: 160 }),
        sizes: fc
          .array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 4 })
          .filter((sizes) => sizes.some((size) => size > 0)),
      }),
    );
    fc.assert(
      fc.property(parts, ({ capacity, seeds, sizes }) => {
        expectDefined(
          seeds.map((seed) => seed % capacity),
          capacity,
          sizes,
        );
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it.each([
    ["16 bits", 2n ** 16n, 60_000],
    ["32 bits", WORD32, 40_000],
    ["59 bits", 30n ** 12n, 40_001],
    ["64 bits", WORD32 ** 2n, 40_000],
    ["65 bits", 2n ** 65n, 20_000],
    ["233 bits", 5n ** 100n, 17_001],
    ["16,000 bits", 65_536n ** 1_000n, 130],
  ])("are what their definitions say of more scores than are kept, of %s", (_, capacity, count) => {
    expectDefined(scatteredScores(capacity, count), capacity, [7_168, 1, COLUMN_LENGTH, COLUMN_LENGTH + 1]);
  });

  it("find a median that most scores are next to, at each end of the space and across the words of a score", () => {
    for (const near of [0n, 5n, WORD32 - 9_000n, WORD32, 2n ** 63n - 10_000n, 2n ** 64n - 20_000n]) {
      const scores = scatteredScores(2n ** 64n, 20_000).map((score, at) =>
        at % 8 === 0 ? score : near + (score % 20_000n),
      );
      expectDefined(scores, 2n ** 64n, [5_000]);
    }
  });

  it("find both middle numbers where half of the scores are at each end", () => {
    for (const capacity of [2n ** 64n, 2n ** 90n]) {
      const scores = scatteredScores(capacity, 40_000).map((score, at) =>
        at % 2 === 0 ? score % 1_000n : capacity - 1n - (score % 1_000n),
      );
      expectDefined(scores, capacity, [3_000]);
    }
  });

  it.each([2n, 2n ** 32n, 2n ** 64n, 2n ** 80n])("are defined where all scores are equal, below %d", (capacity) => {
    const { score, delta } = measured(new Array<bigint>(18_000).fill(capacity - 1n), capacity);
    expect(score).toMatchObject({
      minimum: capacity - 1n,
      maximum: capacity - 1n,
      variance: 0,
      deviation: 0,
      hurst: 0.5,
      whole: { median: capacity - 1n, deviation: 0n },
    });
    expect(delta).toEqual({
      minimum: 0n,
      maximum: 0n,
      mean: 0,
      median: 0,
      variance: 0,
      deviation: 0,
      hurst: 0.5,
      whole: { mean: 0n, median: 0n, deviation: 0n },
    });
  });

  it("tell how far a pass has come, and read a small part once", () => {
    const heard: [number, number][] = [];
    metricsOf(sourceOf(shuffledNumbers(7_776, 2), 7_776n, [5_000]), {
      count: 7_776n,
      capacity: 7_776n,
      onProgress: (pass, tokens) => heard.push([pass, tokens]),
    });
    expect(heard).toEqual([
      [1, 4_096],
      [1, 5_000],
      [1, 7_776],
    ]);
  });

  it("need 100 tokens", () => {
    const scores = shuffledNumbers(100, 3);
    expect(measured(scores, 100n).score.mean).toBe(49.5);
    expect(() => measured(scores.slice(1), 100n)).toThrow(RangeError);
  });

  it("are refused where a pass gives other tokens than it should", () => {
    const scores = shuffledNumbers(200, 4);
    expect(() => metricsOf(sourceOf(scores, 200n), { count: 199n, capacity: 200n })).toThrow(
      "A pass over 199 tokens has given 200.",
    );
    expect(() => metricsOf(sourceOf(scores, WORD32 + 1n), { count: 200n, capacity: 200n })).toThrow(
      "A score has 1 words of 32 bits, but a batch's have 2.",
    );
    expect(() =>
      metricsOf(
        sourceOf(
          scores.map((score) => score + 200n),
          200n,
        ),
        { count: 200n, capacity: 200n },
      ),
    ).toThrow("others than were expected");
  });
});

function measured(scores: readonly bigint[], capacity: bigint, sizes?: readonly number[]): PartMetrics {
  return metricsOf(sourceOf(scores, capacity, sizes), { count: BigInt(scores.length), capacity });
}

function expectDefined(scores: readonly bigint[], capacity: bigint, sizes: readonly number[]): void {
  const { score, delta } = measured(scores, capacity, sizes);
  expectMetrics(score, scores);
  expectMetrics(delta, deltasOf(scores));
}

/** Scores all over a space. */
function scatteredScores(capacity: bigint, count: number): bigint[] {
  const word = wordsFrom(5);
  const digits = Math.ceil(capacity.toString(16).length / 8) + 1;
  return Array.from(
    { length: count },
    () => BigInt(`0x${Array.from({ length: digits }, () => word().toString(16).padStart(8, "0")).join("")}`) % capacity,
  );
}

/** The series of fixtures/metrics.py. */
function fixtureScores(capacity: bigint, count: number): bigint[] {
  const indices = Array.from({ length: count }, (_, at) => BigInt(at));
  if (capacity === BigInt(count)) return indices.map((at) => (4_801n * at) % capacity);
  const [a, b, c] = [7n ** 500n, 11n ** 400n, 13n ** 380n];
  return indices.map((at) => (at * at * a + at * b + c) % capacity);
}

function inText({ minimum, maximum, whole, ...rest }: Metrics): unknown {
  return {
    ...rest,
    minimum: `${minimum}`,
    maximum: `${maximum}`,
    whole: { mean: `${whole.mean}`, median: `${whole.median}`, deviation: `${whole.deviation}` },
  };
}
