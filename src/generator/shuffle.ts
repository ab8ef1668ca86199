import { createCipheriv } from "node:crypto";

/** A line of at most this many tokens is shuffled as a whole; a longer one is enciphered. */
export const SHUFFLE_LIMIT = 2 ** 22;

const WORDS_PER_DRAW = 16_384;

/**
 * Shuffles 0 … size − 1 by Fisher and Yates, from the last place down, exactly uniformly over the keystream's values.
 *
 * Place i is swapped with one of 0 … i: the next word of the keystream modulo i + 1, passing over words at and above the
 * largest multiple of i + 1.
 */
export function shuffle(key: Uint8Array, size: number): Uint32Array {
  const table = new Uint32Array(size);
  for (let place = 0; place < size; place++) table[place] = place;
  const nextWord = keystreamWords(key, size);
  for (let place = size - 1; place > 0; place--) {
    const choices = place + 1;
    const limit = Math.floor(2 ** 32 / choices) * choices;
    let word = nextWord();
    while (word >= limit) word = nextWord();
    const other = word % choices;
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
function keystreamWords(key: Uint8Array, size: number): () => number {
  const counter = Buffer.alloc(16);
  counter.writeBigUInt64BE(BigInt(size));
  const cipher = createCipheriv("aes-256-ctr", key, counter);
  const zeros = new Uint8Array(4 * WORDS_PER_DRAW);
  let view = new DataView(new ArrayBuffer(0));
  let at = 0;
  return () => {
    if (at === view.byteLength) {
      const drawn = cipher.update(zeros);
      view = new DataView(drawn.buffer, drawn.byteOffset, drawn.byteLength);
      at = 0;
    }
    const word = view.getUint32(at);
    at += 4;
    return word;
  };
}
