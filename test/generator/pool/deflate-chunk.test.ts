import { createHash } from "node:crypto";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chunk } from "../../../src/generator/chunk.ts";
import { chunkSize } from "../../../src/generator/line/chunk-size.ts";
import { chooseDeflateMethod, deflateChunk } from "../../../src/generator/pool/deflate-chunk.ts";
import type { GeneratorLine } from "../../../src/generator/line/line.ts";
import { type GeneratorPool, startGeneratorPool } from "../../../src/generator/pool/generator-pool.ts";
import { DICE, LOWER_LATIN, lineOf, MIXED_WIDTHS, UPPER_EPCG30, UPPER_VOWELS } from "../support/lines.ts";

let pool: GeneratorPool;
beforeAll(() => {
  pool = startGeneratorPool({ workers: 2 });
});
afterAll(() => pool.stop());

/** The text of a range and the stream that the pool makes of it. */
async function deflated(line: GeneratorLine, first: number, count: number) {
  const pieces = await Array.fromAsync(pool.deflated(line, { first: BigInt(first), count: BigInt(count) }));
  return {
    text: Buffer.from(chunk(line, BigInt(first), count).bytes.subarray(0, -1)),
    stream: Buffer.concat(pieces.map(({ bytes }) => bytes)),
    pieces,
  };
}

describe("a compressed line", () => {
  it.each([
    ["DICE × 5 as a whole", DICE, 5, 7_776],
    ["DICE × 20", DICE, 20, 40_000],
    ["UPPER_EPCG30 × 20", UPPER_EPCG30, 20, 120_000],
    ["LOWER_LATIN × 3 as a whole", LOWER_LATIN, 3, 17_576],
    ["characters of one to four bytes", "aß⚀😀", 12, 40_000],
    ["AEIOU × 100", UPPER_VOWELS, 100, 12_000],
    ["64 characters of one to four bytes", MIXED_WIDTHS, 20, 20_000],
    ["two characters", "01", 20, 20_000],
    ["1,000 digits", "0123456789", 1_000, 1_200],
    ["one token", DICE, 5, 1],
    ["two tokens", UPPER_EPCG30, 20, 2],
  ])(
    "is the same text, and at most a hundredth larger than by zlib's level 6: %s",
    async (_name, chars, digits, count) => {
      const { text, stream } = await deflated(lineOf(chars, digits), 0, count);
      expect(inflateRawSync(stream).equals(text)).toBe(true);
      expect(stream.length).toBeLessThanOrEqual(1.01 * deflateRawSync(text, { level: 6 }).length);
    },
  );

  it.each([
    ["huffman", UPPER_EPCG30, 20, "676b9704e83139dddbac019c482597a9d47f87572da23ce2612ca781779c4eac"],
    ["matches", DICE, 5, "4f8d587b3ed1db34dee5bc642c06ed0944bffe17b9c1d6b7720da373cf8cecfc"],
  ])("has the same bytes everywhere, by %s", async (method, chars, digits, sha256) => {
    const line = lineOf(chars, digits);
    expect(chooseDeflateMethod(line, { first: 7n, count: 5_000n })).toBe(method);
    const { stream } = await deflated(line, 7, 5_000);
    expect(createHash("sha256").update(stream).digest("hex")).toBe(sha256);
  });

  it.each([
    ["huffman", UPPER_EPCG30],
    ["matches", DICE],
  ])("goes on from chunk to chunk, by %s", async (_method, chars) => {
    const line = lineOf(chars, 20);
    const most = chunkSize(line);
    for (const [count, lengths] of [
      [most, [most]],
      [most + 1, [most, 1]],
    ] as const) {
      const { text, stream, pieces } = await deflated(line, 3, count);
      expect(pieces.map((piece) => piece.count)).toEqual(lengths);
      expect(inflateRawSync(stream).equals(text)).toBe(true);
    }
  });

  it("has one method, chosen by its first 256 KiB, however long it is", () => {
    for (const count of [4_000n, 10n ** 12n])
      for (const [chars, method] of [
        [UPPER_EPCG30, "huffman"],
        [DICE, "matches"],
      ] as const)
        expect(chooseDeflateMethod(lineOf(chars, 20), { first: 0n, count })).toBe(method);
  });

  it.each(["huffman", "matches"] as const)("is cut where it is asked to be: pieces by %s are one stream", (method) => {
    const line = lineOf(DICE, 5);
    const pieces = [
      deflateChunk(line, { first: 0n, count: 300, method, isLast: false }),
      deflateChunk(line, { first: 300n, count: 200, method, isLast: true }),
    ];
    const text = Buffer.from(chunk(line, 0n, 500).bytes.subarray(0, -1));
    expect(inflateRawSync(Buffer.concat(pieces.map(({ bytes }) => bytes))).equals(text)).toBe(true);
    const split = pieces[0]?.textBytes ?? 0;
    expect(pieces.map(({ count, textBytes, textCrc }) => [count, textBytes, textCrc])).toEqual([
      [300, split, crc32(text.subarray(0, split))],
      [200, text.length - split, crc32(text.subarray(split))],
    ]);
  });

  it("breaks off with the signal's reason, and with SERVICE_STOPPING once the pool has stopped", async () => {
    const all = (signal?: AbortSignal) =>
      Array.fromAsync(stopped.deflated(lineOf(UPPER_EPCG30, 20), { first: 0n, count: 10n }, { signal }));
    const stopped = startGeneratorPool({ workers: 1 });
    await expect(all(AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    await stopped.stop();
    await expect(all()).rejects.toMatchObject({ code: "SERVICE_STOPPING" });
  });
});
