import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { oneAtATime } from "../../src/lib/one-at-a-time.ts";

it("does work of one name in its order and never two at once, whatever fails; other names do not wait", async () => {
  const inTurn = oneAtATime();
  const seen: string[] = [];
  const work =
    (name: string, isFailing = false) =>
    async () => {
      seen.push(`${name} begins`);
      await nextTurn();
      seen.push(`${name} ends`);
      if (isFailing) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([
    inTurn("x", work("x1")),
    inTurn("x", work("x2", true)),
    inTurn("x", work("x3")),
    inTurn("y", work("y1")),
  ]);
  expect(all.map((each) => (each.status === "fulfilled" ? each.value : "failed"))).toEqual([
    "x1",
    "failed",
    "x3",
    "y1",
  ]);
  expect(seen.filter((each) => each.startsWith("x"))).toEqual([
    "x1 begins",
    "x1 ends",
    "x2 begins",
    "x2 ends",
    "x3 begins",
    "x3 ends",
  ]);
  expect(seen.indexOf("y1 begins")).toBeLessThan(seen.indexOf("x1 ends"));
});
