import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));
const TEST = fileURLToPath(new URL(".", import.meta.url));

/** Folders of test/ that have no counterpart in src: tests of the whole service, and what tests share. */
const WITHOUT_COUNTERPART = ["browser", "clients", "cluster", "fuzz", "programs", "scenarios", "support"];

/** Folders that may stand inside any other: cases that a test beside them runs, data, and helpers. */
const OF_A_TEST = ["audits", "fixtures", "support", "vectors"];

/** What each folder may import from, besides itself and `errors.ts`: imports point one way. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  database: ["lib"],
  graphql: ["lib"],
  access: ["lib", "database", "graphql"],
  alphabet: ["lib", "database", "graphql", "access"],
  format: ["lib", "alphabet"],
  generator: ["lib", "alphabet", "format"],
  analysis: ["lib", "alphabet", "format", "generator"],
  payment: ["lib", "database", "graphql", "access"],
  snapshot: ["lib", "database", "graphql", "access", "alphabet", "format", "generator"],
  certificate: ["lib", "database", "graphql", "access", "alphabet", "format", "generator"],
  telemetry: ["lib"],
  production: [
    "lib",
    "telemetry",
    "database",
    "graphql",
    "access",
    "alphabet",
    "format",
    "generator",
    "analysis",
    "payment",
    "snapshot",
    "certificate",
  ],
  metrics: ["lib"],
  jsonapi: ["lib", "graphql"],
  http: ["lib", "graphql", "jsonapi", "telemetry"],
  console: [],
};

/** The rooms of a folder, and what each may import of the others; "" is the folder itself, which composes them. */
const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  generator: {
    kernel: [],
    line: ["kernel"],
    ff1: ["kernel"],
    shuffle: ["kernel", "line"],
    text: ["kernel"],
    scores: ["kernel", "line", "text"],
    formats: ["kernel", "line", "ff1", "shuffle", "text", "scores"],
    "": ["kernel", "line", "ff1", "shuffle", "text", "scores", "formats"],
    pool: ["line", ""], // which runs in threads what the folder itself composes
  },
  format: {
    checks: [],
    pattern: ["checks"],
    language: ["checks", "pattern"],
    "": ["checks", "pattern", "language"],
    lenient: ["checks", "pattern", "language", ""],
    warnings: ["checks", "pattern", "language", ""],
  },
  production: {
    records: [],
    formats: ["records"],
    files: ["records"],
    events: ["records"],
    hashing: [],
    jobs: ["records", "files", "events", "hashing"],
    lines: ["records", "formats", "files", "events", "jobs"],
    orders: ["records", "formats", "events", "jobs"],
    schema: ["records", "formats", "files", "events", "jobs", "lines", "orders"],
  },
};

/** The composition root, what it reads, and the commands on top of it. They may import from everywhere; nothing but them may import them. */
const ROOT_FILES = [
  "main.ts",
  "server.ts",
  "service-options.ts",
  "open-storage.ts",
  "start-production.ts",
  "count-used.ts",
  "measures.ts",
  "new-resolvers.ts",
  "serve-faces.ts",
  "config.ts",
  "entities.ts",
  "readiness.ts",
  "resolvers.ts",
];
const ROOT_FOLDER = "cli";

/** Pure files that the console's bundle takes in, so that it tells of an alphabet what the service will say. They import nothing but each other. */
const SHARED_WITH_CONSOLE = ["alphabet/alphabet.ts", "alphabet/symbol.ts", "alphabet/traits.ts"];

/** Whether the console takes in such a file. */
function isShared({ from, to }: Import): boolean {
  return folderOf(from) === "console" && SHARED_WITH_CONSOLE.includes(to);
}

interface Import {
  readonly from: string;
  readonly to: string;
}

/** AssemblyScript, compiled by itself. */
const KERNEL = "generator/kernel/assembly/";

const FILES = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.startsWith(KERNEL),
);
const IMPORTS = FILES.flatMap(importsOf);

describe("the architecture", () => {
  it.each(Object.keys(MAY_IMPORT))("lets %s import only what lies below it", (folder) => {
    const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
    const wrong = IMPORTS.filter(
      (each) =>
        folderOf(each.from) === folder &&
        each.to !== "errors.ts" &&
        !allowed.includes(folderOf(each.to)) &&
        !isShared(each),
    );
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(ROOMS).flatMap(([folder, rooms]) => Object.keys(rooms).map((room) => ({ folder, room }))))(
    "lets $folder/$room import only the rooms below it",
    ({ folder, room }) => {
      const allowed = [room, ...(ROOMS[folder]?.[room] ?? [])];
      const within = IMPORTS.filter(({ from, to }) => folderOf(from) === folder && folderOf(to) === folder);
      const wrong = within.filter(({ from, to }) => roomOf(from) === room && !allowed.includes(roomOf(to)));
      expect(wrong).toEqual([]);
    },
  );

  it.each(Object.entries(ROOMS))("knows every room of %s", (folder, rooms) => {
    const found = new Set(FILES.filter((file) => folderOf(file) === folder).map(roomOf));
    expect([...found].sort()).toEqual(Object.keys(rooms).sort());
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

  it("has the console import nothing of the server but what both compute alike, and nothing import the console", () => {
    const crosses = ({ from, to }: Import) => (folderOf(from) === "console") !== (folderOf(to) === "console");
    expect(IMPORTS.filter(crosses).filter((each) => !isShared(each))).toEqual([]);
    const ofShared = IMPORTS.filter(({ from }) => SHARED_WITH_CONSOLE.includes(from));
    expect(ofShared.filter(({ to }) => !SHARED_WITH_CONSOLE.includes(to))).toEqual([]);
    expect(FILES).toContain("console/main.tsx");
  });

  it("reads the environment in config.ts alone", () => {
    expect(FILES.filter((file) => readFileSync(join(SRC, file), "utf8").includes("process.env"))).toEqual([
      "config.ts",
    ]);
  });

  it("has OpenTelemetry in the files alone that are loaded where somebody traces; elsewhere there are its types", () => {
    const lazy = ["telemetry/start-tracing.ts", "telemetry/told-exporter.ts", "telemetry/tracing.ts"];
    const loads = FILES.filter((file) =>
      /(?:^|\n)import (?!type\b)[^;]*"(?:@opentelemetry\/[^"]+|[^"]*\/(?:start-tracing|told-exporter|tracing)\.ts)"/.test(
        readFileSync(join(SRC, file), "utf8"),
      ),
    );
    expect(loads.sort()).toEqual(lazy);
  });

  it("is mirrored by the tests: each of their folders is that of what they test, or among those that are named here", () => {
    const folders = readdirSync(TEST, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => relative(TEST, join(entry.parentPath, entry.name)));
    const isNamed = (folder: string) =>
      WITHOUT_COUNTERPART.includes(folder.split("/")[0] ?? "") ||
      folder.split("/").some((name, depth) => depth > 0 && OF_A_TEST.includes(name));
    expect(folders.filter((folder) => !isNamed(folder) && !existsSync(join(SRC, folder)))).toEqual([]);
    expect(folders).toEqual(expect.arrayContaining([...WITHOUT_COUNTERPART, "production/orders"]));
  });

  it("sees the imports that it judges", () => {
    expect(IMPORTS).toContainEqual({ from: "alphabet/reachable.ts", to: "access/agreement.ts" });
    expect(IMPORTS).toContainEqual({ from: "generator/pool/worker.ts", to: "generator/line/chunk-ranges.ts" });
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

/** The folder within its folder. */
function roomOf(file: string): string {
  return folderOf(file.slice(file.indexOf("/") + 1));
}

function folderOf(file: string): string {
  const [folder = "", ...rest] = file.split("/");
  return rest.length === 0 ? "" : folder;
}
