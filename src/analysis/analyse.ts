import { toAlphabet } from "../alphabet/alphabet.ts";
import { wordOfRank } from "../format/language/language.ts";
import { tokenText } from "../format/token-text.ts";
import type { TokenRange } from "../generator/line/chunk-ranges.ts";
import { formatOf, languageOf } from "../generator/line/line-format.ts";
import { type GeneratorLine, lineCapacity } from "../generator/line/line.ts";
import { numeralBatches, scoreBatches } from "../generator/score-batch.ts";
import { metricsOf, type PartMetrics } from "./metrics.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** What the numbers of a part say. Can be cloned to another thread, and stored by `node:v8`. */
export interface Findings {
  readonly metrics: PartMetrics;
  readonly verdict: Verdict;
  /** The tokens with the least and the greatest score, of a line that is written by a format; other lines' are computed from the scores alone. */
  readonly tokens?: { readonly minimum: string; readonly maximum: string };
}

/** What two or more alphabets, or forbidden words, do to the frequencies of symbols. */
const UNEVEN = "The digits of this format do not have all symbols equally often, so they are not compared with that.";

/**
 * Analyses a part of a line, generating its scores anew for each of several passes; memory does not grow with their number.
 *
 * @throws {RangeError} for fewer than 100 tokens, or a range that the line does not have.
 */
export function analyse(line: GeneratorLine, range: TokenRange): Findings {
  const scores = () => scoreBatches(line, range);
  const radix = evenRadix(line);
  const shape = { radix: radix ?? 0, digits: line.digits, capacity: lineCapacity(line), count: range.count };
  const numerals = radix === null ? { untested: UNEVEN } : () => numeralBatches(line, range);
  const metrics = metricsOf(scores, shape);
  const { format } = line;
  return {
    metrics,
    verdict: verdictOf({ scores, numerals, shape }),
    ...(format !== undefined && { tokens: extremes(format, metrics) }),
  };
}

/** How many symbols every digit has, where each comes equally often among all tokens; else null. */
function evenRadix({ chars, format }: GeneratorLine): number | null {
  if (format === undefined) return toAlphabet(chars).symbols.length;
  const { alphabets, allowed } = languageOf(format);
  const [first] = alphabets;
  const isEven = allowed === null && alphabets.every((alphabet) => alphabet.chars === first?.chars);
  return isEven && first !== undefined ? first.symbols.length : null;
}

function extremes(format: string, { score }: PartMetrics): NonNullable<Findings["tokens"]> {
  const language = languageOf(format);
  const tokenOf = (rank: bigint) => tokenText(formatOf(format).pattern, wordOfRank(language, rank));
  return { minimum: tokenOf(score.minimum), maximum: tokenOf(score.maximum) };
}
