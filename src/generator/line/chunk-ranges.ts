import { type ChunkKind, chunkSize } from "./chunk-size.ts";
import type { GeneratorLine } from "./line.ts";

/** The tokens of a line with the indexes `first` … `first + count − 1`. */
export interface TokenRange {
  readonly first: bigint;
  readonly count: bigint;
}

/** A range that one call computes. */
export interface ChunkRange {
  readonly first: bigint;
  readonly count: number;
}

/** The first chunk is smaller than the rest, so that the first byte comes soon. */
const FIRST_BYTES = 2 ** 16;

export interface CutOptions {
  /** Tokens unless told. */
  readonly kind?: ChunkKind | undefined;
  /** Rows of each chunk, instead of as many as fill it. */
  readonly onlyTokens?: number | undefined;
}

/**
 * Cuts a range into chunks, in order: 64 KiB, then 1 MiB each, or `onlyTokens` rows each. The text does not show where it was cut.
 *
 * @throws {RangeError} When `onlyTokens` is not a positive integer.
 */
export function* chunkRanges(
  line: GeneratorLine,
  range: TokenRange,
  { kind, onlyTokens }: CutOptions = {},
): Generator<ChunkRange, void, undefined> {
  if (onlyTokens !== undefined && !(Number.isSafeInteger(onlyTokens) && onlyTokens > 0)) {
    throw new RangeError(`A chunk has 1 token or more, but got ${onlyTokens}.`);
  }
  const usual = onlyTokens ?? chunkSize(line, kind);
  let length = onlyTokens ?? chunkSize(line, kind, FIRST_BYTES);
  const end = range.first + range.count;
  for (let first = range.first; first < end; length = usual) {
    const left = end - first;
    const count = left < length ? Number(left) : length;
    yield { first, count };
    first += BigInt(count);
  }
}
