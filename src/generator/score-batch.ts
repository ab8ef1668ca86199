import type { TokenRange } from "./line/chunk-ranges.ts";
import { kernel } from "./kernel/kernel.ts";
import type { GeneratorLine } from "./line/line.ts";
import { fillBatches, perLine } from "./prepared-line.ts";

/** Scores of consecutive tokens of a line. */
export interface ScoreBatch {
  readonly count: number;
  /** 32-bit words of a score: as few as hold length^digits − 1. */
  readonly word32s: number;
  /** count × word32s words: each score's side by side, least significant first. */
  readonly scores: Uint32Array;
}

/** Numerals of consecutive tokens: count × digits, a token's numerals side by side, most significant first, each its symbol's index in the alphabet. */
export interface NumeralBatch {
  readonly count: number;
  readonly digits: number;
  readonly numerals: Uint16Array;
}

const preparedScores = perLine((_, parts) => ({ column: parts.scores() }));

const preparedNumerals = perLine((_, parts) => ({ column: parts.numerals() }));

/**
 * Yields the scores of a range of tokens in order, a few thousand at a time, and fewer of long tokens. Each batch overwrites the one before of
 * the same iteration.
 *
 * The first step throws as `chunk()` does.
 */
export function* scoreBatches(line: GeneratorLine, range: TokenRange): Generator<ScoreBatch, void, undefined> {
  const prepared = preparedScores(line);
  const { column } = prepared;
  const { word32s } = column;
  const scores = new Uint32Array(prepared.batchTokens * word32s);
  for (const count of fillBatches(prepared, range)) {
    column.join(count);
    scores.set(new Uint32Array(kernel().bytes.buffer, column.place.address, count * word32s));
    yield { count, word32s, scores: scores.subarray(0, count * word32s) };
  }
}

/** Yields the numerals of a range of tokens, batch by batch, as `scoreBatches()` yields scores. */
export function* numeralBatches(line: GeneratorLine, range: TokenRange): Generator<NumeralBatch, void, undefined> {
  const prepared = preparedNumerals(line);
  const { digits } = line;
  const { column } = prepared;
  const numerals = new Uint16Array(prepared.batchTokens * digits);
  for (const count of fillBatches(prepared, range)) {
    column.cut(count);
    numerals.set(new Uint16Array(kernel().bytes.buffer, column.place.address, count * digits));
    yield { count, digits, numerals: numerals.subarray(0, count * digits) };
  }
}
