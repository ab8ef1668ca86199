import { ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { ff1Rounds } from "./ff1-rounds.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { Ff1Columns } from "./ff1-columns.ts";

/** Whether the kernel of 32-bit words is exact for the halves: its bounds stand in kernel/assembly/short.ts. */
export function fitsShort(shape: Ff1Shape): boolean {
  return shape.highBase >= 2n ** 16n && shape.lowBase <= 2n ** 31n;
}

/** FF1 for halves below 2^31: four tokens at a time. */
export function ff1Short(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): Ff1Columns {
  const { blocks, encrypt, template } = ff1Rounds(key, shape, plan);
  const highs = plan.column(4);
  const lows = plan.column(4);
  const sides = [
    { halves: highs, ...shortDivision(shape.highBase) },
    { halves: lows, ...shortDivision(shape.lowBase) },
  ];
  const encipher = (count: number) => {
    const wasm = kernel();
    for (let round = 0; round < ROUNDS;) {
      for (const { halves, base, inverse, offset } of sides) {
        encrypt(count);
        round += 1;
        wasm.shortRound(halves.address, blocks.address, template(round), count, base, inverse, offset);
      }
    }
  };
  return {
    halves: [
      { digits: shape.u, place: highs, word32s: 1, stride: 4 },
      { digits: shape.v, place: lows, word32s: 1, stride: 4 },
    ],
    fill: (first, tokens) => {
      const count = 4 * Math.ceil(tokens / 4);
      kernel().shortStart(
        highs.address,
        lows.address,
        blocks.address,
        template(0),
        count,
        Number(first / shape.lowBase),
        Number(first % shape.lowBase),
        Number(shape.lowBase),
      );
      encipher(count);
    },
    again: (tokens) => {
      const count = 4 * Math.ceil(tokens / 4);
      kernel().shortBlocks(lows.address, blocks.address, template(0), count);
      encipher(count);
    },
  };
}

/** What `shortRound()` estimates a quotient with. */
export function shortDivision(modulus: bigint): { base: number; inverse: number; offset: number } {
  const base = Number(modulus);
  const inverse = 4_096 / base;
  return { base, inverse, offset: 2 ** 52 - 2 ** 52 * inverse };
}
