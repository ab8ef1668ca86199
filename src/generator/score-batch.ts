import type { TokenRange } from "./line/chunk-ranges.ts";
import { groupRows } from "./text/group-rows.ts";
import { kernel } from "./kernel/kernel.ts";
import type { GeneratorLine } from "./line/line.ts";
import { filledBatches, preparation } from "./prepared-line.ts";
import { scoreRows } from "./scores/score-rows.ts";

/** Scores of consecutive tokens of a line. */
export interface ScoreBatch {
  readonly count: number;
  /** 32-bit limbs of a score: the least that hold length^digits − 1. */
  readonly limbs: number;
  /** count × limbs words, a score's limbs side by side, least significant first. */
  readonly words: Uint32Array;
}

/** Numerals of consecutive tokens: count × digits, a token's numerals side by side, most significant first, each its character's place in the alphabet. */
export interface NumeralBatch {
  readonly count: number;
  readonly digits: number;
  readonly numerals: Uint16Array;
}

const preparedScores = preparation((_, { radix, source, plan }) => ({ rows: scoreRows(radix, source.halves, plan) }));

const preparedNumerals = preparation((_, { radix, source, plan }) => ({
  rows: groupRows(radix, 1, source.halves, plan),
}));

/**
 * The scores of a range of tokens, in order, a few thousand at a time, and fewer of long tokens. Each batch is written over the one
 * before; batches of other iterations are not touched.
 *
 * The first step throws as `chunk()` does.
 */
export function* scoreBatches(line: GeneratorLine, range: TokenRange): Generator<ScoreBatch, void, undefined> {
  const prepared = preparedScores(line);
  const { rows } = prepared;
  const { limbs } = rows;
  const words = new Uint32Array(prepared.batchTokens * limbs);
  for (const count of filledBatches(prepared, range)) {
    rows.join(count);
    words.set(new Uint32Array(kernel().bytes.buffer, rows.place.address, count * limbs));
    yield { count, limbs, words: words.subarray(0, count * limbs) };
  }
}

/** The numerals of a range of tokens, batch by batch as `scoreBatches()` gives scores. */
export function* numeralBatches(line: GeneratorLine, range: TokenRange): Generator<NumeralBatch, void, undefined> {
  const prepared = preparedNumerals(line);
  const { digits } = line;
  const { rows } = prepared;
  const numerals = new Uint16Array(prepared.batchTokens * digits);
  for (const count of filledBatches(prepared, range)) {
    rows.cut(count);
    numerals.set(new Uint16Array(kernel().bytes.buffer, rows.place.address, count * digits));
    yield { count, digits, numerals: numerals.subarray(0, count * digits) };
  }
}
