import { createCipheriv, createSecretKey, type Cipheriv } from "node:crypto";

/** A line of at most this many tokens is shuffled as a whole. FF1 enciphers a longer one. */
export const SHUFFLE_LIMIT = 2 ** 22;

const WORDS_PER_DRAW = 16_384;

/**
 * Shuffles 0 … size − 1 by Fisher and Yates (Knuth, "The Art of Computer Programming", 3.4.2, algorithm P): from the last index i down, swaps the
 * elements at i and at a random one of 0 … i. Every order is equally likely as the keystream's words are.
 *
 * 2^22 elements take some 0.2 s, so tables are worth keeping.
 */
export function shuffle(key: Uint8Array, size: number): Uint32Array {
  const table = new Uint32Array(size);
  for (let index = 0; index < size; index++) table[index] = index;
  const keystream = new Keystream(key, size);
  for (let index = size - 1; index > 0; index--) {
    const other = keystream.below(index + 1);
    const kept = table[index] ?? 0;
    table[index] = table[other] ?? 0;
    table[other] = kept;
  }
  return table;
}

/** The inverse of a permutation: the index of each of its values. */
export function invert(table: Uint32Array): Uint32Array {
  const indexes = new Uint32Array(table.length);
  for (let index = 0; index < table.length; index++) indexes[table[index] ?? 0] = index;
  return indexes;
}

/**
 * The keystream of AES-256-CTR as big-endian 32-bit words. The first counter block is the size in eight bytes, then eight zeros: so the streams
 * of two sizes have no block in common.
 */
class Keystream {
  private readonly cipher: Cipheriv;
  private readonly zeros = new Uint8Array(4 * WORDS_PER_DRAW);
  private drawn = new DataView(new ArrayBuffer(0));
  private at = 0;

  constructor(key: Uint8Array, size: number) {
    const counter = Buffer.alloc(16);
    counter.writeBigUInt64BE(BigInt(size));
    this.cipher = createCipheriv("aes-256-ctr", createSecretKey(key), counter);
  }

  /** A uniform number below `choices`: the next word modulo `choices`, without the words from the largest multiple of `choices` in 2^32 on. */
  below(choices: number): number {
    for (;;) {
      if (this.at === this.drawn.byteLength) this.draw();
      const word = this.drawn.getUint32(this.at);
      this.at += 4;
      const choice = word % choices;
      // The words from word − choice on are a whole group of choices, or the incomplete last one.
      if (word - choice <= 2 ** 32 - choices) return choice;
    }
  }

  private draw(): void {
    const drawn = this.cipher.update(this.zeros);
    this.drawn = new DataView(drawn.buffer, drawn.byteOffset, drawn.byteLength);
    this.at = 0;
  }
}
