import { defineConfig } from "vite";

/** The console. Its addresses are relative: the page says by its `base` under which path it is served. */
export default defineConfig({
  root: "src/console",
  base: "./",
  build: {
    outDir: "../../dist/console",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0, // the policy of the page lets nothing be inlined
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
