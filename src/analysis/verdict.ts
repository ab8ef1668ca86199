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
import { judge, notApplicable, type Outcome, overall, SIGNIFICANCE, type TestResult } from "./test-result.ts";

/** The tokens of a part, in their order, as numbers and digit by digit. Batches may share their buffers. */
export interface VerdictInput {
  readonly scores: () => Iterable<ScoreBatch>;
  /** Or why the digits are not tested: their symbols do not come equally often among all tokens, or are not of one alphabet. */
  readonly numerals: (() => Iterable<NumeralBatch>) | { readonly untested: string };
  readonly shape: VerdictShape;
}

export interface VerdictShape {
  /** Symbols of the alphabet, 2 to 65,536; of no meaning where the digits are not tested. */
  readonly radix: number;
  readonly digits: number;
  /** All tokens: radix^digits where the digits are tested. */
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
  /** Of every position; analyses whose digits are not tested have none, nor have those that were stored before there were any. */
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
  if (typeof numerals === "function" && sample.capacity !== BigInt(sample.radix) ** BigInt(sample.digits))
    throw new RangeError(`Tokens of ${sample.digits} of ${sample.radix} symbols are not ${sample.capacity}.`);
  const scan = new ScoreScan(sample);
  scan.run(scores());
  const { borders, counts } = scan.bins;
  const symbols = typeof numerals === "function" ? countNumerals(numerals(), sample) : null;
  const tests = judge([
    ...("untested" in numerals ? [notApplicable("frequency", null, numerals.untested)] : []),
    ...(symbols === null ? [] : frequencyTests(symbols, sample)),
    serialCorrelationTest(scan.sums),
    runsTest(scan.runs),
    gapTest(scan.gaps, borders[counts.length >> 1] ?? 0n, sample),
  ]);
  return {
    verdict: overall(tests),
    significance: SIGNIFICANCE,
    tests,
    histogram: scan.bins.toHistogram(),
    ...(symbols !== null && { frequencies: symbolFrequencies(symbols, sample) }),
    points: { scores: points(scan.scores), deltas: points(scan.deltas), walk: points(scan.walk) },
  };
}

function toSample({ radix, digits, capacity, count }: VerdictShape): Sample {
  if (count < 1n || count > capacity || count > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`A part of a line of ${capacity} has no ${count} tokens.`);
  return { radix, digits, capacity, count: Number(count) };
}

/** The points alone, which can be sent between threads. */
function points({ indexes, values }: PlotPoints): PlotPoints {
  return { indexes, values };
}
