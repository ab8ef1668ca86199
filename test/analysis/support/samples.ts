import type { NumeralBatch, ScoreBatch } from "../../../src/generator/score-batch.ts";
import type { SymbolWeights } from "../../../src/analysis/symbol-weights.ts";
import type { VerdictInput } from "../../../src/analysis/verdict.ts";

/** Numbers from 0 to 1, the same in every run (sfc32, C. Doty-Humphrey's PractRand). */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [seed, 0x9e3779b9, 0x243f6a88, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** Different numbers below `capacity` in random order: the first of a shuffle that swaps only what it needs. */
export function drawn(count: number, capacity: number, random: () => number): number[] {
  const moved = new Map<number, number>();
  return Array.from({ length: count }, (_, at) => {
    const other = at + Math.floor(random() * (capacity - at));
    const value = moved.get(other) ?? other;
    moved.set(other, moved.get(at) ?? at);
    return value;
  });
}

export interface Shape {
  readonly radix: number;
  readonly digits: number;
}

/** Digits whose symbols come equally often. */
export function evenly({ radix, digits }: Shape): SymbolWeights[] {
  return new Array<SymbolWeights>(digits).fill({ radix, weights: null });
}

/** Tokens of those scores, in batches that share one buffer, as those of a generator do. */
export function inputOf(
  scores: readonly (number | bigint)[],
  { radix, digits }: Shape,
  batchTokens = 1000,
): VerdictInput {
  const capacity = BigInt(radix) ** BigInt(digits);
  const exact = scores.map(BigInt);
  return {
    scores: () => scoreBatches(exact, capacity, batchTokens),
    numerals: () => numeralBatches(exact, { radix, digits }, batchTokens),
    shape: { symbols: evenly({ radix, digits }), capacity, count: BigInt(scores.length) },
  };
}

function* scoreBatches(scores: readonly bigint[], capacity: bigint, batchTokens: number): Generator<ScoreBatch> {
  const word32s = Math.ceil((capacity - 1n).toString(2).length / 32);
  const words = new Uint32Array(batchTokens * word32s);
  for (let from = 0; from < scores.length; from += batchTokens) {
    const batch = scores.slice(from, from + batchTokens);
    for (const [row, score] of batch.entries()) {
      for (let word = 0; word < word32s; word++)
        words[row * word32s + word] = Number((score >> BigInt(32 * word)) & 0xffffffffn);
    }
    yield { count: batch.length, word32s, scores: words };
    words.fill(0xdeadbeef);
  }
}

function* numeralBatches(
  scores: readonly bigint[],
  { radix, digits }: Shape,
  batchTokens: number,
): Generator<NumeralBatch> {
  const numerals = new Uint16Array(batchTokens * digits);
  for (let from = 0; from < scores.length; from += batchTokens) {
    const batch = scores.slice(from, from + batchTokens);
    for (const [row, score] of batch.entries()) {
      for (let place = digits - 1, rest = score; place >= 0; place--, rest /= BigInt(radix))
        numerals[row * digits + place] = Number(rest % BigInt(radix));
    }
    yield { count: batch.length, digits, numerals };
    numerals.fill(0xdead);
  }
}
