import type { TokenRange } from "./line/chunk-ranges.ts";
import { KernelPlan, loadImage } from "./kernel/kernel-plan.ts";
import { cacheName, newLineCache } from "./line/line-caches.ts";
import { checkRange, lineCapacity, type GeneratorLine } from "./line/line.ts";
import { chooseParts } from "./choose-parts.ts";
import type { LineParts } from "./formats/line-parts.ts";
import type { TokenSource } from "./kernel/token-source.ts";

/** What is computed once for each line: its ciphers and tables, and where they lie in the kernel's memory. */
export interface PreparedLine {
  readonly size: bigint;
  readonly source: TokenSource;
  /** Tokens that are computed together. */
  readonly batchTokens: number;
  /** Loads the line's constants into the kernel's memory, unless they are there. */
  readonly load: () => void;
}

const LIMIT_BYTES = 16 * 2 ** 20;

/**
 * Returns a function that prepares a line for one use of its tokens, with what `make` adds to the plan, and keeps what it prepared for the
 * next call. It throws a RangeError or ServiceError as `lineCapacity()` does.
 */
export function perLine<T>(
  make: (line: GeneratorLine, parts: LineParts, plan: KernelPlan) => T,
): (line: GeneratorLine) => PreparedLine & T {
  const lines = newLineCache<PreparedLine & T>(LIMIT_BYTES);
  return (line) => {
    return lines.get(cacheName(line), () => {
      const size = lineCapacity(line);
      const own = { ...line, key: line.key.slice() }; // the caller's may be overwritten once the call is over
      const plan = new KernelPlan();
      const parts = chooseParts(own, plan);
      const made = make(own, parts, plan);
      const layout = plan.close();
      const { batchTokens, image } = layout;
      const wipe = () => {
        own.key.fill(0);
        image.fill(0);
      };
      return {
        value: {
          size,
          source: parts.source,
          batchTokens,
          load: () => {
            loadImage(layout);
          },
          ...made,
        },
        bytes: image.byteLength + 2 * (line.chars.length + (line.format?.length ?? 0)),
        wipe,
      };
    });
  };
}

/**
 * Computes the tokens of a range in the kernel's memory, batch after batch, and yields how many each batch has. Another line may use the
 * kernel before the next batch. Each batch begins with the last `overlap` tokens of the one before.
 *
 * @throws {RangeError} At once, when the range leaves the line.
 */
export function fillBatches(line: PreparedLine, range: TokenRange, overlap = 0): Generator<number, void, undefined> {
  checkRange(line.size, range.first, range.count);
  return eachBatch(line, range, overlap);
}

function* eachBatch(
  { source, batchTokens, load }: PreparedLine,
  { first, count }: TokenRange,
  overlap: number,
): Generator<number, void, undefined> {
  let next = first;
  for (let left = count; left > overlap;) {
    const batch = left < batchTokens ? Number(left) : batchTokens;
    load();
    source.fill(next, batch);
    yield batch;
    const step = BigInt(batch - overlap);
    next += step;
    left -= step;
  }
}
