import { ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { ff1Rounds } from "./ff1-rounds.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { Ff1Columns } from "./ff1-columns.ts";

/** Whether the kernel of 64-bit words is exact for the halves: its bounds stand in kernel/assembly/long.ts. */
export function fitsLong(shape: Ff1Shape): boolean {
  return shape.lowBase <= 2n ** 64n - 2n ** 46n;
}

/** FF1 for halves below 2^64: two tokens at a time. */
export function ff1Long(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Columns {
  const { blocks, encrypt, template } = ff1Rounds(key, shape, plan);
  const highs = plan.column(8);
  const lows = plan.column(8);
  const sides = [
    { halves: highs, modulus: longModulus(shape.highBase, shape.d, plan) },
    { halves: lows, modulus: longModulus(shape.lowBase, shape.d, plan) },
  ];
  const encipher = (count: number) => {
    const wasm = kernel();
    for (let round = 0; round < ROUNDS;) {
      for (const { halves, modulus } of sides) {
        encrypt(count);
        round += 1;
        wasm.longRound(halves.address, blocks.address, template(round), count, modulus.address);
      }
    }
  };
  return {
    halves: [
      { digits: shape.u, place: highs, word32s: 2, stride: 8 },
      { digits: shape.v, place: lows, word32s: 2, stride: 8 },
    ],
    fill: (first, tokens) => {
      const count = 2 * Math.ceil(tokens / 2);
      kernel().longStart(
        highs.address,
        lows.address,
        blocks.address,
        template(0),
        count,
        first / shape.lowBase,
        first % shape.lowBase,
        shape.lowBase,
      );
      encipher(count);
    },
    again: (tokens) => {
      const count = 2 * Math.ceil(tokens / 2);
      kernel().longBlocks(lows.address, blocks.address, template(0), count);
      encipher(count);
    },
  };
}

/** `LongModulus` of the kernel. */
export function longModulus(base: bigint, yBytes: number, plan: KernelPlan): Place {
  const isTwelve = yBytes === 12;
  let shifted = base;
  while (shifted < (isTwelve ? 2n ** 48n : 2n ** 16n)) shifted *= 2n;
  const fields = new DataView(new ArrayBuffer(40));
  fields.setBigUint64(0, base, true);
  fields.setBigUint64(8, shifted, true);
  fields.setFloat64(16, (isTwelve ? 2 ** 44 : 2 ** 12) / Number(shifted), true);
  fields.setFloat64(24, 1 / Number(base), true);
  fields.setUint32(32, Number(isTwelve), true);
  fields.setUint32(36, Number(shifted > base), true);
  return plan.constant(new Uint8Array(fields.buffer));
}
