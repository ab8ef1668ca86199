import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { generatorRows } from "./generator-rows.ts";
import { metricsRows } from "./metrics-rows.ts";
import { table } from "./row.ts";
import { serviceRows } from "./service-rows.ts";

/** Measures everything in one run, writes bench/results.json, and prints the table that the documents quote. */
const rows = [...(await generatorRows()), ...(await metricsRows()), ...(await serviceRows())];
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;

writeFileSync(new URL("results.json", import.meta.url), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.stdout.write(`${machine}\n\n${table(rows)}\n`);
