import { describe, expect, it } from "vitest";
import { ConflatingQueue } from "../../src/lib/conflating-queue.ts";

function newQueue() {
  let returned = 0;
  const queue = new ConflatingQueue<number>(() => (returned += 1));
  return { queue, returned: () => returned };
}

const END = { value: undefined, done: true };

describe("a conflating queue", () => {
  it("gives what was pushed in its order", async () => {
    const { queue } = newQueue();
    for (const item of [1, 2, 3]) queue.push(item);
    queue.end();
    const read: number[] = [];
    for await (const item of queue) read.push(item);
    expect(read).toEqual([1, 2, 3]);
  });

  it("keeps only the newest item of a key that waits, in the newest one's place", async () => {
    const { queue } = newQueue();
    queue.push(0);
    for (let item = 1; item <= 100_000; item++) queue.push(item, item % 2 === 0 ? "even" : "odd");
    queue.push(-1);
    queue.end();
    const read: number[] = [];
    for await (const item of queue) read.push(item);
    expect(read).toEqual([0, 99_999, 100_000, -1]);
  });

  it("hands an item to the reader that waits for it", async () => {
    const { queue } = newQueue();
    const next = queue.next();
    queue.push(1, "key");
    queue.push(2, "key");
    expect(await next).toEqual({ value: 1, done: false });
    expect(await queue.next()).toEqual({ value: 2, done: false });
  });

  it("ends once: for the reader that waits, and for what is pushed later", async () => {
    const { queue, returned } = newQueue();
    const next = queue.next();
    queue.end();
    queue.end();
    queue.push(1);
    expect(await next).toEqual(END);
    expect(await queue.next()).toEqual(END);
    expect(returned()).toBe(1);
  });

  it("drops what waits when its reader leaves", async () => {
    const { queue, returned } = newQueue();
    queue.push(1);
    queue.push(2);
    for await (const item of queue) if (item === 1) break;
    expect(await queue.next()).toEqual(END);
    expect(returned()).toBe(1);
  });
});
