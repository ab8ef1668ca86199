import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rootOf } from "../../support/eight-leaves.ts";
import { HashThreads } from "../../../src/production/hashing/hash-threads.ts";

const SEED = "11111111-2222-4333-8444-555555555555";

describe("hashing threads", () => {
  it.each([SEED, null])(
    "hash texts at the same time, each in the order of its pieces, with the key %s",
    async (seed) => {
      const threads = new HashThreads({ workers: 4 });
      try {
        const texts = Array.from({ length: 20 }, (_, at) => piecesOf(at));
        const hashed = texts.map(async (pieces) => {
          const text = threads.open({ seed, isShort: false });
          // A byte more than is to be hashed, as the last newline of a file.
          for (const piece of pieces) await text.update(Uint8Array.of(...piece, 10), piece.length);
          return text.end();
        });
        expect(await Promise.all(hashed)).toEqual(texts.map((pieces) => expectedOf(pieces, seed)));
      } finally {
        await threads.stop();
      }
    },
  );

  it("hashes a short text, and one without a byte, without a thread", async () => {
    const threads = new HashThreads({ workers: 1 });
    await threads.stop();
    const text = threads.open({ seed: SEED, isShort: true });
    await text.update(Uint8Array.of(1, 2, 3, 10), 3);
    expect(await text.end()).toEqual(expectedOf([Uint8Array.of(1, 2, 3)], SEED));
    expect(await threads.open({ seed: null, isShort: true }).end()).toEqual(expectedOf([], null));
  });

  it("has the root over more leaves than one, by one thread and by several", async () => {
    const pieces = Array.from({ length: 5 }, (_, at) => new Uint8Array(700_001).fill(at));
    for (const workers of [1, 4]) {
      const threads = new HashThreads({ workers });
      try {
        const text = threads.open({ seed: null, isShort: false });
        for (const piece of pieces) await text.update(piece.slice(), piece.length);
        expect(await text.end()).toEqual(expectedOf(pieces, null));
      } finally {
        await threads.stop();
      }
    }
  });

  it("takes the memory of what it hashes over", async () => {
    const threads = new HashThreads({ workers: 1 });
    try {
      for (const isShort of [true, false]) {
        const bytes = new Uint8Array(8);
        const text = threads.open({ seed: null, isShort });
        await text.update(bytes, 8);
        await text.end();
        expect(bytes.length).toBe(0);
      }
    } finally {
      await threads.stop();
    }
  });

  it("fails a text whose thread has ended, and does not begin it anew", async () => {
    const threads = new HashThreads({ workers: 1 });
    const text = threads.open({ seed: null, isShort: false });
    await text.update(new Uint8Array(8), 8);
    await threads.stop();
    await expect(text.end()).rejects.toThrow();
    text.drop();
  });
});

function piecesOf(seed: number): Uint8Array[] {
  return Array.from({ length: 12 }, (_, at) =>
    Uint8Array.from({ length: 1_000 + at }, (_, byte) => (seed * 31 + at * 7 + byte) % 251),
  );
}

function expectedOf(pieces: readonly Uint8Array[], seed: string | null) {
  const text = Buffer.concat(pieces);
  return {
    sha256: createHash("sha256").update(text).digest("hex"),
    hash: seed === null ? null : createHmac("sha256", seed).update(text).digest("hex"),
    merkleRoot: rootOf(text),
  };
}
