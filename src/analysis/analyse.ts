import { capacity } from "../alphabet/capacity.ts";
import { toAlphabet } from "../alphabet/alphabet.ts";
import type { TokenRange } from "../generator/line/chunk-ranges.ts";
import type { GeneratorLine } from "../generator/line/line.ts";
import { numeralBatches, scoreBatches } from "../generator/score-batch.ts";
import { metricsOf, type PartMetrics } from "./metrics.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** What the numbers of a part say. Can be cloned to another thread, and stored by `node:v8`. */
export interface Findings {
  readonly metrics: PartMetrics;
  readonly verdict: Verdict;
}

/**
 * Analyses a part of a line, generating its scores anew for each of several passes; memory does not grow with their number.
 *
 * @throws {RangeError} for fewer than 100 tokens, or a range that the line does not have.
 */
export function analyse(line: GeneratorLine, range: TokenRange): Findings {
  const alphabet = toAlphabet(line.chars);
  const scores = () => scoreBatches(line, range);
  const shape = {
    radix: alphabet.symbols.length,
    digits: line.digits,
    capacity: capacity(alphabet, line.digits),
    count: range.count,
  };
  return {
    metrics: metricsOf(scores, shape),
    verdict: verdictOf({ scores, numerals: () => numeralBatches(line, range), shape }),
  };
}
