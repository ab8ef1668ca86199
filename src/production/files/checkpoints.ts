import type { Layout } from "./layout.ts";

const MAX_CHECKPOINTS = 4_096;

/**
 * Where tokens begin in a file whose rows differ in width: the byte offset of every `spacing`-th token.
 *
 * At most 4,096 of them; when there would be more, every other one goes and the spacing doubles.
 */
export class Checkpoints implements Layout {
  private offsets: bigint[] = [0n];

  /** @param spacing tokens from one checkpoint to the next, at first. */
  constructor(public spacing: bigint) {}

  /** Notes where a token begins. Tokens come in order, and every multiple of the first spacing is among them. */
  note(token: bigint, offset: bigint): void {
    if (token !== BigInt(this.offsets.length) * this.spacing) return;
    this.offsets.push(offset);
    if (this.offsets.length <= MAX_CHECKPOINTS) return;
    this.offsets = this.offsets.filter((_, index) => index % 2 === 0);
    this.spacing *= 2n;
  }

  start(token: bigint): bigint {
    const offset = this.offsets[Number(token / this.spacing)];
    if (offset === undefined) throw new RangeError(`There is no checkpoint of token ${token}.`);
    return offset;
  }

  /** Spacing and offsets, 8 bytes each, little-endian. */
  toBytes(): Uint8Array {
    const bytes = Buffer.alloc(8 * (1 + this.offsets.length));
    [this.spacing, ...this.offsets].forEach((value, index) => bytes.writeBigUInt64LE(value, 8 * index));
    return bytes;
  }

  static fromBytes(bytes: Uint8Array): Checkpoints {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values = Array.from({ length: bytes.byteLength / 8 }, (_, index) => view.readBigUInt64LE(8 * index));
    const checkpoints = new Checkpoints(values[0] ?? 1n);
    checkpoints.offsets = values.slice(1);
    return checkpoints;
  }
}
