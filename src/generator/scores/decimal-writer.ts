import type { ChunkKind } from "../line/chunk-size.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { ScoreColumn } from "./score-column.ts";

/** Writes scores in decimal. */
export interface DecimalWriter {
  /** Writes a batch of so many scores, or their deltas, each followed by a newline. It uses the scores up; the bytes stand until the next call. */
  write(kind: Exclude<ChunkKind, "data">, scores: number): Uint8Array;
}

/** A writer for the scores of a column. A row, a number with its sign and newline, has at most `rowBytes` bytes. */
export function decimalWriter({ place, word32s }: ScoreColumn, rowBytes: number, plan: KernelPlan): DecimalWriter {
  const groups = plan.constant(new Uint8Array(4 * Math.ceil(rowBytes / 8)));
  const signs = plan.column(1);
  const out = plan.column(rowBytes);
  return {
    write: (kind, scores) => {
      const wasm = kernel();
      const rows = kind === "delta" ? scores - 1 : scores;
      if (kind === "delta") wasm.differences(place.address, signs.address, word32s, rows);
      const end = wasm.writeDecimals(
        out.address,
        place.address,
        kind === "delta" ? signs.address : 0,
        word32s,
        rows,
        groups.address,
      );
      return wasm.bytes.subarray(out.address, end);
    },
  };
}
