import { createHash } from "node:crypto";
import { analyse } from "../src/analysis/analyse.ts";
import { metricsOf } from "../src/analysis/metrics.ts";
import { presetOf } from "../src/alphabet/presets.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../src/generator/line/line.ts";
import { scoreBatches } from "../src/generator/score-batch.ts";
import { inTurn, median, rate } from "./measure.ts";
import { atLeast, perSecond, type Row } from "./row.ts";

const ROUNDS = 3;
const TOKENS = 10_000_000;
const RANGE = { first: 0n, count: BigInt(TOKENS) };
const LINE: GeneratorLine = {
  version: GENERATOR_VERSION,
  key: createHash("sha256").update("bench").digest(),
  chars: presetOf("UPPER_EPCG30")?.chars ?? "",
  digits: 12,
};

/** Analyses of 10 million tokens on one thread, the making of their scores and all passes over them included. */
export async function metricsRows(): Promise<Row[]> {
  const speeds = await inTurn(ROUNDS, {
    metrics: () =>
      rate(TOKENS, () => void metricsOf(() => scoreBatches(LINE, RANGE), { count: RANGE.count, capacity: 30n ** 12n })),
    analysis: () => rate(TOKENS, () => void analyse(LINE, RANGE)),
  });
  return [
    row("metrics of 10 million tokens, UPPER_EPCG30 × 12, one thread", median(speeds.metrics)),
    row("the same, with the tests of the verdict", median(speeds.analysis)),
  ];
}

function row(what: string, speed: number): Row {
  return {
    what,
    figure: `${(1e9 / speed).toFixed(0)} ns a token`,
    against: `million tokens a second (${perSecond(speed, "tokens")})`,
    ...atLeast(speed / 1e6, 1),
  };
}
