import { describe, expect, it } from "vitest";
import { ahead } from "../../src/lib/ahead.ts";

async function* numbers(count: number): AsyncGenerator<number, void, undefined> {
  for (let number = 0; number < count; number++) yield await Promise.resolve(number);
}

describe("work that is done ahead", () => {
  it("comes in the order of its values, however long each takes, and never more at once than allowed", async () => {
    const running = { now: 0, most: 0 };
    const waiting: (() => void)[] = [];
    const work = async (value: number) => {
      running.most = Math.max(running.most, ++running.now);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 3 || value === 9) for (const wake of waiting.splice(0).reverse()) wake(); // the last one first
      });
      running.now -= 1;
      return value * 10;
    };
    expect(await Array.fromAsync(ahead(numbers(10), 3, work))).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(running).toEqual({ now: 0, most: 3 });
  });

  it("throws what fails once the rest is over, and begins nothing more", async () => {
    const done: number[] = [];
    const work = async (value: number) => {
      await Promise.resolve();
      if (value === 1) throw new RangeError("one");
      done.push(value);
      return value;
    };
    await expect(Array.fromAsync(ahead(numbers(10), 2, work))).rejects.toThrow("one");
    expect(done.length).toBeLessThan(5);
  });
});
