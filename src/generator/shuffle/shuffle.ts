import { createCipheriv, type Cipheriv } from "node:crypto";

/** A line of at most this many tokens is shuffled as a whole; a longer one is enciphered. */
export const SHUFFLE_LIMIT = 2 ** 22;

const WORDS_PER_DRAW = 16_384;

/**
 * Shuffles 0 … size − 1 by Fisher and Yates, from the last place down: place i is swapped with one of 0 … i.
 *
 * Exactly uniform over the keystream's values. 2^22 places take some 0.2 s, so tables are worth keeping.
 */
export function shuffle(key: Uint8Array, size: number): Uint32Array {
  const table = new Uint32Array(size);
  for (let place = 0; place < size; place++) table[place] = place;
  const keystream = new Keystream(key, size);
  for (let place = size - 1; place > 0; place--) {
    const other = keystream.below(place + 1);
    const kept = table[place] ?? 0;
    table[place] = table[other] ?? 0;
    table[other] = kept;
  }
  return table;
}

/** The places at which the values of a permutation stand. */
export function invert(table: Uint32Array): Uint32Array {
  const places = new Uint32Array(table.length);
  for (let place = 0; place < table.length; place++) places[table[place] ?? 0] = place;
  return places;
}

/** AES-256-CTR as big-endian words; the first counter block is the size in eight bytes and eight zeros, so sizes share no keystream. */
class Keystream {
  private readonly cipher: Cipheriv;
  private readonly zeros = new Uint8Array(4 * WORDS_PER_DRAW);
  private drawn = new DataView(new ArrayBuffer(0));
  private at = 0;

  constructor(key: Uint8Array, size: number) {
    const counter = Buffer.alloc(16);
    counter.writeBigUInt64BE(BigInt(size));
    this.cipher = createCipheriv("aes-256-ctr", key, counter);
  }

  /** The next word modulo `choices`, passing over words at and above the largest multiple of `choices` in 2^32. */
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
