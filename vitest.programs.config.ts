import { defineConfig } from "vitest/config";
import shared from "./vitest.config.ts";

/** The program as its users have it: started, refused, killed and restored, at many points; each start takes a second or two. */
export default defineConfig({
  ...shared,
  test: { ...shared.test, include: ["test/programs/**/*.test.ts"], exclude: [] },
});
