import { groupColumn } from "./group-column.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { Halves } from "../kernel/token-source.ts";
import type { TokenWriter } from "./token-writer.ts";

/** A writer for symbols of different widths in UTF-8: it copies them one by one. */
export function mixedWriter(symbols: SymbolTable, halves: Halves, plan: KernelPlan): TokenWriter {
  const digits = halves.reduce((sum, half) => sum + half.digits, 0);
  const groups = groupColumn({ radix: symbols.radix, digits: 1 }, halves, plan);
  const table = plan.constant(entriesOf(symbols));
  const register = plan.constant(new Uint8Array(4 * digits));
  const out = plan.column(4 * digits + 1);
  return {
    start: () => {
      kernel().bytes.fill(0, register.address, register.address + 4 * digits);
    },
    write: (count) => {
      const wasm = kernel();
      groups.cut(count);
      return wasm.bytes.subarray(
        out.address,
        wasm.renderMixed(out.address, groups.place.address, count, table.address, digits, register.address),
      );
    },
    register: () => new Uint32Array(kernel().bytes.buffer.slice(register.address, register.address + 4 * digits)),
  };
}

/** For each symbol eight bytes: four for its UTF-8, three for its code point, and one for its width. */
function entriesOf({ points, utf8, widths }: SymbolTable): Uint8Array {
  const entries = new DataView(new ArrayBuffer(8 * points.length));
  const texts = new DataView(utf8.buffer);
  for (const [value, point] of points.entries()) {
    entries.setUint32(8 * value, texts.getUint32(4 * value));
    entries.setUint32(8 * value + 4, point + (widths[value] ?? 0) * 2 ** 24, true);
  }
  return new Uint8Array(entries.buffer);
}
