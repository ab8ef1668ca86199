import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { invert, shuffle } from "../../../src/generator/shuffle/shuffle.ts";
import { keyOf } from "../support/lines.ts";

/** A key whose keystream for that size begins with words that pass the test. */
function keyWhose(
  passes: (words: readonly number[]) => boolean,
  size: number,
): { key: Uint8Array; words: readonly number[] } {
  const counter = Buffer.alloc(16);
  counter.writeUInt32BE(size, 4);
  for (let seed = 0; ; seed++) {
    const key = keyOf(seed);
    const stream = createCipheriv("aes-256-ctr", key, counter).update(Buffer.alloc(8));
    const words = [stream.readUInt32BE(0), stream.readUInt32BE(4)];
    if (passes(words)) return { key, words };
  }
}

describe("the shuffle", () => {
  it.each([2, 3, 4, 5, 7, 256, 7_776, 65_536, 2 ** 20 + 1])("puts each of %i numbers in exactly one place", (size) => {
    const sorted = shuffle(keyOf(1), size).sort();
    expect(sorted.every((value, place) => value === place)).toBe(true);
  });

  it("gives another order for another key", () => {
    expect(shuffle(keyOf(1), 7_776)).not.toEqual(shuffle(keyOf(2), 7_776));
  });

  it("draws every order of four about equally often", () => {
    const runs = 12_000;
    const found = new Map<string, number>();
    for (let seed = 0; seed < runs; seed++) {
      const order = shuffle(keyOf(seed), 4).join();
      found.set(order, (found.get(order) ?? 0) + 1);
    }
    const expected = runs / 24;
    const chiSquare = [...found.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(found.size).toBe(24);
    expect(chiSquare).toBeLessThan(49.7); // 23 degrees of freedom, one chance in a thousand
  });

  it.each([2 ** 22, 3_000_000])(
    "takes a word of the last whole group of %i and passes over the words after it",
    (size) => {
      const end = 2 ** 32 - (2 ** 32 % size);
      const lastGroup = keyWhose((words) => (words[0] ?? 0) >= end - size && (words[0] ?? 0) < end, size);
      expect(shuffle(lastGroup.key, size)[size - 1]).toBe((lastGroup.words[0] ?? 0) % size);
      if (end === 2 ** 32) return;
      const after = keyWhose((words) => (words[0] ?? 0) >= end, size);
      expect(shuffle(after.key, size)[size - 1]).toBe((after.words[1] ?? 0) % size);
    },
  );

  it("is undone by its inverse", () => {
    const table = shuffle(keyOf(3), 7_776);
    const places = invert(table);
    expect(table.every((value, place) => places[value] === place)).toBe(true);
  });

  it("shuffles 2^22 numbers in well under a second", () => {
    const before = process.cpuUsage();
    expect(shuffle(keyOf(4), 2 ** 22)).toHaveLength(2 ** 22);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2); // some 0.15 s, of the processor: a busy machine makes it no longer
  });
});
