// Compiles the sources and the generator's kernels into dist/, from nothing, and marks when.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const STEPS = [
  ["tsc", ["-p", "tsconfig.build.json"]],
  ["node", ["scripts/build-kernel.ts", "--dist"]],
];

rmSync(`${root}dist`, { recursive: true, force: true });
const isDone = STEPS.every(([command, parameters]) => spawnSync(command, parameters, { cwd: root, stdio: "inherit" }).status === 0);
if (isDone) writeFileSync(`${root}dist/.built`, "");
process.exitCode = isDone ? 0 : 1;
