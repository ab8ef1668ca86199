import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

/**
 * Starts the built service as an operator does, on a free port of the loopback interface, with a folder of its own. `await using` stops it.
 *
 * @param environment more of its configuration.
 */
export async function startService(environment = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "tokenworks-clients-"));
  const { url, ...first } = await run({ PORT: "0", ...environment }, dataDir);
  let child = first.child;
  return {
    url,
    /** Stops it by SIGTERM and starts it again: the same port, the same data. `between` is called while it is away. */
    async restart(between = async () => undefined) {
      await end(child);
      await between();
      ({ child } = await run({ ...environment, PORT: new URL(url).port }, dataDir));
    },
    async [Symbol.asyncDispose]() {
      await end(child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(environment, dataDir) {
  const child = spawn(process.execPath, ["bin/tokenworks.js", "serve"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      DATA_DIR: dataDir,
      FIRST_API_KEY: API_KEY,
      WORKERS: "2",
      LOG_LEVEL: "warn",
      STOP_GRACE_S: "2",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const text of child.stdout) {
    printed += text;
    const found = /http:\/\/\S+(?=\/graphql)/.exec(printed)?.[0];
    if (found) return { child, url: found };
  }
  throw new Error(`The service has ended: ${printed}`);
}

async function end(child) {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** Sends one operation without any client, to prepare what a client is tested with. */
export async function ask(url, query, { headers = {}, variables = {} } = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

/** Opens a session. @returns its headers, to be sent along. */
export async function openSession(url, note = "Clients") {
  const { openSession: opened } = await ask(url, "mutation ($note: String) { openSession(note: $note) { key } }", {
    headers: { "Api-Key": API_KEY },
    variables: { note },
  });
  return { "Session-Key": opened.key };
}

export const ORDER =
  "mutation Order($input: RequestTokensInput!) { requestTokens(input: $input) { id status { status } } }";

/** Long enough to be seen in between. */
export const INPUT = { alphabet: "UPPER_EPCG30", digits: 12, size: "1000000" };

export async function order(url, headers, input = INPUT) {
  const { requestTokens } = await ask(url, ORDER, { headers, variables: { input } });
  return requestTokens.id;
}

/** Asks until a condition holds. */
export async function until(condition, patienceMs = 30_000) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > end) throw new Error("It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
