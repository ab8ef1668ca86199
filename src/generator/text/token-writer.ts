import type { KernelPlan } from "../kernel/kernel-plan.ts";
import { fixedWriter } from "./fixed-writer.ts";
import { mixedWriter } from "./mixed-writer.ts";
import { symbolTable } from "./symbol-table.ts";
import type { Halves } from "../kernel/token-source.ts";

/** Writes the tokens that a source left in the kernel's memory. */
export interface TokenWriter {
  /** Forgets the tokens written so far. */
  start(): void;
  /** Writes a batch of tokens, each followed by a newline. The bytes stand until the next call. */
  write(count: number): Uint8Array;
  /** Per digit, the XOR of the code points of all tokens since the start. */
  register(): Uint32Array<ArrayBuffer>;
}

/** The fastest writer for tokens that consist of those halves, the most significant first. */
export function tokenWriter(chars: string, halves: Halves, plan: KernelPlan): TokenWriter {
  const symbols = symbolTable(chars);
  return symbols.width === null
    ? mixedWriter(symbols, halves, plan)
    : fixedWriter({ ...symbols, width: symbols.width }, halves, plan);
}
