import { crc32, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunk } from "../../../src/generator/chunk.ts";
import { deflateChunk } from "../../../src/generator/pool/deflate-chunk.ts";
import { combineCrc } from "../../../src/production/files/combine-crc.ts";
import { gzip } from "../../../src/production/files/gzip.ts";
import { lineOf, UPPER_EPCG30 } from "../../generator/support/lines.ts";

describe("the CRC-32 of two texts", () => {
  it("is that of both, one behind the other", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_000 }), fc.uint8Array({ maxLength: 1_000 }), (first, second) => {
        expect(combineCrc(crc32(first), crc32(second), second.length)).toBe(crc32(Buffer.concat([first, second])));
      }),
    );
  });

  it("is right for a second text of a chunk's length", () => {
    const second = new Uint8Array(2 ** 20 + 5).fill(7);
    expect(combineCrc(crc32("first"), crc32(second), second.length)).toBe(
      crc32(Buffer.concat([Buffer.from("first"), second])),
    );
  });
});

describe("a gzip file", () => {
  it("joins chunks to one member that gunzip checks", async () => {
    const line = lineOf(UPPER_EPCG30, 12);
    const chunks = async function* () {
      for (const [first, count] of [
        [0n, 50],
        [50n, 1],
        [51n, 49],
      ] as const)
        yield Promise.resolve(deflateChunk(line, { first, count, method: "huffman", isLast: first === 51n }));
    };
    const file = Buffer.concat(await Array.fromAsync(gzip(chunks())));
    expect(gunzipSync(file).equals(chunk(line, 0n, 100).bytes.subarray(0, -1))).toBe(true);
    expect(file.subarray(0, 10).toString("hex")).toBe("1f8b08000000000000ff");
  });
});
