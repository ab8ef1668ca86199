import type { Cipheriv } from "node:crypto";

/**
 * Encrypts whole blocks with a block cipher and shows the result to `use`; afterwards it is gone.
 *
 * Every call of a cipher gives a buffer of its own. Left to the garbage collector they pile up to some hundred megabytes.
 */
export function encryptBlocks<T>(cipher: Cipheriv, blocks: Uint8Array, use: (encrypted: Buffer) => T): T {
  const encrypted = cipher.update(blocks);
  const result = use(encrypted);
  const { buffer } = encrypted;
  // A buffer cut from a shared slab is not ours to release.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === encrypted.byteLength) buffer.transfer(0);
  return result;
}
