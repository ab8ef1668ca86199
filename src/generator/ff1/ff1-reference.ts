import { createCipheriv } from "node:crypto";
import { BLOCK_BYTES, ff1Shape, qBytes, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";

/** A bijection between the indexes of a line's tokens and their scores. */
export interface Permutation {
  /** The score of the token with that index. */
  forward(index: bigint): bigint;
  /** The index of the token with that score. */
  inverse(score: bigint): bigint;
}

export interface Ff1Options {
  /** 16, 24 or 32 bytes. */
  readonly key: Uint8Array;
  readonly radix: number;
  readonly digits: number;
  /** Empty unless given. */
  readonly tweak?: Uint8Array;
}

/**
 * FF1 of NIST SP 800-38G as the standard writes it, one number at a time: every faster form is compared with this one.
 *
 * A numeral string and its number NUM(X) determine each other, so only numbers appear here.
 *
 * @throws {RangeError} When there are fewer than two digits, or the key has none of AES's lengths.
 */
export function ff1Reference(options: Ff1Options): Permutation {
  const tweak = options.tweak ?? new Uint8Array();
  const shape = ff1Shape(options.radix, options.digits, tweak.byteLength);
  const y = (round: number, half: bigint): bigint => roundNumber(options.key, shape, tweak, { round, half });
  return {
    forward: (index) => encrypt(shape, index, y),
    inverse: (score) => decrypt(shape, score, y),
  };
}

type RoundNumber = (round: number, half: bigint) => bigint;

/** Algorithm 7, FF1.Encrypt. */
function encrypt(shape: Ff1Shape, x: bigint, y: RoundNumber): bigint {
  let a = x / shape.lowBase;
  let b = x % shape.lowBase;
  for (let round = 0; round < ROUNDS; round++) {
    const base = round % 2 === 0 ? shape.highBase : shape.lowBase;
    [a, b] = [b, (a + y(round, b)) % base];
  }
  return a * shape.lowBase + b;
}

/** Algorithm 8, FF1.Decrypt. */
function decrypt(shape: Ff1Shape, x: bigint, y: RoundNumber): bigint {
  let a = x / shape.lowBase;
  let b = x % shape.lowBase;
  for (let round = ROUNDS - 1; round >= 0; round--) {
    const base = round % 2 === 0 ? shape.highBase : shape.lowBase;
    const difference = (b - y(round, a)) % base;
    [a, b] = [difference < 0n ? difference + base : difference, a];
  }
  return a * shape.lowBase + b;
}

/** Steps 6 i to iv: y, the number that a round adds to one half, computed from the other. */
function roundNumber(
  key: Uint8Array,
  shape: Ff1Shape,
  tweak: Uint8Array,
  input: { round: number; half: bigint },
): bigint {
  const q = new Uint8Array(qBytes(shape, tweak.byteLength));
  q.set(tweak);
  q[q.length - shape.b - 1] = input.round;
  q.set(toBytes(input.half, shape.b), q.length - shape.b);
  const r = prf(key, Buffer.concat([shape.p, q]));
  return toNumber(stretch(key, r, shape.d));
}

/** PRF, Algorithm 6: the last block of AES-CBC with an initialisation vector of zeros. */
function prf(key: Uint8Array, message: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.byteLength * 8}-cbc`, key, new Uint8Array(BLOCK_BYTES));
  return cipher.update(message).subarray(-BLOCK_BYTES);
}

/** Step 6 iii: the first `length` bytes of R || CIPH_K(R ⊕ [1]¹⁶) || CIPH_K(R ⊕ [2]¹⁶) … */
function stretch(key: Uint8Array, r: Uint8Array, length: number): Uint8Array {
  const cipher = createCipheriv(`aes-${key.byteLength * 8}-ecb`, key, null);
  const blocks = [r];
  for (let number = 1; number * BLOCK_BYTES < length; number++) {
    const block = Buffer.from(r);
    block.writeUInt32BE((block.readUInt32BE(12) ^ number) >>> 0, 12);
    blocks.push(cipher.update(block));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function toBytes(value: bigint, length: number): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}
