import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { API_KEY, newServer } from "../test/support/server.ts";
import { Client } from "../test/support/graphql-client.ts";
import { newDatabase } from "../test/support/databases.ts";
import { screensOf } from "./recordings/screens.ts";

// cspell:ignore stty
/** Records what commands show on a terminal, by `script` of util-linux, and writes docs/terminal.md. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const COLUMNS = 130;

const folder = mkdtempSync(join(tmpdir(), "tokenworks-recordings-"));
await using place = await newDatabase("sqlite");
await using server = await newServer("sqlite", { place, environment: { FIRST_API_KEY: API_KEY } });
const client = await Client.open(server.url);
const environment = { PATH: "/usr/bin:/bin", BASE: server.url, SESSION_KEY: client.sessionKey, NO_COLOR: "1" };
const ALL =
  "produce --pattern 'TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}' --size 3000000 --key-file line.key --out tickets.txt --certificate certificate.json --public-key keys.json";
try {
  const produced = await record(ALL);
  const verified = await record("verify tickets.txt certificate.json --keys keys.json");
  const id = await client.ordered({ size: 40_000_000n });
  const followed = await record(`follow ${id}`);
  const page = pageOf([
    ["`produce` writes three million tickets, keeps the line's key in a file, and certifies them:", produced],
    ["`verify` checks the file by the certificate alone:", verified],
    ["`follow` stays with a line of a running service to its end:", followed],
  ]);
  writeFileSync(join(ROOT, "docs/terminal.md"), await format(page, { parser: "markdown", printWidth: 120 }));
} finally {
  rmSync(folder, { recursive: true });
}

interface Recorded {
  readonly command: string;
  /** What stands on the screen in the middle, and at the end. */
  readonly screens: readonly [middle: string, end: string];
}

async function record(command: string): Promise<Recorded> {
  const words = `stty cols ${COLUMNS} rows 40; ${process.execPath} ${join(ROOT, "bin/tokenworks.js")} ${command}`;
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", words, "/dev/null"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pieces: string[] = [];
  for await (const piece of child.stdout.setEncoding("utf8")) pieces.push(piece as string);
  return { command, screens: screensOf(pieces) };
}

function pageOf(parts: readonly (readonly [sentence: string, recorded: Recorded])[]): string {
  const blocks = parts.map(
    ([
      sentence,
      {
        command,
        screens: [middle, end],
      },
    ]) => {
      const shown = `\`\`\`console\n$ npx tokenworks ${command}\n${end}\n\`\`\``;
      const meanwhile =
        middle.includes("%") && middle !== end ? `\n\nIn the middle of it:\n\n\`\`\`text\n${middle}\n\`\`\`` : "";
      return `${sentence}\n\n${shown}${meanwhile}`;
    },
  );
  const tool = execFileSync("script", ["--version"], { encoding: "utf8" }).trim();
  return `# On a terminal\n\nRecorded by \`npm run recordings\` with ${tool}, in ${COLUMNS} columns.\n\n${blocks.join("\n\n")}\n`;
}
