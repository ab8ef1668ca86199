import { describe, expect, it } from "vitest";
import { Freshness, MAX_BEHIND_MS } from "../../../src/database/replica/freshness.ts";

/** A replica that showed everything at 100 ms. */
function freshAt100(maxReaders?: number): Freshness {
  const freshness = new Freshness(maxReaders);
  freshness.ended(100, 5_000n);
  freshness.replayed(5_000n);
  return freshness;
}

describe("how fresh a replica is", () => {
  it("is unknown until it has replayed what a look has found", () => {
    const freshness = new Freshness();
    expect(freshness.isFreshFor("a", 0)).toBe(false);
    freshness.ended(0, 5_000n);
    freshness.replayed(4_999n);
    expect(freshness.isFreshFor("a", 0)).toBe(false);
    freshness.replayed(5_000n);
    expect(freshness.isFreshFor("a", 0)).toBe(true);
  });

  it("ends with a second, and comes back with the next look", () => {
    const freshness = freshAt100();
    expect(freshness.isFreshFor("a", 100 + MAX_BEHIND_MS)).toBe(true);
    expect(freshness.isFreshFor("a", 101 + MAX_BEHIND_MS)).toBe(false);
    freshness.ended(1_200, 6_000n);
    freshness.replayed(6_000n);
    expect(freshness.isFreshFor("a", 1_200)).toBe(true);
  });

  it("is not enough for who has written since, until a look that began later is reached", () => {
    const freshness = freshAt100();
    freshness.wrote("writer", 150);
    expect([freshness.isFreshFor("writer", 160), freshness.isFreshFor("other", 160)]).toEqual([false, true]);
    freshness.ended(149, 6_000n); // began before the write was over: it may not be in that log
    freshness.replayed(6_000n);
    expect(freshness.isFreshFor("writer", 160)).toBe(false);
    freshness.ended(150, 7_000n);
    freshness.replayed(7_000n);
    expect(freshness.isFreshFor("writer", 160)).toBe(true);
  });

  it("holds for the last of several writes", () => {
    const freshness = freshAt100();
    freshness.wrote("writer", 110);
    freshness.wrote("writer", 150);
    freshness.ended(120, 6_000n);
    freshness.replayed(6_000n);
    expect(freshness.isFreshFor("writer", 160)).toBe(false);
  });

  it("takes every reader for one that has written who is no longer remembered", () => {
    const freshness = freshAt100(2);
    for (const [at, reader] of ["a", "b", "c"].entries()) freshness.wrote(reader, 150 + at);
    expect(["a", "b", "c", "other"].filter((reader) => freshness.isFreshFor(reader, 160))).toEqual([]);
    freshness.ended(150, 6_000n);
    freshness.replayed(6_000n);
    expect(["a", "b", "c", "other"].filter((reader) => freshness.isFreshFor(reader, 160))).toEqual(["a", "other"]);
  });

  it("is unknown to all after messages that were not heard, and after a look that has failed", () => {
    const freshness = freshAt100();
    freshness.wroteAnything(150);
    expect(freshness.isFreshFor("a", 160)).toBe(false);
    freshness.ended(150, 6_000n);
    freshness.replayed(6_000n);
    expect(freshness.isFreshFor("a", 160)).toBe(true);
    freshness.lost();
    freshness.replayed(7_000n);
    expect(freshness.isFreshFor("a", 160)).toBe(false);
  });
});
