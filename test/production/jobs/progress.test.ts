import { describe, expect, it } from "vitest";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { spareTelling, throttle } from "../../../src/production/jobs/progress.ts";
import { Client } from "../../support/graphql-client.ts";
import { DIALECTS } from "../../support/databases.ts";
import { newServer } from "../../support/server.ts";

describe("the progress of a pass", () => {
  it("is told in whole percentages, at most once in 250 ms, and never twice the same", async () => {
    let clock = 1_000;
    const told: number[][] = [];
    const onTokens = throttle(
      3n * 10n ** 18n,
      () => clock,
      (percent) => Promise.resolve(void told.push([clock, percent])),
    );
    for (const [afterMs, done] of [
      [249, 1n],
      [1, 1n],
      [0, 2n],
      [249, 2n],
      [1, 2n],
      [1, 3n],
      [1_000, 3n],
      [250, 3n],
    ] as const) {
      clock += afterMs;
      await onTokens(done * 10n ** 18n - 1n);
    }
    expect(told).toEqual([
      [1_250, 33],
      [1_500, 66],
      [2_501, 99],
    ]);
  });
});

describe("who follows a pass", () => {
  it("is told the less often the more they are, the pass's beginning being told already", () => {
    let clock = 1_000;
    let followers = 1;
    const isToBeTold = spareTelling(
      () => followers,
      () => clock,
    );
    const after = (ms: number, percent = 1) => {
      clock += ms;
      return isToBeTold(percent);
    };
    expect([after(0), after(250), after(250)]).toEqual([false, true, true]);
    followers = 5_000;
    expect([after(250), after(4_749), after(1), after(4_999)]).toEqual([false, false, true, false]);
    followers = 1;
    expect([after(1), after(1)]).toEqual([true, true]);
  });

  it("is told by the end alone what ends in less than half the time between two", () => {
    let clock = 0;
    const isToBeTold = spareTelling(
      () => 5_000,
      () => clock,
    );
    clock = 5_500;
    expect([isToBeTold(90), isToBeTold(69), isToBeTold(68)]).toEqual([false, false, true]);
    clock = 11_000;
    expect([isToBeTold(100), isToBeTold(82), isToBeTold(81)]).toEqual([false, false, true]);
  });
});

describe.each(DIALECTS)("progress and rate on %s", (dialect) => {
  it("are told by the monotonic clock: with every reading 250 ms later, after every chunk that changes the percent", async () => {
    let clock = 0;
    await using server = await newServer(dialect, { runtime: { monotonicMs: () => (clock += 250) } });
    const client = await Client.open(server.url);
    const { id, seen } = await client.followedWhole({ size: 400_000n });
    const percentages = seen.filter(({ status }) => status === "STARTED").map(({ progress }) => progress);
    expect(percentages).toEqual([...new Set(percentages)].sort((a, b) => a - b));
    expect(percentages.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toMatchObject({ status: "FINISHED", progress: 100 });
    expect((await client.status(id, "STARTED"))?.progress).toBe(0);
  });

  it("are not told at all while that clock stands still, and a pass then took a millisecond", async () => {
    await using server = await newServer(dialect, { runtime: { monotonicMs: () => 42 } });
    const client = await Client.open(server.url);
    const { seen } = await client.followedWhole({ size: 200_000n });
    expect(new Set(seen.map(({ progress }) => progress))).toEqual(new Set([0, 100]));
    expect(seen.at(-1)).toMatchObject({ rate: (200_000 * 12) / 0.001 });
  });

  it("rate whole digits per second between the readings before and after the pass", async () => {
    let clock = 0;
    // Nothing but the pass reads it once: its beginning, the progress of its only chunk (twice), and its end.
    await using server = await newServer(dialect, { runtime: { ...systemRuntime, monotonicMs: () => (clock += 7) } });
    const client = await Client.open(server.url);
    const { rate } = await client.reached(await client.ordered({ size: 1_000n }), "finished");
    expect(Number.isInteger(rate)).toBe(true);
    expect([...Array(100).keys()].map((readings) => Math.floor(12_000_000 / (7 * (readings + 1))))).toContain(rate);
  });
});
