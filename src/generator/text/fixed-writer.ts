import { groupColumn } from "./group-column.ts";
import { RecentMap } from "../../lib/recent-map.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { Halves } from "../kernel/token-source.ts";
import type { TokenWriter } from "./token-writer.ts";

type FixedSymbols = SymbolTable & { readonly width: number };

/** The largest table of groups: it stays in a processor's second-level cache beside a batch. */
const TABLE_BYTES = 2 ** 18;

const RENDERERS = { 4: "renderFixed4", 8: "renderFixed8", 16: "renderFixed16" } as const;

/** How many symbols one entry of a table writes. */
interface GroupSize {
  readonly digits: number;
  /** Bytes of an entry: as many as one store copies. */
  readonly entry: 4 | 8 | 16;
}

/** A writer for symbols that all have the same width in UTF-8: it copies as many at once as a table's entries hold. */
export function fixedWriter(symbols: FixedSymbols, halves: Halves, plan: KernelPlan): TokenWriter {
  const { width } = symbols;
  const group = groupSize(symbols, Math.max(...halves.map((half) => half.digits)));
  const groups = groupColumn({ radix: symbols.radix, digits: group.digits }, halves, plan);
  const table = plan.constant(groupTable(symbols, group));
  const digits = halves.reduce((sum, half) => sum + half.digits, 0);
  const rowBytes = digits * width + 1;
  const mixed = plan.constant(new Uint8Array(16 * Math.ceil(rowBytes / 16)));
  const out = plan.column(rowBytes);
  const [highLead = 0, lowLead = 0] = halves.map(
    (half, at) => width * (half.digits - ((groups.lengths[at] ?? 0) - 1) * group.digits),
  );
  const [high = 0, low = 0] = groups.lengths;
  const shape = plan.constant(
    new Uint8Array(Uint32Array.of(table.address, width * group.digits, high, highLead, low, lowLead).buffer),
  );
  const render = RENDERERS[group.entry];
  return {
    start: () => {
      kernel().bytes.fill(0, mixed.address, mixed.address + rowBytes);
    },
    write: (count) => {
      const wasm = kernel();
      groups.cut(count);
      wasm[render](out.address, groups.place.address, count, shape.address);
      wasm.mixRows(mixed.address, out.address, rowBytes, count);
      return wasm.bytes.subarray(out.address, out.address + count * rowBytes);
    },
    register: () =>
      Uint32Array.from({ length: digits }, (_, digit) => payload(kernel().bytes, mixed.address + digit * width, width)),
  };
}

/** The largest groups, of up to `maxDigits` digits, whose numbers fit in 16 bits and whose table is not too large. */
function groupSize({ radix, width }: FixedSymbols, maxDigits: number): GroupSize {
  let size: GroupSize = { digits: 1, entry: 4 }; // 65,536 symbols of four bytes fit
  for (let digits = 2; digits <= Math.min(maxDigits, 16 / width); digits++) {
    const bytes = digits * width;
    const entry = bytes <= 4 ? 4 : bytes <= 8 ? 8 : 16;
    if (radix ** digits > 65_536 || entry * radix ** digits > TABLE_BYTES) break;
    size = { digits, entry };
  }
  return size;
}

/** The newest tables, 256 KiB each at most. They depend on nothing but the alphabet, and small parts of new lines take less time than making one. */
const tables = new RecentMap<Uint8Array>(4);

/** The text of every group, in the order of the groups' numbers. */
function groupTable(symbols: FixedSymbols, size: GroupSize): Uint8Array {
  const name = `${size.digits}:${symbols.chars}`;
  const table = tables.get(name) ?? newGroupTable(symbols, size);
  tables.set(name, table);
  return table;
}

function newGroupTable({ radix, utf8, width }: FixedSymbols, { digits, entry }: GroupSize): Uint8Array {
  const size = radix ** digits;
  const table = new Uint8Array(size * entry);
  for (let digit = 0, run = size / radix; digit < digits; digit++, run /= radix) {
    for (let group = 0; group < size; group++) {
      const symbol = 4 * (Math.floor(group / run) % radix);
      for (let byte = 0; byte < width; byte++) table[group * entry + digit * width + byte] = utf8[symbol + byte] ?? 0;
    }
  }
  return table;
}

/** The code point that a symbol's UTF-8 encodes. XOR keeps bits apart, so this reads the XOR of code points off the XOR of several symbols' bytes, too. */
export function payload(bytes: Uint8Array, at: number, width: number): number {
  let point = (bytes[at] ?? 0) & (width === 1 ? 0x7f : 0xff >> (width + 1));
  for (let byte = 1; byte < width; byte++) point = (point << 6) | ((bytes[at + byte] ?? 0) & 0x3f);
  return point;
}
