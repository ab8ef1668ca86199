import { type AllowedWords, startState } from "../../format/language/allowed-words.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";

/** Tables are shared by all lines of their format, so each has its bytes only once. */
const bytesOf = new WeakMap<ArrayBufferView, Uint8Array>();

/** A plan needs a format's automaton once. */
const placed = new WeakMap<KernelPlan, Place>();

/** `Automaton` of the kernel, with its tables. */
export function automatonImage(words: AllowedWords, plan: KernelPlan): Place {
  const place = placed.get(plan) ?? placeAutomaton(words, plan);
  placed.set(plan, place);
  return place;
}

function placeAutomaton(words: AllowedWords, plan: KernelPlan): Place {
  const { dfa, tables, checks, counts } = words;
  const word64s = words.word32s / 2;
  const addresses = new Map<ArrayBufferView, number>();
  const addressOf = (table: ArrayBufferView): number => {
    const address = addresses.get(table) ?? plan.sharedConstant(sharedBytes(table)).address;
    addresses.set(table, address);
    return address;
  };
  const digits = tables.flatMap((table, at) => {
    const read = checks[at + 1] ?? null;
    return [table.alphabet.symbols.length, addressOf(table.classes), read === null ? 0 : addressOf(read)];
  });
  return plan.constant(
    bytesOfFields([
      tables.length,
      word64s,
      dfa.states,
      2 * dfa.classes,
      startState(words),
      addressOf(dfa.next),
      addressOf(counts),
      plan.constant(bytesOfFields(digits)).address,
      plan.constant(new Uint8Array(3 * 8 * word64s)).address,
    ]),
  );
}

/** Fields of 32 bits, as the kernel reads them. */
export function bytesOfFields(fields: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(fields).buffer);
}

function sharedBytes(table: ArrayBufferView): Uint8Array {
  const bytes = bytesOf.get(table) ?? new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
  bytesOf.set(table, bytes);
  return bytes;
}
