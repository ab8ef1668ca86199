import type { NumeralBatch, ScoreBatch } from "../generator/score-batch.ts";
import { frequencyTests } from "./frequency-test.ts";
import { gapTest } from "./gap-test.ts";
import type { Histogram } from "./histogram.ts";
import { countNumerals } from "./numeral-counts.ts";
import type { PlotPoints } from "./plot-points.ts";
import { runsTest } from "./runs-test.ts";
import type { Sample } from "./sample.ts";
import { ScoreScan } from "./score-scan.ts";
import { serialCorrelationTest } from "./serial-correlation-test.ts";
import { type SymbolFrequencies, symbolFrequencies } from "./symbol-frequencies.ts";
import type { SymbolWeights } from "./symbol-weights.ts";
import { judge, type Outcome, overall, SIGNIFICANCE, type TestResult } from "./test-result.ts";

/** The tokens of a part, in their order, as numbers and digit by digit. Batches may share their buffers. */
export interface VerdictInput {
  readonly scores: () => Iterable<ScoreBatch>;
  readonly numerals: () => Iterable<NumeralBatch>;
  readonly shape: VerdictShape;
}

export interface VerdictShape {
  /** The symbols of each digit, and how often they come among all tokens. */
  readonly symbols: readonly SymbolWeights[];
  /** All tokens: where nothing is forbidden, the digits' radices multiplied. */
  readonly capacity: bigint;
  /** Tokens of the part. */
  readonly count: bigint;
}

/** Whether the tokens of a part look as if they had been drawn at random without replacement, and what a plot of them needs. */
export interface Verdict {
  /** Fails when a test does; not applicable when none is. */
  readonly verdict: Outcome;
  /** How often the tokens of a line in random order fail, at most: all tests together. */
  readonly significance: number;
  /** The positions, all of them together, serial correlation, runs up and down, gaps. */
  readonly tests: readonly TestResult[];
  readonly histogram: Histogram;
  /** Of every position; analyses that were stored before there were any have none. */
  readonly frequencies?: readonly SymbolFrequencies[];
  /** Scores and deltas are parts of the capacity, the walk is in standard deviations; a plot needs them no more exactly than plain numbers are. */
  readonly points: { readonly scores: PlotPoints; readonly deltas: PlotPoints; readonly walk: PlotPoints };
}

/**
 * Tests the tokens of a part. Which part of the line it is makes no difference: see `Sample`. What the tests are, and the formulas behind them, is in docs/verdict.md.
 *
 * One pass over the scores and one over the numerals; memory does not grow with the number of tokens.
 *
 * @throws {RangeError} When the tokens are not as many, or not of the shape, as told.
 */
export function verdictOf({ scores, numerals, shape }: VerdictInput): Verdict {
  const sample = toSample(shape);
  const scan = new ScoreScan(sample);
  scan.run(scores());
  const { borders, counts } = scan.bins;
  const symbols = countNumerals(numerals(), sample);
  const tests = judge([
    ...frequencyTests(symbols, sample),
    serialCorrelationTest(scan.sums),
    runsTest(scan.runs),
    gapTest(scan.gaps, borders[counts.length >> 1] ?? 0n, sample),
  ]);
  return {
    verdict: overall(tests),
    significance: SIGNIFICANCE,
    tests,
    histogram: scan.bins.toHistogram(),
    frequencies: symbolFrequencies(symbols, sample),
    points: { scores: points(scan.scores), deltas: points(scan.deltas), walk: points(scan.walk) },
  };
}

function toSample({ symbols, capacity, count }: VerdictShape): Sample {
  if (count < 1n || count > capacity || count > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`A part of a line of ${capacity} has no ${count} tokens.`);
  const all = symbols.reduce((product, { radix }) => product * BigInt(radix), 1n);
  const isWhole = symbols.every(({ weights }) => weights === null);
  if (isWhole ? capacity !== all : capacity > all)
    throw new RangeError(`Tokens of ${symbols.length} such digits are ${all}, and not ${capacity}.`);
  return { symbols, capacity, count: Number(count) };
}

/** The points alone, which can be sent between threads. */
function points({ indexes, values }: PlotPoints): PlotPoints {
  return { indexes, values };
}
