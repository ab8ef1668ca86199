import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { FF1 } from "@noble/ciphers/ff1.js";
import { presetOf } from "../src/alphabet/presets.ts";
import { type ChunkKind, chunkSize } from "../src/generator/line/chunk-size.ts";
import { chunk } from "../src/generator/chunk.ts";
import { chooseDeflateMethod, deflateChunk } from "../src/generator/pool/deflate-chunk.ts";
import { indexesOfTokens } from "../src/generator/indexes-of-tokens.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../src/generator/line/line.ts";
import { scoreBatches } from "../src/generator/score-batch.ts";
import { scoreChunk } from "../src/generator/score-chunk.ts";
import { inTurn, median, pairedRatio, rate } from "./measure.ts";
import { atLeast, atMost, perSecond, type Row } from "./row.ts";

const ROUNDS = 5;
const EPCG30 = presetOf("UPPER_EPCG30")?.chars ?? "";

/** Permutation and text on one thread, against FF1 of @noble/ciphers and against one another. */
export async function generatorRows(): Promise<Row[]> {
  const speeds = await inTurn(ROUNDS, {
    noble: () => nobleSpeed(5_000),
    short: () => speed(lineOf(EPCG30, 12), 5_000_000n),
    middle: () => speed(lineOf(EPCG30, 20), 2_000_000n),
    long: () => speed(lineOf("AEIOU", 100), 200_000n),
    dice: () => speed(lineOf(presetOf("DICE")?.chars ?? "", 5), 7_776n, 500),
    letters: () => speed(lineOf(presetOf("UPPER_LATIN")?.chars ?? "", 4), 456_976n, 10),
  });
  const short = median(speeds.short);
  const ratio = (name: Exclude<keyof typeof speeds, "short">) => pairedRatio(speeds[name], speeds.short);
  const nobleRatio = pairedRatio(speeds.short, speeds.noble);
  const digits = median(speeds.long) * 100;
  return [
    {
      what: "UPPER_EPCG30 × 12, one thread",
      figure: perSecond(short, "tokens"),
      against: `@noble/ciphers FF1 at ${perSecond(median(speeds.noble), "tokens")}: ratio`,
      ...atLeast(nobleRatio, 280),
    },
    {
      what: "the same",
      figure: `${(1e9 / short).toFixed(0)} ns a token`,
      against: "nanoseconds",
      ...atMost(1e9 / short, 78),
    },
    {
      what: "UPPER_EPCG30 × 20 (halves below 2^64)",
      figure: perSecond(median(speeds.middle), "tokens"),
      against: "UPPER_EPCG30 × 12: ratio",
      ...atLeast(ratio("middle"), 0.5),
    },
    {
      what: "AEIOU × 100 (longer halves)",
      figure: perSecond(digits, "digits"),
      against: "million digits a second",
      ...atLeast(digits / 1e6, 60),
    },
    {
      what: "DICE × 5 (shuffled)",
      figure: perSecond(median(speeds.dice), "tokens"),
      against: "UPPER_EPCG30 × 12: ratio",
      ...atLeast(ratio("dice"), 1),
    },
    {
      what: "UPPER_LATIN × 4 (shuffled)",
      figure: perSecond(median(speeds.letters), "tokens"),
      against: "UPPER_EPCG30 × 12: ratio",
      ...atLeast(ratio("letters"), 1),
    },
    await flatnessRow(),
    ...(await scoreColumn("UPPER_EPCG30 × 12", lineOf(EPCG30, 12), 2_000_000)),
    ...(await scoreColumn("AEIOU × 100", lineOf("AEIOU", 100), 100_000)),
    ...(await inverseRows()),
    ...(await gzipRows("UPPER_EPCG30 × 20", lineOf(EPCG30, 20), 0.9)),
    ...(await gzipRows("DICE × 20", lineOf(presetOf("DICE")?.chars ?? "", 20), 0.4)),
  ];
}

/** Cost a token from 10^5 to 10^8 tokens: the dearest against the cheapest. */
async function flatnessRow(): Promise<Row> {
  const line = lineOf(EPCG30, 12);
  const speeds = await inTurn(3, {
    "10^5": () => speed(line, 100_000n, 100),
    "10^6": () => speed(line, 1_000_000n, 10),
    "10^7": () => speed(line, 10_000_000n),
    "10^8": () => speed(line, 100_000_000n),
  });
  const medians = Object.entries(speeds).map(([size, values]) => ({ size, speed: median(values) }));
  const spread = Math.max(...medians.map((each) => each.speed)) / Math.min(...medians.map((each) => each.speed));
  return {
    what: "cost a token, 10^5 to 10^8 tokens",
    figure: medians.map(({ size, speed: s }) => `${size}: ${(1e9 / s).toFixed(0)} ns`).join(", "),
    against: "dearest to cheapest",
    ...atMost(spread, 1.15),
  };
}

/** Scores as numbers and as text, and deltas, against the data of the same tokens. */
async function scoreColumn(name: string, line: GeneratorLine, count: number): Promise<Row[]> {
  const speeds = await inTurn(ROUNDS, {
    data: () => speed(line, BigInt(count)),
    bulk: () => bulkSpeed(line, count),
    score: () => speed(line, BigInt(count), 1, "score"),
    delta: () => speed(line, BigInt(count), 1, "delta"),
  });
  const row = (what: string, kind: keyof typeof speeds, unit: string, aim: number): Row => ({
    what: `${name}: ${what}`,
    figure: perSecond(median(speeds[kind]), unit),
    against: `its data at ${perSecond(median(speeds.data), "tokens")}: ratio`,
    ...atLeast(pairedRatio(speeds[kind], speeds.data), aim),
  });
  return [
    row("scores in bulk", "bulk", "scores", 0.7),
    row("score text", "score", "lines", 0.5),
    row("delta text", "delta", "lines", 0.5),
  ];
}

function bulkSpeed(line: GeneratorLine, count: number): Promise<number> {
  return rate(count, () => {
    let scores = 0;
    for (const batch of scoreBatches(line, { first: 0n, count: BigInt(count) })) scores += batch.count;
    if (scores !== count) throw new Error(`There are ${scores} of ${count} scores.`);
  });
}

/** Tokens whose indexes are found, on one thread, as many at a time as a request may ask for. */
async function inverseRows(): Promise<Row[]> {
  const speeds = await inTurn(3, {
    short: () => inverseSpeed(lineOf(EPCG30, 12), 100_000),
    long: () => inverseSpeed(lineOf("AEIOU", 100), 20_000),
    dice: () => inverseSpeed(lineOf(presetOf("DICE")?.chars ?? "", 5), 7_776, 10),
  });
  const row = (what: string, speed: number): Row => ({
    what,
    figure: perSecond(speed, "tokens"),
    against: "thousand tokens a second",
    ...atLeast(speed / 1e3, 100),
  });
  return [
    row("tokens verified, UPPER_EPCG30 × 12, one thread", median(speeds.short)),
    row("the same, AEIOU × 100", median(speeds.long)),
    row("the same, DICE × 5 (shuffled)", median(speeds.dice)),
  ];
}

function inverseSpeed(line: GeneratorLine, count: number, times = 1): Promise<number> {
  const tokens = Buffer.from(chunk(line, 0n, count).bytes)
    .toString("utf8")
    .split("\n")
    .slice(0, -1);
  return rate(count * times, () => {
    for (let time = 0; time < times; time += 1) {
      for (let first = 0; first < count; first += 1_000) indexesOfTokens(line, tokens.slice(first, first + 1_000));
    }
  });
}

/** Tokens made and compressed by one thread, in chunks as the service makes them, against zlib's level 6 of the same text as a whole. */
async function gzipRows(name: string, line: GeneratorLine, leastRatio: number): Promise<Row[]> {
  const [chunks, most] = [4, chunkSize(line)];
  const text = chunk(line, 0n, chunks * most).bytes;
  const method = chooseDeflateMethod(line, { first: 0n, count: BigInt(chunks * most) });
  const piece = (at: number) =>
    deflateChunk(line, { first: BigInt(at * most), count: most, method, isLast: at === chunks - 1 }).bytes.length;
  let size = 0;
  let levelSize = 0;
  const speeds = await inTurn(3, {
    ours: () =>
      rate(text.length, () => {
        size = Array.from({ length: chunks }, (_, at) => piece(at)).reduce((sum, each) => sum + each);
      }),
    level: () =>
      rate(text.length, () => {
        levelSize = deflateRawSync(text, { level: 6 }).length;
      }),
  });
  const speedOf = (each: keyof typeof speeds) => `${(median(speeds[each]) / 1e6).toFixed(1)} MB/s`;
  return [
    {
      what: `gzip of ${name}, its tokens made too, one thread (${method})`,
      figure: speedOf("ours"),
      against: `zlib's level 6 alone at ${speedOf("level")}: ratio`,
      ...atLeast(pairedRatio(speeds.ours, speeds.level), leastRatio),
    },
    { what: "its size", figure: `${size} bytes`, against: "zlib's level 6: ratio", ...atMost(size / levelSize, 1.01) },
  ];
}

function lineOf(chars: string, digits: number): GeneratorLine {
  return { version: GENERATOR_VERSION, key: createHash("sha256").update("bench").digest(), chars, digits };
}

/** Tokens, scores or deltas a second, in chunks as the service makes them. */
function speed(line: GeneratorLine, count: bigint, times = 1, kind: ChunkKind = "data"): Promise<number> {
  const most = BigInt(chunkSize(line, kind));
  return rate(Number(count) * times, () => {
    for (let time = 0; time < times; time += 1) {
      for (let first = 0n; first < count; first += most) {
        const part = { first, count: Number(count - first < most ? count - first : most) };
        if (kind === "data") chunk(line, part.first, part.count);
        else scoreChunk(line, part, kind);
      }
    }
  });
}

function nobleSpeed(count: number): Promise<number> {
  const cipher = FF1(30, createHash("sha256").update("bench").digest());
  return rate(count, () => {
    for (let index = 0; index < count; index += 1) {
      let rest = index;
      const numerals = Array.from({ length: 12 }, () => {
        const numeral = rest % 30;
        rest = Math.floor(rest / 30);
        return numeral;
      });
      cipher
        .encrypt(numerals.reverse())
        .map((numeral) => EPCG30[numeral])
        .join("");
    }
  });
}
