import type { ChunkKind } from "../line/chunk-size.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { ScoreRows } from "./score-rows.ts";

/** Writes scores in decimal. */
export interface DecimalWriter {
  /** Writes the scores or deltas of a batch of so many scores, which are used up, each followed by a newline; the bytes stand until the next. */
  write(kind: Exclude<ChunkKind, "data">, scores: number): Uint8Array;
}

/** A writer of scores that lie in those rows. With its sign and newline a number has at most `lineBytes` bytes. */
export function decimalWriter({ place, limbs }: ScoreRows, lineBytes: number, plan: KernelPlan): DecimalWriter {
  const groups = plan.constant(new Uint8Array(4 * Math.ceil(lineBytes / 8)));
  const signs = plan.column(1);
  const out = plan.column(lineBytes);
  return {
    write: (kind, scores) => {
      const wasm = kernel();
      const lines = kind === "delta" ? scores - 1 : scores;
      if (kind === "delta") wasm.differences(place.address, signs.address, limbs, lines);
      const end = wasm.writeDecimals(
        out.address,
        place.address,
        kind === "delta" ? signs.address : 0,
        limbs,
        lines,
        groups.address,
      );
      return wasm.bytes.subarray(out.address, end);
    },
  };
}
