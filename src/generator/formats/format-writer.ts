import { digitAlphabets, type Pattern, tokenBytes, widest } from "../../format/pattern/pattern.ts";
import { codePoints } from "../../alphabet/alphabet.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import { payload } from "../text/fixed-writer.ts";
import type { TokenWriter } from "../text/token-writer.ts";
import { bytesOfFields } from "./automaton-image.ts";
import { checkRunner, checkTexts } from "./check-runner.ts";
import { longest, textSlots, type TextSlot } from "./text-slots.ts";
import { type Atom, tokenAtoms } from "./token-atoms.ts";
import type { WordCells } from "./word-cells.ts";

const ALL_BITS = 0xffff_ffff;

/** A writer for the tokens of a pattern, whose words stand in the cells; those have a spare slot for each check. */
export function formatWriter(pattern: Pattern, cells: WordCells, plan: KernelPlan): TokenWriter {
  const atoms = tokenAtoms(pattern);
  const texts = textSlots(atoms, { spans: cells.spans, checks: checkTexts(pattern) });
  if (texts === null) throw new Error("The digits of a slot cannot be written together.");
  const runChecks = checkRunner(pattern, cells, plan);
  const program = placeTexts(texts, plan);
  const out = plan.column(tokenBytes(pattern) + 1);
  const isFixed = hasFixedRows(texts);
  const register = isFixed ? rowRegister(atoms, plan) : pointRegister(pattern, cells, plan);
  const render = isFixed ? "renderRows" : "renderTexts";
  return {
    start: register.start,
    write: (count) => {
      const wasm = kernel();
      cells.cut(count);
      runChecks(count);
      const { place, stride } = cells;
      const end = wasm[render](out.address, place.address, stride, count, program.address, program.end);
      register.mix(out.address, count);
      return wasm.bytes.subarray(out.address, end);
    },
    register: register.read,
  };
}

/** `Text` of the kernel for each text. Equal tables are one. */
function placeTexts(texts: readonly TextSlot[], plan: KernelPlan): { readonly address: number; readonly end: number } {
  const tables = new Map<string, number>();
  const fields = texts.flatMap(({ slot, entries }) => {
    const key = entries.join("\0");
    const table = tables.get(key) ?? plan.constant(entryTable(entries)).address;
    tables.set(key, table);
    return [...(slot === null ? [0, 0] : [2 * slot, ALL_BITS]), table, longest(entries)];
  });
  const bytes = bytesOfFields(fields);
  const { address } = plan.constant(bytes);
  return { address, end: address + bytes.byteLength };
}

function entryTable(entries: readonly string[]): Uint8Array {
  const table = new Uint8Array(16 * entries.length);
  const encoder = new TextEncoder();
  for (const [at, text] of entries.entries())
    table[16 * at + 15] = encoder.encodeInto(text, table.subarray(16 * at, 16 * at + 15)).written;
  return table;
}

/** Whether all tokens have the same number of bytes in each of their places. */
export function hasFixedRows(texts: readonly TextSlot[]): boolean {
  return texts.every(({ entries }) => {
    const most = longest(entries);
    return entries.every((text) => Buffer.byteLength(text) === most);
  });
}

interface RegisterMixer {
  readonly start: () => void;
  readonly mix: (rows: number, count: number) => void;
  readonly read: () => Uint32Array<ArrayBuffer>;
}

/** Reads the code points off the XOR of whole rows. */
function rowRegister(atoms: readonly Atom[], plan: KernelPlan): RegisterMixer {
  const digits: { readonly offset: number; readonly width: number }[] = [];
  let rowBytes = 0;
  for (const atom of atoms) {
    if (atom.kind === "text") rowBytes += Buffer.byteLength(atom.text);
    else if (atom.kind === "check") rowBytes += atom.bytes;
    else {
      const width = widest(atom.symbols);
      digits.push({ offset: rowBytes, width });
      rowBytes += width;
    }
  }
  const mixed = plan.constant(new Uint8Array(16 * Math.ceil(rowBytes / 16)));
  return {
    start: () => {
      kernel().bytes.fill(0, mixed.address, mixed.address + rowBytes);
    },
    mix: (rows, count) => {
      kernel().mixRows(mixed.address, rows, rowBytes, count);
    },
    read: () => Uint32Array.from(digits, ({ offset, width }) => payload(kernel().bytes, mixed.address + offset, width)),
  };
}

/** Looks the code point of each digit up. */
function pointRegister(pattern: Pattern, { place, stride }: WordCells, plan: KernelPlan): RegisterMixer {
  const alphabets = digitAlphabets(pattern);
  const tables = new Map<string, number>();
  const addresses = alphabets.map((alphabet) => {
    const address = tables.get(alphabet.chars) ?? plan.constant(new Uint8Array(codePoints(alphabet).buffer)).address;
    tables.set(alphabet.chars, address);
    return address;
  });
  const tablesPlace = plan.constant(bytesOfFields(addresses));
  const register = plan.constant(new Uint8Array(4 * alphabets.length));
  const end = () => register.address + 4 * alphabets.length;
  return {
    start: () => {
      kernel().bytes.fill(0, register.address, end());
    },
    mix: (_, count) => {
      kernel().mixPoints(register.address, place.address, stride, count, alphabets.length, tablesPlace.address);
    },
    read: () => new Uint32Array(kernel().bytes.buffer.slice(register.address, end())),
  };
}
