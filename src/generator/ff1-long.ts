import { ROUNDS, type Ff1Shape } from "./ff1-shape.ts";
import { ff1Rounds } from "./ff1-rounds.ts";
import { kernel } from "./kernel.ts";
import type { KernelPlan } from "./kernel-plan.ts";
import type { TokenSource } from "./token-source.ts";
import { normalised } from "./words.ts";

/** Halves that 64 bits hold. */
export function fitsLong(shape: Ff1Shape): boolean {
  return shape.lowBase < 2n ** 64n;
}

/** FF1 for halves below 2^64: a token at a time. */
export function ff1Long(key: Uint8Array, shape: Ff1Shape, plan: KernelPlan): TokenSource {
  const { blocks, encrypt, template } = ff1Rounds(key, shape, plan);
  const highs = plan.column(8);
  const lows = plan.column(8);
  const sides = [{ halves: highs, modulus: modulusOf(shape.highBase, shape.d, plan) }, { halves: lows, modulus: modulusOf(shape.lowBase, shape.d, plan) }];
  return {
    halves: [{ digits: shape.u, place: highs, limbs: 2, stride: 8 }, { digits: shape.v, place: lows, limbs: 2, stride: 8 }],
    fill: (first, count) => {
      const wasm = kernel();
      wasm.longStart(highs.address, lows.address, blocks.address, template(0), count, first / shape.lowBase, first % shape.lowBase, shape.lowBase);
      for (let round = 0; round < ROUNDS; ) {
        for (const { halves, modulus } of sides) {
          encrypt(count);
          round += 1;
          wasm.longRound(halves.address, blocks.address, template(round), count, modulus.address);
        }
      }
    },
  };
}

/** `LongModulus` of the kernel. */
function modulusOf(base: bigint, yBytes: number, plan: KernelPlan): { readonly address: number } {
  const { divisor, shift, reciprocal } = normalised(base, 64);
  const flags = BigInt(yBytes === 12) | (BigInt(base <= 2n ** 32n) << 32n);
  return plan.constant(new Uint8Array(BigUint64Array.of(base, divisor, reciprocal, BigInt(shift), 2n ** 64n % base, flags).buffer));
}
