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
});
