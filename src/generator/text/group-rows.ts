import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { HalfColumn } from "../kernel/token-source.ts";
import { normalised } from "../kernel/word32.ts";

/** Tokens as rows of groups: numbers of a few digits each. */
export interface GroupRows {
  readonly place: Place;
  /** Groups of each half; the first of them has what digits the others leave. */
  readonly lengths: readonly number[];
  /** Cuts the halves of a batch, which are used up. */
  cut(count: number): void;
}

/** Cuts halves into groups of `digits` digits. */
export function groupRows(radix: number, digits: number, halves: readonly HalfColumn[], plan: KernelPlan): GroupRows {
  const lengths = halves.map((half) => Math.ceil(half.digits / digits));
  const stride = 2 * lengths.reduce((sum, length) => sum + length, 0);
  const place = plan.column(stride);
  const groups = plan.constant(groupsOf(BigInt(radix) ** BigInt(digits)));
  return {
    place,
    lengths,
    cut: (count) => {
      const wasm = kernel();
      let rows = place.address;
      for (const [at, half] of halves.entries()) {
        const length = lengths[at] ?? 0;
        if (half.stride === 4) wasm.splitWords(half.place.address, rows, stride, count, length, groups.address);
        else if (half.stride === 8) wasm.splitLongs(half.place.address, rows, stride, count, length, groups.address);
        else wasm.splitLimbs(half.place.address, half.stride, half.limbs, rows, stride, count, length, groups.address);
        rows += 2 * length;
      }
    },
  };
}

/** `Groups` of the kernel. */
function groupsOf(base: bigint): Uint8Array {
  const shift = BigInt(31 + base.toString(2).length);
  let together = 1;
  while (base ** BigInt(together + 1) <= 2n ** 32n) together += 1;
  const divisor = base ** BigInt(together);
  const by = divisor === 2n ** 32n ? { divisor: 0n, shift: 0, reciprocal: 0n } : normalised(divisor, 32);
  const fields = new DataView(new ArrayBuffer(48));
  fields.setUint32(0, Number(base), true);
  fields.setBigUint64(8, 2n ** shift / base, true);
  fields.setBigUint64(16, shift, true);
  fields.setUint32(24, together, true);
  fields.setUint32(28, Number(by.divisor), true);
  fields.setUint32(32, by.shift, true);
  fields.setUint32(36, Number(by.reciprocal), true);
  fields.setBigUint64(40, divisor, true);
  return new Uint8Array(fields.buffer);
}
