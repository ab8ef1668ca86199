/** The part of a cipher that is needed here. */
interface BlockCipher {
  update(blocks: Uint8Array): Buffer;
}

/**
 * Encrypts whole blocks in place.
 *
 * Every call of a cipher returns a new buffer. Left to the garbage collector, these buffers pile up to some hundred megabytes and cost as
 * much time as the cipher itself.
 */
export function encryptInPlace(cipher: BlockCipher, blocks: Uint8Array): void {
  const encrypted = cipher.update(blocks);
  blocks.set(encrypted);
  const { buffer } = encrypted;
  // A buffer cut from a shared slab is not ours to release.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === encrypted.byteLength) buffer.transfer(0);
}
