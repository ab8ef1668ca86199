import { createHash } from "node:crypto";
import { presetOf } from "../src/alphabet/presets.ts";
import { type FormatInput, formatLanguage, formatText, parseFormat } from "../src/format/format.ts";
import { chunk } from "../src/generator/chunk.ts";
import { chunkSize } from "../src/generator/line/chunk-size.ts";
import { FORMAT_VERSION, GENERATOR_VERSION, type GeneratorLine } from "../src/generator/line/line.ts";
import { inTurn, median, pairedRatio, rate } from "./measure.ts";
import { atLeast, atMost, perSecond, type Row } from "./row.ts";

const ROUNDS = 5;
const KEY = createHash("sha256").update("bench").digest();

/** 1,000 words of three to eight letters, of which 7 % of the tokens of twenty of 36 characters have one. */
const WORDS = wordList(1_000);
const FORBIDDEN: FormatInput = { pattern: "{BASE36_LOWER:20}", without: { words: WORDS } };

/** Tokens written by formats on one thread, against plain lines of as many digits in the same run. */
export async function formatRows(): Promise<Row[]> {
  const speeds = await inTurn(ROUNDS, {
    plain8: () => speed(plain("BASE24", 8), 2_000_000n),
    checked8: () => speed(formatted({ pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}" }), 2_000_000n),
    plain12: () => speed(plain("UPPER_EPCG30", 12), 2_000_000n),
    checked12: () =>
      speed(formatted({ pattern: "{UPPER_EPCG30:4}-{UPPER_EPCG30:4}-{UPPER_EPCG30:4}{check:mod37-36}" }), 2_000_000n),
    plain20: () => speed(plain("BASE36_LOWER", 20), 1_000_000n),
    forbidden20: () => speed(formatted(FORBIDDEN), 1_000_000n),
    latin8: () => speed(plain("UPPER_LATIN", 8), 1_000_000n),
    mixed8: () => speed(formatted({ pattern: "{UPPER_LATIN:3}-{DECIMAL:5}" }), 1_000_000n),
    latin16: () => speed(plain("UPPER_LATIN", 16), 1_000_000n),
    mixed16: () => speed(formatted({ pattern: "{UPPER_LATIN:6}-{DECIMAL:10}" }), 1_000_000n),
  });
  const row = (what: string, mine: keyof typeof speeds, other: keyof typeof speeds, aim: number): Row => ({
    what,
    figure: perSecond(median(speeds[mine]), "tokens"),
    against: `the plain line at ${perSecond(median(speeds[other]), "tokens")}: ratio`,
    ...atLeast(pairedRatio(speeds[mine], speeds[other]), aim),
  });
  return [
    row("TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", "checked8", "plain8", 0.6),
    row("{UPPER_EPCG30:4}, three times, and mod37-36", "checked12", "plain12", 0.6),
    row("{BASE36_LOWER:20} without 1,000 words", "forbidden20", "plain20", 0.25),
    row("{UPPER_LATIN:3}-{DECIMAL:5}", "mixed8", "latin8", 0.4),
    row("{UPPER_LATIN:6}-{DECIMAL:10}", "mixed16", "latin16", 0.4),
    ...(await tableRows()),
  ];
}

/** The tables of 1,000 words. */
async function tableRows(): Promise<Row[]> {
  const format = parseFormat(FORBIDDEN);
  let language = formatLanguage(format);
  const { compile } = await inTurn(3, {
    compile: () => {
      const startedMs = performance.now();
      language = formatLanguage(format);
      return performance.now() - startedMs;
    },
  });
  const seconds = median(compile) / 1_000;
  const { allowed, capacity, size } = language;
  const bytes = allowed === null ? 0 : allowed.counts.byteLength + allowed.dfa.next.byteLength;
  const share = 100 - Number((capacity * 10_000n) / size) / 100;
  return [
    {
      what: "tables for 1,000 words × 20 digits × 36 characters",
      figure: `${(seconds * 1_000).toFixed(0)} ms, ${allowed?.dfa.states ?? 0} states, ${share.toFixed(1)} % forbidden`,
      against: "seconds",
      ...atMost(seconds, 0.3),
    },
    { what: "their size", figure: `${(bytes / 1e6).toFixed(2)} MB`, against: "megabytes", ...atMost(bytes / 1e6, 4) },
  ];
}

function plain(preset: string, digits: number): GeneratorLine {
  return { version: GENERATOR_VERSION, key: KEY, chars: presetOf(preset)?.chars ?? "", digits };
}

function formatted(input: FormatInput): GeneratorLine {
  const format = parseFormat(input);
  return { version: FORMAT_VERSION, key: KEY, chars: "", digits: format.pattern.digits, format: formatText(format) };
}

function speed(line: GeneratorLine, count: bigint): Promise<number> {
  const most = BigInt(chunkSize(line));
  return rate(Number(count), () => {
    for (let first = 0n; first < count; first += most)
      chunk(line, first, Number(count - first < most ? count - first : most));
  });
}

/** Words that a hash decides: 190 of three letters, the rest of four to eight. */
function wordList(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const bytes = createHash("sha256").update(`word ${at}`).digest();
    const length = at < 190 ? 3 : 4 + ((bytes[31] ?? 0) % 5);
    return Array.from(bytes.subarray(0, length), (byte) => "abcdefghijklmnopqrstuvwxyz"[byte % 26]).join("");
  });
}
