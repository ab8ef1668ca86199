#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Tokenworks needs Node 22.18 or newer, but this is ${process.versions.node}. Run it through npx, which finds the one it brings.\n`,
  );
  process.exit(2); // as src/cli/exit-codes.ts has it: 1 would say of a good file that it is altered
}
await import("../dist/main.js");
