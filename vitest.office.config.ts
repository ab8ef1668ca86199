import { defineConfig } from "vitest/config";
import shared from "./vitest.config.ts";

/** Workbooks in LibreOffice: by itself, as it needs one; where there is none, the tests say so and are left out. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    include: ["test/**/*.office.ts"],
    exclude: [],
    testTimeout: 120_000,
    maxWorkers: 1,
  },
});
