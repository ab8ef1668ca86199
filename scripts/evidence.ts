import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { startGeneratorPool } from "../src/generator/pool/generator-pool.ts";
import { type Bits, dieharder, ent, requirePrograms, type Verdict } from "./evidence/programs.ts";
import { ALL, SHAPES } from "./evidence/shapes.ts";
import { badBits, scoreBits } from "./evidence/words.ts";

/** Feeds the scores of several kinds of lines to dieharder and ent, writes what they say, and fails unless all pass and a bad generator fails. */
const REPORT = new URL("../evidence/report.md", import.meta.url);
const ENT_BYTES = 2 ** 26;

requirePrograms();
const pool = startGeneratorPool({ workers: availableParallelism() });
const lines = [
  "# Evidence of randomness",
  "",
  "Written by `npm run evidence`. In dieharder's words a p-value within 0.000001 of 0 or 1 is FAILED, and one within 0.005 WEAK: of random bits one in a hundred is.",
  "",
];
let failures = 0;

for (const shape of SHAPES) {
  const bits = scoreBits(shape, pool);
  const verdicts = await judge(shape.name, bits, shape.tests);
  failures += verdicts.filter(({ assessment }) => assessment === "FAILED").length;
  lines.push(`## ${shape.name}`, "", entTable(await ent(bits, ENT_BYTES)), "", ...table(verdicts), "");
  await bits.return();
}
const bad = await judge("a counter times a constant, bad on purpose", badBits(), ALL);
const caught = bad.filter(({ assessment }) => assessment === "FAILED").length;
lines.push(
  "## A counter times a constant, bad on purpose",
  "",
  `FAILED ${caught} of ${bad.length} tests, as it must.`,
  "",
);
await pool.stop();

mkdirSync(new URL(".", REPORT), { recursive: true });
writeFileSync(REPORT, lines.join("\n"));
say(`${failures} FAILED; the bad generator FAILED ${caught} of ${bad.length}. The report is evidence/report.md.`);
process.exitCode = failures === 0 && caught > 0 ? 0 : 1;

async function judge(name: string, bits: Bits, tests: readonly number[]): Promise<Verdict[]> {
  say(name);
  const verdicts: Verdict[] = [];
  for (const test of tests) {
    const rows = await dieharder(test, bits);
    for (const row of rows) say(`  ${row.test.padEnd(28)} ${row.pValue.toFixed(6)} ${row.assessment}`);
    verdicts.push(...rows);
  }
  return verdicts;
}

function table(verdicts: readonly Verdict[]): string[] {
  return [
    "| test | p-value | |",
    "|---|---|---|",
    ...verdicts.map(({ test, pValue, assessment }) => `| ${test} | ${pValue.toFixed(6)} | ${assessment} |`),
  ];
}

function entTable(result: Readonly<Record<string, number>>): string {
  const figures = Object.entries(result).map(([name, value]) => `${name} ${value.toPrecision(7)}`);
  return `ent, of ${ENT_BYTES / 2 ** 20} MiB: ${figures.join(", ")}. (Of random bytes: entropy 8, mean 127.5, pi 3.14159, correlation 0; chi-square about 255.)`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
