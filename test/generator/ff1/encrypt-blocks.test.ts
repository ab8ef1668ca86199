import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encryptInPlace } from "../../../src/generator/ff1/encrypt-blocks.ts";

describe("blocks", () => {
  it("are encrypted where they lie, and the cipher's buffer is released", () => {
    const cipher = createCipheriv("aes-256-ecb", new Uint8Array(32), null).setAutoPadding(false);
    const kept: Buffer[] = [];
    const update = (bytes: Uint8Array): Buffer => {
      const encrypted = cipher.update(bytes);
      kept.push(encrypted);
      return encrypted;
    };
    const blocks = new Uint8Array(48);
    encryptInPlace({ update }, blocks.subarray(16, 32));
    const zeros = "00".repeat(16);
    expect(Buffer.from(blocks).toString("hex")).toBe(`${zeros}dc95c078a2408989ad48a21492842087${zeros}`); // a block of zeros under a key of zeros
    expect(kept.map((encrypted) => encrypted.byteLength)).toEqual([0]);
  });

  it("leave a buffer alone that the cipher shares with others", () => {
    const slab = new Uint8Array(64).fill(7);
    const blocks = new Uint8Array(16);
    encryptInPlace({ update: () => Buffer.from(slab.buffer, 16, 16) }, blocks);
    expect(Array.from(blocks)).toEqual(new Array(16).fill(7));
    expect(slab.byteLength).toBe(64);
  });
});
