import { toAlphabet } from "../alphabet/alphabet.ts";
import { wordOfRank } from "../format/language/language.ts";
import { tokenText } from "../format/token-text.ts";
import type { TokenRange } from "../generator/line/chunk-ranges.ts";
import { formatOf, languageOf } from "../generator/line/line-format.ts";
import { type GeneratorLine, lineCapacity } from "../generator/line/line.ts";
import { numeralBatches, scoreBatches } from "../generator/score-batch.ts";
import { metricsOf, type PartMetrics } from "./metrics.ts";
import { type SymbolWeights, symbolWeights } from "./symbol-weights.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** What the numbers of a part say. Can be cloned to another thread, and stored by `node:v8`. */
export interface Findings {
  readonly metrics: PartMetrics;
  readonly verdict: Verdict;
  /** The tokens with the least and the greatest score, of a line that is written by a format; other lines' are computed from the scores alone. */
  readonly tokens?: { readonly minimum: string; readonly maximum: string };
}

/**
 * Analyses a part of a line, generating its scores anew for each of several passes; memory does not grow with their number.
 *
 * @throws {RangeError} for fewer than 100 tokens, or a range that the line does not have.
 */
export function analyse(line: GeneratorLine, range: TokenRange): Findings {
  const scores = () => scoreBatches(line, range);
  const numerals = () => numeralBatches(line, range);
  const shape = { symbols: symbolsOf(line), capacity: lineCapacity(line), count: range.count };
  const metrics = metricsOf(scores, shape);
  const { format } = line;
  return {
    metrics,
    verdict: verdictOf({ scores, numerals, shape }),
    ...(format !== undefined && { tokens: extremes(format, metrics) }),
  };
}

function symbolsOf({ chars, digits, format }: GeneratorLine): SymbolWeights[] {
  if (format !== undefined) return symbolWeights(languageOf(format));
  return new Array<SymbolWeights>(digits).fill({ radix: toAlphabet(chars).symbols.length, weights: null });
}

function extremes(format: string, { score }: PartMetrics): NonNullable<Findings["tokens"]> {
  const language = languageOf(format);
  const tokenOf = (rank: bigint) => tokenText(formatOf(format).pattern, wordOfRank(language, rank));
  return { minimum: tokenOf(score.minimum), maximum: tokenOf(score.maximum) };
}
