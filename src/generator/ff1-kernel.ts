import { createCipheriv } from "node:crypto";
import { BATCH_TOKENS, type TokenSource } from "./batch.ts";
import { encryptBlocks } from "./encrypt-blocks.ts";
import { addEightBytes, addTwelveBytes } from "./ff1-reduce.ts";
import { BLOCK_BYTES, ff1Shape, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";

/** The kernel takes spaces below this: their halves are below 2^38.5 (the largest is 7,131^3), so plain numbers hold them. */
export const KERNEL_LIMIT = 2n ** 64n;

/**
 * FF1 with AES-256 and an empty tweak, a batch of tokens at a time and without a bigint per token.
 *
 * Halves have at most 5 bytes, so a round's input is P and one more block. P's part of the CBC-MAC is the same for all tokens
 * and is computed once; what is left of a round is one block per token, and one call of the cipher for the whole batch.
 *
 * @throws {RangeError} When there are fewer than two digits, or `radix ^ digits` is not below 2^64.
 */
export function ff1Kernel(key: Uint8Array, radix: number, digits: number): TokenSource {
  const shape = ff1Shape(radix, digits);
  if (shape.highBase * shape.lowBase >= KERNEL_LIMIT) throw new RangeError(`${radix}^${digits} tokens are too many for the kernel.`);
  const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  const blocks = new DataView(new ArrayBuffer(BATCH_TOKENS * BLOCK_BYTES));
  const tail = startBlocks(blocks, cipher.update(shape.p));
  const highBase = Number(shape.highBase);
  const lowBase = Number(shape.lowBase);
  const add = shape.d === 8 ? addEightBytes : addTwelveBytes;
  return {
    layout: [shape.u, shape.v],
    bytes: blocks.byteLength,
    fill: (first, count, limbs) => {
      const [high, low] = startHalves(shape, first, [half(limbs[0], count), half(limbs[1], count)]);
      for (let round = 0; round < ROUNDS; round += 2) {
        writeBlocks(blocks, low, tail, round * 256 ** shape.b);
        encryptBlocks(cipher, bytesOf(blocks, count), (drawn) => { add(viewOf(drawn), high, highBase); });
        writeBlocks(blocks, high, tail, (round + 1) * 256 ** shape.b);
        encryptBlocks(cipher, bytesOf(blocks, count), (drawn) => { add(viewOf(drawn), low, lowBase); });
      }
    },
  };
}

/** The third and fourth word of AES(P); a token's halves and round never reach the first two. */
interface Tail {
  readonly third: number;
  readonly fourth: number;
}

/** Writes what all blocks have in common and gives back the rest of AES(P). */
function startBlocks(blocks: DataView, encryptedP: Buffer): Tail {
  for (let at = 0; at < blocks.byteLength; at += BLOCK_BYTES) {
    blocks.setUint32(at, encryptedP.readUInt32BE(0));
    blocks.setUint32(at + 4, encryptedP.readUInt32BE(4));
  }
  return { third: encryptedP.readUInt32BE(8), fourth: encryptedP.readUInt32BE(12) };
}

function half(limb: Float64Array | undefined, count: number): Float64Array {
  if (limb === undefined) throw new RangeError("The kernel writes two limbs.");
  return limb.subarray(0, count);
}

/** Splits the indexes from `first` on; counting on is adding one and carrying, so bigints end here. */
function startHalves(shape: Ff1Shape, first: bigint, halves: readonly [Float64Array, Float64Array]): readonly [Float64Array, Float64Array] {
  const [highs, lows] = halves;
  const lowBase = Number(shape.lowBase);
  let high = Number(first / shape.lowBase);
  let low = Number(first % shape.lowBase);
  for (let token = 0; token < highs.length; token++) {
    highs[token] = high;
    lows[token] = low;
    low += 1;
    if (low === lowBase) {
      low = 0;
      high += 1;
    }
  }
  return halves;
}

/** The blocks AES(P) ⊕ Q; `tag` is the round, moved before the b bytes of the half. */
function writeBlocks(blocks: DataView, halves: Float64Array, tail: Tail, tag: number): void {
  for (let token = 0; token < halves.length; token++) {
    const value = tag + (halves[token] ?? 0); // below 2^44
    const at = token * BLOCK_BYTES;
    blocks.setUint32(at + 8, tail.third ^ (value * 2 ** -32));
    blocks.setUint32(at + 12, tail.fourth ^ value);
  }
}

function bytesOf(blocks: DataView, count: number): Uint8Array {
  return new Uint8Array(blocks.buffer, blocks.byteOffset, count * BLOCK_BYTES);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
