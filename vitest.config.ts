import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Every test file is a process, every service has threads, and many tests start programs: what one has compiled serves the others.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

export default defineConfig({
  // One copy of graphql for our imports and for those of the libraries, whichever module format they come in.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/browser/**", "test/clients/**", "test/programs/**"], // npm run test:browser, test:clients, test:programs
    globalSetup: ["test/support/kernel.ts", "test/support/postgres.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // The files of one worker share a process and its modules: to load them anew for each file took half of the time. Tests keep no state in modules.
    isolate: false,
    maxWorkers: "100%", // most of a file is waiting for its services; one core would idle meanwhile
    // What only runs in threads and programs of their own is not seen; so these folders have tests that call it directly.
    coverage: {
      provider: "v8",
      include: [
        "src/generator/**/*.ts",
        "src/snapshot/**/*.ts",
        "src/payment/**/*.ts",
        "src/production/records/{status,change-status}.ts",
      ],
      exclude: ["src/generator/kernel/assembly/**"],
      reporter: ["text", "json-summary", "json"],
      reportOnFailure: true,
      // Held by npm run coverage: in these each branch is taken, or has its reason beside it.
      thresholds: {
        "src/snapshot/**": { branches: 100 },
        "src/payment/**": { branches: 100 },
        "src/production/records/{status,change-status}.ts": { branches: 100 },
      },
      // An index that is in range: `noUncheckedIndexedAccess` asks for `list[index] ?? 0`, but no test can take that branch.
      ignoreNode: (node, type) =>
        type === "branch" &&
        node.type === "LogicalExpression" &&
        node.operator === "??" &&
        node.left.type === "MemberExpression" &&
        node.left.computed &&
        node.right.type === "Literal",
    },
  },
});
