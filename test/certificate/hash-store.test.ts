import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HashStore, type HashStoreOptions } from "../../src/certificate/hash-store.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenworks-hashes-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newStore(options: Partial<HashStoreOptions> = {}): HashStore {
  return new HashStore({ folder, partitions: 4, blockHashes: 3, ...options });
}

/** Hashes with every first bit, none twice. */
function addSome(store: HashStore, count: number): void {
  for (let at = 0; at < count; at++) store.add(Math.imul(at, 0x9e37_79b1), at);
}

describe("a store of hashes", () => {
  it.each([
    [2, 1],
    [4, 3],
    [256, 2],
    [1_024, 2_048],
  ])("finds those that came more than once, each once, in %i parts with blocks of %i", (partitions, blockHashes) => {
    const store = newStore({ partitions, blockHashes });
    addSome(store, 5_000);
    for (const at of [0, 1, 1, 2_500, 4_999, 4_999, 4_999]) store.add(Math.imul(at, 0x9e37_79b1), at);
    const found = [...store.repeated()].flat().map(({ low }) => low);
    store.close();
    expect(found.sort((a, b) => a - b)).toEqual([0, 1, 2_500, 4_999]);
  });

  it("does not take half a hash for a whole one", () => {
    const store = newStore();
    for (const [high, low] of [
      [1, 2],
      [1, 3],
      [2, 2],
      [-1, 2],
      [-1, -1],
      [1, -1],
    ] as const)
      store.add(high, low);
    expect([...store.repeated()].flat()).toEqual([]);
    store.add(-1, -1);
    expect([...store.repeated()].flat()).toEqual([{ high: 0xffff_ffff, low: 0xffff_ffff }]);
    store.close();
  });

  it("leaves no file behind at any moment, whatever becomes of the process", () => {
    const store = newStore();
    addSome(store, 1_000);
    expect(readdirSync(folder)).toEqual([]);
    store.close();
    store.close();
  });

  it("says in a sentence that its folder cannot be written", () => {
    const store = newStore({ folder: join(folder, "none") });
    expect(() => {
      addSome(store, 1_000);
    }).toThrow(
      `The folder for temporary files, ${join(folder, "none")}, cannot be written: set TMPDIR to one that can.`,
    );
  });
});
