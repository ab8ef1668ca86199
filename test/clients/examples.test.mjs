import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openSession, order, startService } from "./support/service.mjs";

const run = promisify(execFile);
const exampleOf = (name) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

let service;
let key;
before(async () => {
  service = await startService();
  ({ "Session-Key": key } = await openSession(service.url));
});
after(() => service[Symbol.asyncDispose]());

const WAYS = {
  WebSocket: (id) => [process.execPath, exampleOf("follow.mjs"), id, `${service.url.replace("http", "ws")}/graphql`],
  "server-sent events": (id) => [process.execPath, exampleOf("follow-events.mjs"), id, service.url],
  curl: (id) => [exampleOf("follow.sh"), id, service.url],
};
const skip = spawnSync("curl", ["--version"]).error ? "curl is not installed, so it is not tested." : false;

for (const [name, commandOf] of Object.entries(WAYS)) {
  const options = { skip: name === "curl" && skip };
  test(`the example by ${name} follows a line to its end`, options, async () => {
    const [command, ...parameters] = commandOf(await order(service.url, { "Session-Key": key }));
    const { stdout } = await run(command, parameters, { env: { ...process.env, SESSION_KEY: key } });
    const lines = stdout.trim().split("\n");
    assert.match(lines.at(-1), /^finished(?: 100 %)?$/i);
    for (const line of lines) assert.match(line, /^[a-z]+(?: \d+ %)?$/i);
  });

  test(`the example by ${name} says why it cannot follow`, options, async () => {
    const [command, ...parameters] = commandOf("00000000-0000-4000-8000-000000000000");
    const said = await run(command, parameters, { env: { ...process.env, SESSION_KEY: key } }).catch((error) => error);
    assert.match(said.stdout + said.stderr, /no such|NOT_FOUND|No production line|not found|knows no/i);
  });
}
