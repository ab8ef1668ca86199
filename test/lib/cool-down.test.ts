import { expect, it } from "vitest";
import { CoolDown } from "../../src/lib/cool-down.ts";
import { newClock } from "../support/clock.ts";

it("is over after its time, and tells so where somebody has asked meanwhile", () => {
  const clock = newClock();
  let told = 0;
  const coolDown = new CoolDown(clock.timer, () => {
    told += 1;
  });
  expect(coolDown.isOver()).toBe(true);
  coolDown.begin(50);
  clock.advance(50);
  expect(told).toBe(0); // nobody has asked
  coolDown.begin(50);
  expect(coolDown.isOver()).toBe(false);
  clock.advance(49);
  expect(told).toBe(0);
  clock.advance(1);
  expect(told).toBe(1);
  expect(coolDown.isOver()).toBe(true);
});

it("begins anew, and is forgotten once it is stopped", () => {
  const clock = newClock();
  let told = 0;
  const coolDown = new CoolDown(clock.timer, () => {
    told += 1;
  });
  coolDown.begin(50);
  expect(coolDown.isOver()).toBe(false);
  clock.advance(40);
  coolDown.begin(50);
  clock.advance(40);
  expect(coolDown.isOver()).toBe(false);
  coolDown.stop();
  expect(coolDown.isOver()).toBe(true);
  clock.advance(100);
  expect(told).toBe(0);
});
