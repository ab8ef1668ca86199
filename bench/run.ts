import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { apiRows } from "./api-rows.ts";
import { clusterRows } from "./cluster-rows.ts";
import { findRows } from "./find-rows.ts";
import { formatRows } from "./format-rows.ts";
import { consoleRows } from "./console-rows.ts";
import { generatorRows } from "./generator-rows.ts";
import { listenerRows } from "./listener-rows.ts";
import { metricsRows } from "./metrics-rows.ts";
import { pipeRows } from "./pipe-rows.ts";
import { type Row, table } from "./row.ts";
import { serviceRows } from "./service-rows.ts";
import { soakRows } from "./soak.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "5" }, size: { type: "string" } },
});
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
const size = values.size === undefined ? undefined : Number(values.size);

/** What runs alone when it is named. Without a name everything else runs, whose table the documents quote. */
const ALONE: Readonly<Record<string, () => Promise<Row[]>>> = {
  soak: () => soakRows(Number(values.minutes)),
  api: () => apiRows(),
  formats: () => formatRows(),
  find: () => findRows(size),
  listeners: () => listenerRows(size),
  pipe: () => pipeRows(size),
  console: () => consoleRows(size),
  cluster: () => clusterRows(),
};

const [name] = positionals;
if (name === undefined) {
  // Everything in one run; the documents quote the table.
  const rows = [
    ...(await generatorRows()),
    ...(await formatRows()),
    ...(await metricsRows()),
    ...(await serviceRows()),
  ];
  writeFileSync(new URL("results.json", import.meta.url), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  show(rows);
} else {
  const measure = ALONE[name];
  if (measure === undefined) throw new Error(`${name} is none of ${Object.keys(ALONE).join(", ")}.`);
  const rows = await measure();
  show(rows);
  process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
}

function show(rows: readonly Row[]): void {
  process.stdout.write(`${machine}\n\n${table(rows)}\n`);
}
