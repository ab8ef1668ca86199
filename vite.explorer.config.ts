import { defineConfig } from "vite";
import console from "./vite.config.ts";

/** The explorer: a page of its own, so that the console stays as small as it is. */
export default defineConfig({
  ...console,
  root: "src/console/explorer",
  publicDir: false, // the console has the icon
  build: { ...console.build, outDir: "../../../dist/explorer", chunkSizeWarningLimit: 1_200 },
});
