import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import type { TokenSource } from "../kernel/token-source.ts";
import type { Weighed } from "../line/byte-cache.ts";
import { newLineCache } from "../line/line-caches.ts";
import { invert, shuffle } from "./shuffle.ts";

/** Room for three of the largest tables in each thread. */
const LIMIT_BYTES = 49 * 2 ** 20;

const tables = newLineCache<Uint32Array>(LIMIT_BYTES);

/** A line that is shuffled as a whole, under its `cacheName()`. */
export interface ShuffledLine {
  readonly name: string;
  readonly key: Uint8Array;
  /** All of its tokens. */
  readonly size: number;
}

/** The scores of a shuffled line in the order of its indexes; kept for the next call. */
export function scoresOf({ name, key, size }: ShuffledLine): Uint32Array {
  return tables.get(`${name}:scores`, () => weighed(shuffle(key, size)));
}

/** The indexes of a shuffled line in the order of its scores; built on first demand and kept for the next call. */
export function indexesOf(line: ShuffledLine): Uint32Array {
  return tables.get(`${line.name}:indexes`, () => weighed(invert(scoresOf(line))));
}

/** A source for a shuffled line. It looks each token up in the line's table, as one number that is not halved. */
export function shuffleSource(line: ShuffledLine, digits: number, plan: KernelPlan): TokenSource {
  const place = plan.column(4);
  return {
    halves: [{ digits, place, word32s: 1, stride: 4 }],
    fill: (first, count) => {
      const start = Number(first);
      new Uint32Array(kernel().bytes.buffer, place.address, count).set(scoresOf(line).subarray(start, start + count));
    },
  };
}

function weighed(table: Uint32Array): Weighed<Uint32Array> {
  return {
    value: table,
    bytes: table.byteLength,
    wipe: () => {
      table.fill(0);
    },
  };
}
