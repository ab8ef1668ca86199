import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveBuilt, VITALS } from "./api/service-process.ts";

const API_KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

export interface Client {
  /** Orders a part and waits for it: its id and its tokens a second between `started` and `ended`. */
  readonly produce: (size: number, alphabet?: string) => Promise<{ id: string; rate: number }>;
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** What the built service tells of itself, by `built-vitals.mjs`. */
export interface Vitals {
  /** Resident bytes, the most since the last question. */
  readonly peakRss: number;
  /** Resident bytes, what nobody holds being gone. */
  readonly rss: number;
  /** Bytes that are in use by the main thread, what nobody holds being gone: its heap, and what lies outside of it. */
  readonly held: number;
  /** Milliseconds that the event loop came late, 99 of 100 times at most, since the last question. */
  readonly delayMs: number;
  /** Milliseconds of processor time that all its threads took since the last question. */
  readonly cpuMs: number;
}

/** Runs the built service with two workers and a new database, for as long as `use` takes. */
export async function withService<T>(use: (child: ChildProcess, client: Client) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "tokenworks-bench-"));
  try {
    await using service = await serveBuilt({ DATA_DIR: dataDir, FIRST_API_KEY: API_KEY }, [
      "--expose-gc",
      "--import",
      VITALS,
    ]);
    return await use(service.child, await newClient(`http://127.0.0.1:${service.port}`));
  } finally {
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

/** One with a session of its own. */
export async function newClient(url: string): Promise<Client> {
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
