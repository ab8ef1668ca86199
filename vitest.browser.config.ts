import { defineConfig } from "vitest/config";
import shared from "./vitest.config.ts";

/** The console in a real browser: by itself, as it needs one. */
export default defineConfig({
  ...shared,
  test: {
    retry: 1, // a browser beside other work may be late
    ...shared.test,
    include: ["test/browser/**/*.test.ts"],
    exclude: [],
    globalSetup: ["test/support/kernel.ts"],
    testTimeout: 90_000,
    maxWorkers: 1, // a browser and a service are enough for two cores
  },
});
