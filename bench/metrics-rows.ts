import { metricsOf } from "../src/analysis/metrics.ts";
import type { ScoreBatch } from "../src/generator/score-batch.ts";
import { inTurn, median, rate } from "./measure.ts";
import { atLeast, perSecond, type Row } from "./row.ts";

const ROUNDS = 3;
const TOKENS = 10_000_000;
const BATCH = 7_168;
const CAPACITY = 30n ** 12n;

/** Metrics of 10 million scores of 59 bits and of their deltas, on one thread, with all passes over them. */
export async function metricsRows(): Promise<Row[]> {
  const speeds = await inTurn(ROUNDS, {
    metrics: () => rate(TOKENS, () => void metricsOf(() => noise(TOKENS), { count: BigInt(TOKENS), capacity: CAPACITY })),
  });
  const speed = median(speeds.metrics);
  return [{ what: "metrics of 10 million scores below 30^12, one thread", figure: `${(1e9 / speed).toFixed(0)} ns a token`, against: `million tokens a second (${perSecond(speed, "tokens")})`, ...atLeast(speed / 1e6, 1) }];
}

/** Pseudo-random scores in a line's form: xorshift32 for both words, the upper one below that of the capacity. */
function* noise(count: number): Generator<ScoreBatch> {
  const words = new Uint32Array(2 * BATCH);
  const top = Number(CAPACITY >> 32n);
  let state = 1;
  for (let left = count; left > 0; left -= BATCH) {
    for (let at = 0; at < words.length; at++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      words[at] = at % 2 === 0 ? state : (state >>> 0) % top;
    }
    yield { count: Math.min(left, BATCH), limbs: 2, words };
  }
}
