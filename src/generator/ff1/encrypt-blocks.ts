/** What of a cipher is needed here. */
interface BlockCipher {
  update(blocks: Uint8Array): Buffer;
}

/**
 * Replaces whole blocks by what a block cipher makes of them.
 *
 * Every call of a cipher gives a buffer of its own. Left to the garbage collector they pile up to some hundred megabytes and cost as
 * much time as the cipher.
 */
export function encryptInPlace(cipher: BlockCipher, blocks: Uint8Array): void {
  const encrypted = cipher.update(blocks);
  blocks.set(encrypted);
  const { buffer } = encrypted;
  // A buffer cut from a shared slab is not ours to release.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === encrypted.byteLength) buffer.transfer(0);
}
