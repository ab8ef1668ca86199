import fc from "fast-check";
import { expect, it } from "vitest";
import { LineRoom } from "../../../src/production/orders/line-room.ts";

const QUOTA = 20;

/** What several nodes do on one database, one after the other. */
const step = fc.oneof(
  fc.record({
    does: fc.constant("open"),
    node: fc.nat(2),
    count: fc.integer({ min: 1, max: 5 }),
    commits: fc.boolean(),
  }),
  fc.record({ does: fc.constant("delete"), count: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ does: fc.constant("wait"), ms: fc.integer({ min: 1, max: 90_000 }) }),
);

it("tells no fewer lines than there are, and how many where there is no room, whichever node has opened them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let [nowMs, open, ever] = [0, 0, 0];
      const nodes = Array.from({ length: 3 }, () => new LineRoom(() => nowMs));
      for (const each of steps) {
        if ("ms" in each) nowMs += each.ms;
        else if (!("node" in each)) open -= Math.min(open, each.count);
        else {
          const { node, count: added, commits } = each;
          const opened = ever + added;
          const asked = { customerId: "c", added, quota: QUOTA, opened, count: () => Promise.resolve(open) };
          const held = (await nodes[node]?.held(asked)) ?? NaN;
          expect(held).toBeGreaterThanOrEqual(open);
          if (held + added > QUOTA) expect(held).toBe(open);
          if (!commits || held + added > QUOTA) continue;
          open += added;
          ever = opened;
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

it("counts once for many lines, and again after a minute", async () => {
  let [nowMs, counts] = [0, 0];
  const room = new LineRoom(() => nowMs);
  const open = (opened: number) =>
    room.held({
      customerId: "c",
      added: 1,
      quota: 1_000,
      opened,
      count: () => Promise.resolve((counts += 1) && opened - 1),
    });
  for (let opened = 1; opened <= 500; opened += 1) expect(await open(opened)).toBe(opened - 1);
  expect(counts).toBe(1);
  nowMs = 59_999;
  await open(501);
  expect(counts).toBe(1);
  nowMs = 60_000;
  await open(502);
  expect(counts).toBe(2);
});

it("counts again where the count of those that were ever opened has begun anew", async () => {
  const room = new LineRoom(() => 0);
  const ask = (opened: number, open: number) =>
    room.held({ customerId: "c", added: 1, quota: 1_000, opened, count: () => Promise.resolve(open) });
  expect(await ask(1_999_999_999, 700)).toBe(700);
  expect(await ask(0, 701)).toBe(701);
});
