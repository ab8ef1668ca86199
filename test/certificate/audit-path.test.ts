import { describe, expect, it } from "vitest";
import { auditPath, type LeafRange, type NextLeaf, rootAlong } from "../../src/certificate/audit-path.ts";
import { startLeaf } from "../../src/lib/merkle-tree.ts";
import { AUDIT_PATHS, EIGHT_LEAVES, ROOTS, treeHash } from "../support/eight-leaves.ts";

const MANY = Array.from({ length: 13 }, (_, at) => Uint8Array.of(at));

function hashesOf(leaves: readonly Uint8Array[]): NextLeaf {
  const hashes = leaves.map((leaf) => startLeaf().update(leaf).digest());
  return () => Promise.resolve(hashes.shift() ?? null);
}

function rangeOf(count: number, first: number, end: number): LeafRange {
  return { count: BigInt(count), first: BigInt(first), end: BigInt(end) };
}

async function pathOf(leaves: readonly Uint8Array[], first: number, end: number): Promise<readonly Buffer[]> {
  const found = await auditPath(hashesOf(leaves), rangeOf(leaves.length, first, end));
  expect(found?.root).toEqual(treeHash(leaves));
  return found?.path ?? [];
}

/** All ranges of leaves of trees with up to as many leaves as there are. */
const RANGES = MANY.flatMap((_, at) => {
  const count = at + 1;
  return Array.from({ length: count }, (__, first) =>
    Array.from({ length: count - first }, (___, more) => ({ count, first, end: first + more + 1 })),
  ).flat();
});

describe("an audit path", () => {
  it.each(AUDIT_PATHS)("of leaf $leaf of $count is the published one", async ({ leaf, count, path }) => {
    const leaves = EIGHT_LEAVES.slice(0, count);
    expect((await pathOf(leaves, leaf, leaf + 1)).map((hash) => hash.toString("hex"))).toEqual(path);
    const along = path.map((hex) => Buffer.from(hex, "hex"));
    const found = await rootAlong(hashesOf(leaves.slice(leaf, leaf + 1)), rangeOf(count, leaf, leaf + 1), along);
    expect(found?.toString("hex")).toBe(ROOTS[count]);
  });

  it("leads every range of every tree to its root, and is short", async () => {
    for (const { count, first, end } of RANGES) {
      const leaves = MANY.slice(0, count);
      const path = await pathOf(leaves, first, end);
      expect(path.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count)));
      const root = await rootAlong(hashesOf(leaves.slice(first, end)), rangeOf(count, first, end), path);
      expect(root).toEqual(treeHash(leaves));
    }
  });

  it("leads no other leaf, and from no other place, to the root", async () => {
    for (const { count, first, end } of RANGES.filter((range) => range.count > range.end - range.first)) {
      const leaves = MANY.slice(0, count);
      const path = await pathOf(leaves, first, end);
      const range = leaves.slice(first, end);
      const root = treeHash(leaves);
      const altered = range.with(-1, Uint8Array.of(99));
      expect(await rootAlong(hashesOf(altered), rangeOf(count, first, end), path)).not.toEqual(root);
      const elsewhere = first === 0 ? 1 : 0;
      const moved = rangeOf(count, elsewhere, elsewhere + range.length);
      expect(await rootAlong(hashesOf(range), moved, path)).not.toEqual(root);
      const changed = path.with(0, Buffer.alloc(32));
      expect(await rootAlong(hashesOf(range), rangeOf(count, first, end), changed)).not.toEqual(root);
    }
  });

  it("is refused with a hash or a leaf too many or too few", async () => {
    const range = rangeOf(MANY.length, 3, 6);
    const path = await pathOf(MANY, 3, 6);
    const leaves = MANY.slice(3, 6);
    for (const [some, along] of [
      [leaves, path.slice(1)],
      [leaves, path.slice(0, -1)],
      [leaves, [...path, Buffer.alloc(32)]],
      [leaves.slice(1), path],
      [[...leaves, Uint8Array.of(6)], path],
      [[], path],
    ] as const)
      expect(await rootAlong(hashesOf(some), range, along)).toBeNull();
    expect(await auditPath(hashesOf(MANY), rangeOf(MANY.length + 1, 0, 1)), "a leaf is missing").toBeNull();
  });
});
