import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** What each folder may import from, besides itself and `errors.ts`: imports point one way. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  database: ["lib"],
  graphql: ["lib"],
  access: ["lib", "database", "graphql"],
  alphabet: ["lib", "database", "graphql", "access"],
  generator: ["lib", "alphabet"],
  analysis: ["lib", "alphabet", "generator"],
  payment: ["lib", "database", "graphql", "access"],
  snapshot: ["lib", "database", "graphql", "access", "alphabet", "generator"],
  certificate: ["lib", "database", "graphql", "access", "alphabet", "generator"],
  production: [
    "lib",
    "database",
    "graphql",
    "access",
    "alphabet",
    "generator",
    "analysis",
    "payment",
    "snapshot",
    "certificate",
  ],
  jsonapi: ["lib", "graphql"],
  http: ["lib", "graphql", "jsonapi"],
};

/** The composition root, what it reads, and the commands on top of it. They may import from everywhere; nothing but them may import them. */
const ROOT_FILES = [
  "main.ts",
  "server.ts",
  "service-options.ts",
  "open-storage.ts",
  "start-production.ts",
  "new-resolvers.ts",
  "serve-faces.ts",
  "config.ts",
  "entities.ts",
  "resolvers.ts",
];
const ROOT_FOLDER = "cli";

interface Import {
  readonly from: string;
  readonly to: string;
}

/** AssemblyScript, compiled by itself. */
const KERNEL = "generator/kernel/";

const FILES = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.startsWith(KERNEL),
);
const IMPORTS = FILES.flatMap(importsOf);

describe("the architecture", () => {
  it.each(Object.keys(MAY_IMPORT))("lets %s import only what lies below it", (folder) => {
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    const wrong = IMPORTS.filter(
      ({ from, to }) => folderOf(from) === folder && to !== "errors.ts" && !allowed.includes(folderOf(to)),
    );
    expect(wrong).toEqual([]);
  });

  it("knows every folder", () => {
    const folders = new Set(FILES.map(folderOf).filter((folder) => folder !== ""));
    expect([...folders].filter((folder) => folder !== ROOT_FOLDER && !(folder in MAY_IMPORT))).toEqual([]);
  });

  it("has errors.ts import nothing, and nothing but the root's files import those", () => {
    expect(IMPORTS.filter(({ from }) => from === "errors.ts")).toEqual([]);
    const isRoot = (file: string) => ROOT_FILES.includes(file) || folderOf(file) === ROOT_FOLDER;
    expect(IMPORTS.filter(({ from, to }) => isRoot(to) && !isRoot(from))).toEqual([]);
  });

  it("reads the environment in config.ts alone", () => {
    expect(FILES.filter((file) => readFileSync(join(SRC, file), "utf8").includes("process.env"))).toEqual([
      "config.ts",
    ]);
  });

  it("sees the imports that it judges", () => {
    expect(IMPORTS).toContainEqual({ from: "alphabet/reachable.ts", to: "access/agreement.ts" });
    expect(IMPORTS.length).toBeGreaterThan(200);
  });
});

/** Imports and re-exports of the project's own files, types too. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), "utf8");
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|(?:import|export)\b[^"';]*?\bfrom)\s*["'](\.[^"']+)["']/g),
    ...text.matchAll(/\bimport\(\s*["'](\.[^"']+)["']\s*\)/g),
  ];
  return found.map(([, path = ""]) => ({ from: file, to: relative(SRC, join(SRC, dirname(file), path)) }));
}

function folderOf(file: string): string {
  const [folder = "", ...rest] = file.split("/");
  return rest.length === 0 ? "" : folder;
}
