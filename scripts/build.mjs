// Compiles the sources, the generator's kernels and the console into dist/, from nothing. What runs from there meanwhile goes on: the old one stays until the new one is whole.
import { spawnSync } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const STEPS = [
  ["tsc", ["-p", "tsconfig.build.json", "--outDir", "dist.new"]],
  ["node", ["scripts/build-kernel.ts", "--to", "dist.new/generator/kernel"]],
  ["vite", ["build", "--outDir", `${root}dist.new/console`, "--logLevel", "warn"]],
  [
    "vite",
    ["build", "--config", "vite.explorer.config.ts", "--outDir", `${root}dist.new/explorer`, "--logLevel", "warn"],
  ],
];

rmSync(`${root}dist.new`, { recursive: true, force: true });
const isDone = STEPS.every(
  ([command, parameters]) => spawnSync(command, parameters, { cwd: root, stdio: "inherit" }).status === 0,
);
if (isDone) {
  rmSync(`${root}dist`, { recursive: true, force: true });
  renameSync(`${root}dist.new`, `${root}dist`);
  writeFileSync(`${root}dist/.built`, "");
}
process.exitCode = isDone ? 0 : 1;
