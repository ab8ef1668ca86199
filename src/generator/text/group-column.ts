import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import type { Halves } from "../kernel/token-source.ts";
import { normalise } from "../kernel/word32s.ts";

/** A column of digit groups: the digits of each token, a few at a time, as 16-bit numbers. */
export interface GroupColumn {
  readonly place: Place;
  /** Bytes from one token's cell to the next. */
  readonly stride: number;
  /** How many groups each half has. The first group of a half has the digits that the others leave. */
  readonly lengths: readonly number[];
  /** Cuts the halves of a batch into groups, and uses the halves up. */
  cut(count: number): void;
}

/** How halves are cut. */
export interface GroupShape {
  readonly radix: number;
  /** Digits of a group. */
  readonly digits: number;
  /** Slots that each cell has behind its groups. */
  readonly spare?: number;
}

/** A column for halves that are cut into groups. */
export function groupColumn({ radix, digits, spare = 0 }: GroupShape, halves: Halves, plan: KernelPlan): GroupColumn {
  const lengths = halves.map((half) => Math.ceil(half.digits / digits));
  const stride = 2 * lengths.reduce((sum, length) => sum + length, spare);
  const place = plan.column(stride);
  const groups = plan.constant(groupsOf(BigInt(radix) ** BigInt(digits)));
  return {
    place,
    stride,
    lengths,
    cut: (count) => {
      const wasm = kernel();
      let cells = place.address;
      for (const [at, half] of halves.entries()) {
        const length = lengths[at] ?? 0;
        if (half.stride === 4) wasm.splitShort(half.place.address, cells, stride, count, length, groups.address);
        else if (half.stride === 8) wasm.splitLong(half.place.address, cells, stride, count, length, groups.address);
        else
          wasm.splitWide(half.place.address, half.stride, half.word32s, cells, stride, count, length, groups.address);
        cells += 2 * length;
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
  const by = divisor === 2n ** 32n ? { divisor: 0n, shift: 0, reciprocal: 0n } : normalise(divisor, 32);
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
