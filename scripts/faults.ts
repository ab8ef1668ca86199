import { parseArgs } from "node:util";
import { diskRows } from "./faults/disk.ts";
import { ioErrorRows } from "./faults/io-error.ts";
import { killRows } from "./faults/kill.ts";
import { lockRows } from "./faults/lock.ts";
import { clockRows } from "./faults/clock.ts";
import { clusterRows } from "./faults/cluster.ts";
import { postgresRows } from "./faults/postgres.ts";
import { installPrograms } from "./faults/programs.ts";
import { report } from "./faults/report.ts";
import { leftOut, type Row, type Rows, rowOf, table } from "./faults/row.ts";

/** Puts the built service to faults, tells each as it goes, and fails when one was not survived. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string" },
    every: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
  },
});

const GROUPS: Readonly<Record<string, () => Rows>> = {
  kill: () => killRows({ every: Number(values.every) }),
  disk: diskRows,
  io: ioErrorRows,
  lock: lockRows,
  postgresql: postgresRows,
  clock: clockRows,
  cluster: clusterRows,
};

installPrograms();
const named = positionals.length > 0 ? positionals : values.only?.split(",");
const chosen = named ?? Object.keys(GROUPS);
const rows: Row[] = [];
const startedMs = performance.now();
for (const name of chosen) rows.push(...(await rowsOf(name)));
const seconds = Math.round((performance.now() - startedMs) / 1_000);
const text = report(rows, { seconds, every: Number(values.every) });
say(`\n${table(rows.filter(({ group }) => group !== "kill"))}\n\n${text.summary}`);
if (values.write) await text.write();
process.exitCode = rows.some(({ outcome }) => outcome === "FAILED") ? 1 : 0;

async function rowsOf(name: string): Promise<Row[]> {
  const group = GROUPS[name];
  if (group === undefined) return [leftOut(name, "unknown group", `--only takes ${Object.keys(GROUPS).join(", ")}`)];
  const found: Row[] = [];
  try {
    for await (const row of group()) {
      found.push(row);
      say(`${row.outcome.padEnd(8)} ${row.group}: ${row.point} – ${row.detail}`);
    }
  } catch (error) {
    found.push(rowOf(name, "the check itself", { problems: [String(error)], seen: "" }));
    say(`FAILED   ${name}: ${String(error)}`);
  }
  return found;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
