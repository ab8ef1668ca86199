import { expect, it } from "vitest";
import { slotsAfter } from "../../src/console/lib/slots.ts";

const scrolled = (...steps: readonly (readonly string[])[]) => {
  let slots = new Map<string, number>();
  for (const names of steps) slots = slotsAfter(slots, names);
  return [...slots];
};

it("keeps the rows of what is still shown, and gives the free ones to what is new", () => {
  expect(scrolled(["a", "b", "c"])).toEqual([["a", 0], ["b", 1], ["c", 2]]); // prettier-ignore
  expect(scrolled(["a", "b", "c"], ["b", "c", "d"])).toEqual([["b", 1], ["c", 2], ["d", 0]]); // prettier-ignore
  expect(scrolled(["a", "b", "c"], ["x", "y", "z"])).toEqual([["x", 0], ["y", 1], ["z", 2]]); // prettier-ignore
});

it("shows nothing twice in a row, however many come and go", () => {
  const steps = [["a", "b"], ["c"], ["d", "c", "e", "f"], [], ["f", "a", "g"], ["g", "h", "i", "j", "a"]];
  let slots = new Map<string, number>();
  for (const names of steps) {
    slots = slotsAfter(slots, names);
    expect([...slots.keys()]).toEqual(names);
    expect(new Set(slots.values()).size).toBe(names.length);
  }
});
