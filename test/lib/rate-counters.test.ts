import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryRateCounters, type RateCounters, sharedAmong } from "../../src/lib/rate-counters.ts";

const WINDOW = { name: "default", windowSeconds: 3_600 } as const;

/** How many of so many requests pass, that go to the nodes in turn. */
async function passed(nodes: readonly RateCounters[], limit: number, requests: number): Promise<number> {
  let count = 0;
  for (let at = 0; at < requests; at += 1) {
    const standing = await nodes[at % nodes.length]?.count("a customer", { ...WINDOW, limit });
    if (standing?.isWithin === true) count += 1;
  }
  return count;
}

function newNodes(count: number, live: () => number): RateCounters[] {
  return Array.from({ length: count }, () => sharedAmong(memoryRateCounters(), live));
}

describe("a rate that nodes share", () => {
  it("lets pass what one node would, and less than one more for each further node", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }), async (count, limit) => {
        const all = await passed(
          newNodes(count, () => count),
          limit,
          count * (limit + 2),
        );
        expect(all).toBeGreaterThanOrEqual(limit);
        expect(all).toBeLessThan(limit + count);
      }),
      { numRuns: 60 },
    );
  });

  it("follows nodes that come and go", async () => {
    let live = 1;
    const nodes = newNodes(3, () => live);
    const limitOf = async () =>
      Promise.all(
        nodes.slice(0, live).map(async (node) => (await node.count("c", { ...WINDOW, limit: 30 })).policy.limit),
      );
    expect(await limitOf()).toEqual([30]);
    live = 3;
    expect(await limitOf()).toEqual([10, 10, 10]);
    live = 2;
    expect(await limitOf()).toEqual([15, 15]);
  });

  it("is looked at as it is counted, and told to whoever is refused", async () => {
    const [node] = newNodes(1, () => 3);
    const policy = { ...WINDOW, limit: 3 };
    expect(await node?.look("c", policy)).toMatchObject({ isWithin: true, policy: { limit: 1 } });
    expect(await node?.count("c", policy)).toMatchObject({ isWithin: true, remaining: 0 });
    expect(await node?.look("c", policy)).toMatchObject({ isWithin: false });
    expect(await node?.count("c", policy)).toMatchObject({ isWithin: false, remaining: 0 });
    expect(await node?.count("another", policy)).toMatchObject({ isWithin: true });
  });
});
