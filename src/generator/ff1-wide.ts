import { createCipheriv, type Cipheriv } from "node:crypto";
import type { Limbs, TokenSource } from "./batch.ts";
import { encryptBlocks } from "./encrypt-blocks.ts";
import { BLOCK_BYTES, ff1Shape, qBytes, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { limbDigits, power, splitLimbs } from "./limbs.ts";

/** Tokens whose blocks are encrypted by one call: fewer than a whole batch, for long halves have many blocks each. */
const TOKENS_AT_ONCE = 128;

/**
 * FF1 with AES-256 and an empty tweak for spaces of any size: halves are bigints, AES blocks go through the cipher in batches.
 *
 * @throws {RangeError} When there are fewer than two digits.
 */
export function ff1Wide(key: Uint8Array, radix: number, digits: number): TokenSource {
  const shape = ff1Shape(radix, digits);
  const high = limbDigits(radix, shape.u);
  const low = limbDigits(radix, shape.v);
  const bases = (layout: number[]): bigint[] => layout.map((length) => BigInt(power(radix, length)));
  const highBases = bases(high);
  const lowBases = bases(low);
  const rounds = new WideRounds(key, shape);
  return {
    layout: [...high, ...low],
    bytes: rounds.bytes,
    fill: (first, count, limbs) => {
      for (let done = 0; done < count; done += TOKENS_AT_ONCE) {
        const [highs, lows] = rounds.encipher(first + BigInt(done), Math.min(TOKENS_AT_ONCE, count - done));
        highs.forEach((half, token) => { writeHalf(half, highBases, limbs, { token: done + token, from: 0 }); });
        lows.forEach((half, token) => { writeHalf(half, lowBases, limbs, { token: done + token, from: high.length }); });
      }
    },
  };
}

function writeHalf(half: bigint, bases: readonly bigint[], limbs: Limbs, at: { token: number; from: number }): void {
  splitLimbs(half, bases, (limb, place) => {
    const column = limbs[at.from + place];
    if (column !== undefined) column[at.token] = limb;
  });
}

/** The rounds of a few tokens side by side; blocks are worked on where they lie, first those of all tokens' first block, then the next. */
class WideRounds {
  readonly #shape: Ff1Shape;
  readonly #cipher: Cipheriv;
  /** P after its encryption: the CBC-MAC that every token starts from. */
  readonly #encryptedP: Buffer;
  /** Q of each token, one after the other. */
  readonly #q: Buffer;
  /** R || AES(R ⊕ 1) … of each token, one after the other. */
  readonly #s: Buffer;
  /** One block of each token, in and out of the cipher. */
  readonly #blocks: Buffer;

  constructor(key: Uint8Array, shape: Ff1Shape) {
    this.#shape = shape;
    this.#cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
    this.#encryptedP = this.#cipher.update(shape.p);
    this.#q = Buffer.alloc(TOKENS_AT_ONCE * qBytes(shape));
    this.#s = Buffer.alloc(TOKENS_AT_ONCE * Math.ceil(shape.d / BLOCK_BYTES) * BLOCK_BYTES);
    this.#blocks = Buffer.alloc(TOKENS_AT_ONCE * BLOCK_BYTES);
  }

  get bytes(): number {
    return this.#q.byteLength + this.#s.byteLength + this.#blocks.byteLength;
  }

  /** Both halves of the tokens `first` … `first + count − 1`. */
  encipher(first: bigint, count: number): readonly [bigint[], bigint[]] {
    const { highBase, lowBase } = this.#shape;
    const indexes = Array.from({ length: count }, (_, token) => first + BigInt(token));
    let a = indexes.map((index) => index / lowBase);
    let b = indexes.map((index) => index % lowBase);
    for (let round = 0; round < ROUNDS; round++) {
      const base = round % 2 === 0 ? highBase : lowBase;
      const y = this.#draw(round, b);
      const sums = a.map((half, token) => (half + (y[token] ?? 0n)) % base);
      a = b;
      b = sums;
    }
    return [a, b];
  }

  /** The round's number for each token. */
  #draw(round: number, halves: readonly bigint[]): bigint[] {
    const { b, d } = this.#shape;
    const length = qBytes(this.#shape);
    halves.forEach((half, token) => {
      const end = (token + 1) * length;
      this.#q[end - b - 1] = round;
      this.#q.write(half.toString(16).padStart(2 * b, "0"), end - b, "hex");
    });
    this.#mac(halves.length);
    this.#stretch(halves.length);
    const stride = this.#s.byteLength / TOKENS_AT_ONCE;
    return halves.map((_, token) => BigInt(`0x${this.#s.toString("hex", token * stride, token * stride + d)}`));
  }

  /** Chains each token's blocks of Q; leaves R in the blocks. */
  #mac(count: number): void {
    const length = qBytes(this.#shape);
    for (let token = 0; token < count; token++) this.#blocks.set(this.#encryptedP, token * BLOCK_BYTES);
    for (let start = 0; start < length; start += BLOCK_BYTES) {
      for (let token = 0; token < count; token++) xorBlock(this.#blocks, token * BLOCK_BYTES, this.#q, token * length + start);
      encryptBlocks(this.#cipher, used(this.#blocks, count), (chained) => { this.#blocks.set(chained); });
    }
  }

  /** Writes S from the R that lies in the blocks, which count up from R in place: R ⊕ 1, R ⊕ 2 … */
  #stretch(count: number): void {
    const stride = this.#s.byteLength / TOKENS_AT_ONCE;
    this.#scatter(this.#blocks, count, 0);
    let last = 0;
    for (let start = BLOCK_BYTES; start < stride; start += BLOCK_BYTES) {
      const place = start / BLOCK_BYTES;
      for (let token = 0; token < count; token++) xorLastWord(this.#blocks, token * BLOCK_BYTES, last ^ place);
      last = place;
      encryptBlocks(this.#cipher, used(this.#blocks, count), (drawn) => { this.#scatter(drawn, count, start); });
    }
  }

  /** Puts each token's block at its place in the token's S. */
  #scatter(drawn: Buffer, count: number, start: number): void {
    const stride = this.#s.byteLength / TOKENS_AT_ONCE;
    for (let token = 0; token < count; token++) drawn.copy(this.#s, token * stride + start, token * BLOCK_BYTES, (token + 1) * BLOCK_BYTES);
  }
}

function used(blocks: Buffer, count: number): Buffer {
  return blocks.subarray(0, count * BLOCK_BYTES);
}

function xorLastWord(blocks: Buffer, at: number, word: number): void {
  blocks.writeUInt32BE((blocks.readUInt32BE(at + 12) ^ word) >>> 0, at + 12);
}

function xorBlock(target: Buffer, at: number, source: Buffer, from: number): void {
  for (let byte = 0; byte < BLOCK_BYTES; byte++) target[at + byte] = (target[at + byte] ?? 0) ^ (source[from + byte] ?? 0);
}
