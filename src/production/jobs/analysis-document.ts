import type { Metrics } from "../../analysis/metrics.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { tokenOf } from "../../generator/scores/score.ts";
import { type SpelledNumber, toFloat } from "../../lib/to-float.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PartFile } from "../records/part-file.entity.ts";
import type { Findings } from "../../analysis/analyse.ts";

export interface Analysed {
  readonly line: Line;
  readonly part: Part;
  /** Whether there is a key for hashes of the files. */
  readonly isSeeded: boolean;
  readonly findings: Pick<Findings, "metrics" | "tokens">;
  /** What paths begin with where the outside reaches the service. */
  readonly publicPath: string;
  /** As the record of the part tells it. */
  readonly checksum: string;
  /** Data, score and delta. */
  readonly files: readonly Pick<PartFile, "kind" | "size" | "hash">[];
}

/** The analysis file: the JSON:API document of the REST contract, section 7. */
export function analysisDocument({ line, part, isSeeded, findings, publicPath, checksum, files }: Analysed): Buffer {
  const path = `${publicPath}/api/tokens/${line.id}`;
  const { metrics } = findings;
  const { minimum, maximum } = tokenRange(line, findings);
  const attributes = {
    level: part.analysis,
    score: shown(metrics.score),
    delta: shown(metrics.delta),
    data: { minimum, maximum, checksum },
    filesizes: Object.fromEntries(files.map(({ kind, size }) => [kind, toJson(size)])),
    ...(isSeeded && { filehashes: Object.fromEntries(files.map(({ kind, hash }) => [kind, hash])) }),
  };
  const links = { self: `${path}/analysis`, data: `${path}/data`, score: `${path}/score`, delta: `${path}/delta` };
  return Buffer.from(JSON.stringify({ links, data: { type: "analysis", id: line.id, attributes } }));
}

/** The tokens with the least and the greatest score. */
export function tokenRange(
  { alphabetChars, digits }: Pick<Line, "alphabetChars" | "digits">,
  { metrics: { score }, tokens }: Pick<Findings, "metrics" | "tokens">,
): { minimum: string; maximum: string } {
  if (tokens !== undefined) return tokens;
  const alphabet = toAlphabet(alphabetChars);
  return { minimum: tokenOf(alphabet, digits, score.minimum), maximum: tokenOf(alphabet, digits, score.maximum) };
}

/** Mean, median and standard deviation are rounded to whole numbers here, halves away from zero. */
function shown({ minimum, maximum, whole, variance, hurst }: Metrics) {
  return {
    minimum: toJson(minimum),
    maximum: toJson(maximum),
    mean: wholeFloat(whole.mean),
    median: wholeFloat(whole.median),
    var: variance === null ? null : toFloat(variance),
    std: wholeFloat(whole.deviation),
    hurst: toFloat(hurst),
  };
}

/** The same, spelled as a float. */
function wholeFloat(value: bigint): SpelledNumber | string {
  const json = toJson(value);
  return typeof json === "string" ? json : toFloat(json);
}

/** A number as long as it is exact as one, a string beyond. */
function toJson(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
