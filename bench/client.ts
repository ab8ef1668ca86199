import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Vitals } from "./service.ts";

const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

export interface Client {
  /** Orders a part and waits for it: its id and its tokens a second between `started` and `ended`. */
  readonly produce: (size: number, alphabet?: string) => Promise<{ id: string; rate: number }>;
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Runs the service in a process of its own, with two workers and a new database, for as long as `use` takes. */
export async function withService<T>(
  use: (child: ChildProcess, client: Client) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-bench-"));
  const child = fork(fileURLToPath(new URL("service.ts", import.meta.url)), {
    execArgv: [...process.execArgv, "--expose-gc"],
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, FIRST_API_KEY: API_KEY, WORKERS: "2", ...env },
  });
  try {
    const [url] = (await once(child, "message")) as [string]; // what it sends first
    return await use(child, await newClient(url));
  } finally {
    child.disconnect();
    await once(child, "exit");
    rmSync(dataDir, { recursive: true });
  }
}

export async function vitals(child: ChildProcess): Promise<Vitals> {
  child.send("vitals");
  const [answer] = (await once(child, "message")) as [Vitals]; // the only message that answers one
  return answer;
}

export async function graphql(url: string, headers: Record<string, string>, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: { message: string }[] };
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}

async function newClient(url: string): Promise<Client> {
  const opened = await graphql(url, { "Api-Key": API_KEY }, "mutation { openSession { key } }");
  const headers = { "Session-Key": (opened as { openSession: { key: string } }).openSession.key };
  const produce = async (size: number, alphabet = "UPPER_EPCG30") => {
    const seed = "11111111-2222-4333-8444-555555555555";
    const ordered = await graphql(
      url,
      headers,
      `mutation { requestTokens(input: {alphabet: "${alphabet}", digits: 12, size: ${size}, seed: "${seed}"}) { id } }`,
    );
    const { id } = (ordered as { requestTokens: { id: string } }).requestTokens;
    for (;;) {
      const asked = await graphql(url, headers, `{ tokens(id: "${id}") { status { rate timestamps { finished } } } }`);
      const { status } = (asked as { tokens: { status: { rate: number; timestamps: { finished: string | null } } } })
        .tokens;
      if (status.timestamps.finished !== null) return { id, rate: status.rate / 12 };
      await new Promise((resolve) => setTimeout(resolve, 200)); // asking all the time would take the processor that is measured
    }
  };
  return { produce, url, headers };
}
