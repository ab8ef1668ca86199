import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { LEAF_BYTES, leavesOf, MerkleHash, MerkleTree, startLeaf } from "../../src/lib/merkle-tree.ts";
import { EIGHT_LEAVES, rootOf, ROOTS, treeHash } from "../support/eight-leaves.ts";

/** Twelve leaves of which the last is short: random bytes cost time, so most are the same. */
const TEXT = Buffer.alloc(11 * LEAF_BYTES + 17);
TEXT.set(randomBytes(2 * LEAF_BYTES), 5 * LEAF_BYTES - 3);

function treeOf(leaves: readonly Uint8Array[]): string {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.add(startLeaf().update(leaf).digest());
  return tree.root().toString("hex");
}

function hashOf(text: Uint8Array, pieceBytes: number): string {
  const hash = new MerkleHash();
  for (let at = 0; at < text.length; at += pieceBytes) hash.update(text.subarray(at, at + pieceBytes));
  expect(hash.length).toBe(text.length);
  return hash.digest();
}

describe("a Merkle tree", () => {
  it("has the published roots over the first leaves of the tree of eight", () => {
    expect(ROOTS.map((_, count) => treeOf(EIGHT_LEAVES.slice(0, count)))).toEqual(ROOTS);
  });

  it("has the root that RFC 6962 defines, whatever the number of leaves", () => {
    const leaves = Array.from({ length: 70 }, (_, at) => Uint8Array.of(at));
    for (let count = 0; count <= leaves.length; count++)
      expect(treeOf(leaves.slice(0, count))).toBe(treeHash(leaves.slice(0, count)).toString("hex"));
  });
});

describe("the Merkle root of a text", () => {
  it.each([0, 1, LEAF_BYTES - 1, LEAF_BYTES, LEAF_BYTES + 1, 2 * LEAF_BYTES, TEXT.length])(
    "is that of its leaves of 1 MiB, with %i bytes",
    (bytes) => {
      const text = TEXT.subarray(TEXT.length - bytes);
      expect(hashOf(text, 2 ** 30)).toBe(rootOf(text));
      expect(leavesOf(BigInt(bytes))).toBe(BigInt(Math.ceil(bytes / 2 ** 20)));
    },
  );

  it.each([4_099, 999_983, LEAF_BYTES, 3_000_017])("is the same in pieces of %i bytes", (pieceBytes) => {
    expect(hashOf(TEXT, pieceBytes)).toBe(rootOf(TEXT));
  });
});
