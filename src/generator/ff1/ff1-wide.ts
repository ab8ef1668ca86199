import { BLOCK_BYTES, qBytes, ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { ff1Rounds, type Ff1Rounds } from "./ff1-rounds.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { HalfColumn } from "../kernel/token-source.ts";
import type { Ff1Columns } from "./ff1-columns.ts";
import { word32Count, normalise, toWord32s } from "../kernel/word32s.ts";

/** Both halves have two words or more, as the kernel's division needs. */
export function fitsWide(shape: Ff1Shape): boolean {
  return shape.highBase >= 2n ** 32n;
}

/** FF1 for halves of any length: their numbers have many words, and a round several blocks. */
export function ff1Wide(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Columns {
  const rounds = ff1Rounds(key, shape, plan);
  const high = wideSide(shape.u, shape.highBase, shape, plan);
  const low = wideSide(shape.v, shape.lowBase, shape, plan);
  const draw = wideDraw(rounds, shape, plan);
  const lowBase = plan.constant(new Uint8Array(toWord32s(shape.lowBase, low.word32s).buffer));
  const encipher = (count: number) => {
    for (let round = 0; round < ROUNDS; round++) {
      const [from, to] = round % 2 === 0 ? [low, high] : [high, low];
      draw.fill(round, from, count);
      kernel().wideAdd(to.place.address, to.stride, draw.ys(), draw.stride, count, to.modulus.address);
    }
  };
  return {
    halves: [high, low],
    fill: (first, count) => {
      const wasm = kernel();
      writeCell(wasm.bytes, high, first / shape.lowBase);
      writeCell(wasm.bytes, low, first % shape.lowBase);
      wasm.wideCount(high.place.address, low.place.address, low.stride, count, low.word32s, lowBase.address);
      encipher(count);
    },
    again: encipher,
  };
}

interface WideSide extends HalfColumn {
  readonly modulus: Place;
}

/** A column of halves. A cell is as long as Q, which has zeros where the template has AES(P) and the round. */
export function wideSide(digits: number, base: bigint, shape: Ff1Shape, plan: KernelPlan): WideSide {
  const stride = qBytes(shape);
  return {
    digits,
    word32s: word32Count(base),
    stride,
    place: plan.column(stride),
    modulus: wideModulus(base, shape.d / 4, plan),
  };
}

/** `WideModulus` of the kernel. */
export function wideModulus(base: bigint, yWord32s: number, plan: KernelPlan): Place {
  const word32s = word32Count(base);
  const { divisor, shift } = normalise(base, 32 * word32s);
  const { reciprocal } = normalise(divisor >> BigInt(32 * (word32s - 1)), 32);
  const normalised = plan.constant(new Uint8Array(toWord32s(divisor, word32s).buffer));
  const work = plan.constant(new Uint8Array(4 * (yWord32s + 2)));
  return plan.constant(
    new Uint8Array(
      Uint32Array.of(word32s, shift, Number(reciprocal), yWord32s, normalised.address, work.address).buffer,
    ),
  );
}

function writeCell(bytes: Uint8Array<ArrayBuffer>, { place, stride }: HalfColumn, value: bigint): void {
  new Uint32Array(bytes.buffer, place.address, stride / 4).set(toWord32s(value, stride / 4));
}

/** Computes y, the number that a round adds, of each token of a batch. */
interface WideDraw {
  /** Bytes from one token's y to the next. */
  readonly stride: number;
  /** The address of the first token's y. */
  ys(): number;
  fill(round: number, from: HalfColumn, count: number): void;
}

/**
 * Steps 6 ii to iv:
 *
 *     ii.  Let R = PRF(P || Q).
 *     iii. Let S be the first d bytes of the following string of ⌈d/16⌉ blocks: R || CIPH_K(R ⊕ [1]¹⁶) || CIPH_K(R ⊕ [2]¹⁶) …
 *          CIPH_K(R ⊕ [⌈d/16⌉ − 1]¹⁶).
 *     iv.  Let y = NUM(S).
 *
 * Strings are big-endian and cells little-endian, so the first block of Q and of S lies last in its cell, and S begins at the cell's end:
 *
 *     cell of S    │ surplus bytes │ … last of S │ block 2 │ block 1 │ block 0 = R │
 *                  place           ys()                              r             stride
 */
export function wideDraw({ blocks, encrypt, template }: Ff1Rounds, shape: Ff1Shape, plan: KernelPlan): WideDraw {
  const stride = Math.ceil(shape.d / BLOCK_BYTES) * BLOCK_BYTES;
  const column = plan.column(stride);
  const counters = plan.constant(countersTo(stride / BLOCK_BYTES));
  return {
    stride,
    ys: () => column.address + stride - shape.d,
    fill: (round, from, count) => {
      const wasm = kernel();
      let at = from.stride - BLOCK_BYTES;
      wasm.wideBlocks(blocks.address, from.place.address + at, from.stride, count, template(round));
      encrypt(count);
      while (at > 0) {
        at -= BLOCK_BYTES;
        wasm.wideChain(blocks.address, from.place.address + at, from.stride, count);
        encrypt(count);
      }
      const r = column.address + stride - BLOCK_BYTES;
      wasm.wideKeep(blocks.address, r, stride, count);
      for (let block = 1; block * BLOCK_BYTES < stride; block++) {
        wasm.wideBlocks(blocks.address, r, stride, count, counters.address + block * BLOCK_BYTES);
        encrypt(count);
        wasm.wideKeep(blocks.address, r - block * BLOCK_BYTES, stride, count);
      }
    },
  };
}

/** [0]¹⁶, [1]¹⁶ … [end − 1]¹⁶. */
function countersTo(end: number): Uint8Array {
  const blocks = new DataView(new ArrayBuffer(end * BLOCK_BYTES));
  for (let number = 0; number < end; number++) blocks.setUint32(number * BLOCK_BYTES + 12, number);
  return new Uint8Array(blocks.buffer);
}
