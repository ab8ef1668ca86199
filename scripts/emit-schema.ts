import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema, printSortedSchema } from "../src/graphql/build-schema.ts";
import { RESOLVERS } from "../src/resolvers.ts";

/** Writes schema/schema.graphql anew, or with `--check` fails unless it is what the code says. */
const FILE = new URL("../schema/schema.graphql", import.meta.url);

const emitted = printSortedSchema(await buildSchema([...RESOLVERS]));
if (!process.argv.includes("--check")) {
  writeFileSync(FILE, emitted);
} else if (readFileSync(FILE, "utf8") !== emitted) {
  process.stderr.write("schema/schema.graphql is not what the code says; run 'npm run generate'.\n");
  process.exitCode = 1;
}
