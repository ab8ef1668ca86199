import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { generatorRows } from "./generator-rows.ts";
import { metricsRows } from "./metrics-rows.ts";
import { type Row, table } from "./row.ts";
import { serviceRows } from "./service-rows.ts";
import { soakRows } from "./soak.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "5" } },
});
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;

if (positionals[0] === "soak") {
  const rows = await soakRows(Number(values.minutes));
  show(rows);
  process.exitCode = rows.every(({ isMet }) => isMet) ? 0 : 1;
} else {
  // Everything in one run; the documents quote the table.
  const rows = [...(await generatorRows()), ...(await metricsRows()), ...(await serviceRows())];
  writeFileSync(new URL("results.json", import.meta.url), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
  show(rows);
}

function show(rows: readonly Row[]): void {
  process.stdout.write(`${machine}\n\n${table(rows)}\n`);
}
