import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encryptBlocks } from "../../src/generator/encrypt-blocks.ts";

describe("encrypted blocks", () => {
  it("are shown once and released", () => {
    const cipher = createCipheriv("aes-256-ecb", new Uint8Array(32), null).setAutoPadding(false);
    const kept: Buffer[] = [];
    const shown = encryptBlocks(cipher, new Uint8Array(16), (encrypted) => {
      kept.push(encrypted);
      return encrypted.toString("hex");
    });
    expect(shown).toBe("dc95c078a2408989ad48a21492842087"); // a block of zeros under a key of zeros
    expect(kept.map((encrypted) => encrypted.byteLength)).toEqual([0]);
  });
});
