import { expect, it } from "vitest";
import { secondsLeft } from "../../src/lib/seconds-left.ts";

const since = new Date(1_000_000);

function left(progress: number, elapsedMs: number): number {
  return secondsLeft({ progress, since, now: new Date(since.getTime() + elapsedMs) });
}

it("estimates by what is done, in whole seconds from 1 to 60", () => {
  expect(left(50, 10_000)).toBe(10);
  expect(left(80, 10_000)).toBe(3);
  expect(left(25, 10_500)).toBe(32);
  expect(left(99, 10_000)).toBe(1);
  expect(left(1, 10_000)).toBe(60);
});

it("takes what it knows nothing of to be half done", () => {
  expect(left(0, 7_000)).toBe(7);
  expect(left(100, 7_000)).toBe(7);
  expect(left(0, 0)).toBe(1);
  expect(left(50, -5_000)).toBe(1);
});
