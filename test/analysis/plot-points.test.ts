import { describe, expect, it } from "vitest";
import { Envelope, Picks } from "../../src/analysis/plot-points.ts";
import { verdictOf } from "../../src/analysis/verdict.ts";
import { drawn, inputOf, seededRandom } from "./support/samples.ts";

const SHAPE = { radix: 10, digits: 6 };

describe("the points of a plot", () => {
  it("are all of them when there are no more than 4,000", () => {
    const scores = drawn(4000, 10 ** 6, seededRandom(1));
    const { points } = verdictOf(inputOf(scores, SHAPE));
    const indexes = scores.map((_, index) => index);
    expect(points.scores.indexes).toEqual(indexes);
    expect(points.scores.values).toEqual(scores.map((score) => score / 10 ** 6));
    expect(points.deltas.indexes).toEqual(indexes.slice(1).map((index) => index - 1));
    expect(points.deltas.values).toEqual(
      scores.slice(1).map((score, index) => (score - (scores[index] ?? 0)) / 10 ** 6),
    );
    expect(points.walk.indexes).toEqual(indexes);
  });

  it.each([4001, 8000, 12_345])(
    "of %d tokens are at most 4,000 a curve, with the indexes that they belong to",
    (count) => {
      const scores = drawn(count, 10 ** 6, seededRandom(count));
      const { points } = verdictOf(inputOf(scores, SHAPE));
      for (const { indexes, values } of Object.values(points)) {
        expect(values).toHaveLength(indexes.length);
        expect(indexes.length).toBeGreaterThan(2000);
        expect(indexes.length).toBeLessThanOrEqual(4000);
        expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
      }
      expect(points.walk.indexes.at(-1)).toBeGreaterThanOrEqual(count - 4);
      expect(points.scores.values).toEqual(points.scores.indexes.map((index) => (scores[index] ?? NaN) / 10 ** 6));
      expect(points.deltas.values).toEqual(
        points.deltas.indexes.map((index) => ((scores[index + 1] ?? NaN) - (scores[index] ?? NaN)) / 10 ** 6),
      );
    },
  );

  it("show a walk that ends where it began when a line is exhausted, in standard deviations of a score", () => {
    const scores = drawn(625, 625, seededRandom(2));
    const { values } = verdictOf(inputOf(scores, { radix: 5, digits: 4 })).points.walk;
    expect(values[0]).toBeCloseTo(((scores[0] ?? NaN) - 312) / Math.sqrt((625 ** 2 - 1) / 12), 10);
    expect(values.at(-1)).toBeCloseTo(0, 9);
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(3);
  });

  it("keep the extremes of the walk", () => {
    const walk = new Envelope(100_000);
    for (let at = 0; at < 100_000; at++) walk.add(at === 77_777 ? 5 : at === 12_345 ? -5 : Math.sin(at));
    walk.end();
    expect(walk.values[walk.indexes.indexOf(77_777)]).toBe(5);
    expect(walk.values[walk.indexes.indexOf(12_345)]).toBe(-5);
    expect(walk.indexes).toEqual([...new Set(walk.indexes)].toSorted((a, b) => a - b));
  });

  it("show both sides of values that are large and small in turn", () => {
    const picks = new Picks(80_000);
    for (let at = 0; at < 80_000; at++) picks.add(at % 2);
    const large = picks.values.filter((value) => value === 1).length;
    expect(large).toBeGreaterThan(1000);
    expect(large).toBeLessThan(3000);
  });
});
