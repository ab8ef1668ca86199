import { describe, expect, it } from "vitest";
import pg from "pg";
import { DIALECTS } from "../support/databases.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { faultsOf } from "./support/audit.ts";
import { customerOf, newClient, orderOf } from "../support/rest-client.ts";
import type { Answer } from "../support/exchange.ts";

const SECRET = "secret words of a broken part";
const SENTENCE = "Something went wrong in the service. It is logged with the request's id.";

describe.each(DIALECTS)("REST section 8, faults on %s", (dialect) => {
  it("R8.20 MUST answer a fault with 500 and a fixed sentence, and log it once with the request's id", async () => {
    const broken = { is: false };
    const now = () => {
      if (broken.is) throw new Error(SECRET);
      return new Date();
    };
    await using server = await newServer(dialect, { runtime: { now } });
    const client = await newClient(server);
    broken.is = true;
    onlyFault(server, await client.post("/api/tokens", orderOf({})), "Tokens not requested");
    broken.is = false;
    expect((await client.get("/api/tokens")).document.data).toEqual([]);
  });

  it("R8.21 MUST do so on every route, when the database fails each statement", async () => {
    const broken = { is: false };
    const onStatement = () => {
      if (broken.is) throw new Error(SECRET);
    };
    await using server = await newServer(dialect, { onStatement });
    const client = await newClient(server);
    const { id } = (await client.produce({})).document.data;
    const requests: readonly (() => Promise<Answer>)[] = [
      () => customerOf(server).post("/api/sessions", { data: { type: "session", attributes: {} } }),
      () => customerOf(server).get("/api/sessions"),
      () => client.get("/api/alphabets"),
      () => client.addAlphabet("A", "ab"),
      () => client.get(`/api/tokens/${id}`),
      () => client.delete(`/api/tokens/${id}`),
      () => client.get(`/api/tokens/${id}/data`),
      () => client.get(`/api/tokens/${id}/data?format=gz`),
    ];
    for (const [index, request] of requests.entries()) {
      broken.is = true;
      const answer = await request();
      broken.is = false;
      faulty(answer);
      const faults = faultsOf(server);
      expect(faults.length).toBe(index + 1);
      expect(faults.at(-1)).toMatchObject({ requestId: answer.document.meta["requestId"] });
    }
    expect((await client.get(`/api/tokens/${id}/data`)).status).toBe(200);
  });

  it("R8.22 MUST do so when a file fails before its first byte, with none of the file's headers", async () => {
    const broken = { is: false };
    const onStatement = (statement: string) => {
      if (broken.is && statement.includes("count(")) throw new Error(SECRET); // whether the line is still there, asked as the sending begins
    };
    await using server = await newServer(dialect, { onStatement });
    const client = await newClient(server);
    const { id } = (await client.produce({})).document.data;
    broken.is = true;
    const answer = await client.get(`/api/tokens/${id}/data`, { Range: "bytes=0-0" });
    onlyFault(server, answer, "File not sent");
    expect(answer.headers).not.toHaveProperty("content-range");
    expect(answer.headers["content-type"]).toBe("application/vnd.api+json");
  });

  it("R8.23 MUST NOT take a reader that leaves for a fault, and MUST free what it read", async () => {
    await using server = await newServer(dialect);
    const client = await newClient(server);
    await client.addAlphabet("FACES", "\u{1F600}\u{1F601}\u{1F602}\u{1F603}");
    const { id } = (await client.produce({ alphabet: "FACES", digits: 50, size: 100_000 })).document.data;
    const leaving = new AbortController();
    const download = await fetch(`${server.url}/api/tokens/${id}/data`, {
      headers: client.credentials,
      signal: leaving.signal,
    });
    leaving.abort();
    await expect(download.arrayBuffer()).rejects.toThrow();
    expect((await client.delete(`/api/tokens/${id}`)).status).toBe(200);
    await server.stop();
    expect(faultsOf(server)).toEqual([]);
  });
});

describe("REST section 8, a lost database", () => {
  it("R8.30 MUST answer with 503 and Retry-After when the database server has gone, and go on when it is back", async () => {
    await using server = await newServer("postgresql");
    const client = await newClient(server);
    const allowed = (value: boolean) => administer(server, `alter database %name allow_connections ${String(value)}`);
    await allowed(false);
    await administer(server, "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%name'");
    const { status, headers, document } = await client.get("/api/alphabets");
    expect(status).toBe(503);
    expect(headers["retry-after"]).toBe("5");
    expect(document.errors).toMatchObject([{ status: 503, code: "DATABASE_UNAVAILABLE" }]);
    await allowed(true);
    expect((await client.get("/api/alphabets")).status).toBe(200);
  });
});

function faulty({ status, document, bytes }: Answer): void {
  expect(status).toBe(500);
  expect(document.errors).toEqual([
    { status: 500, title: expect.any(String) as string, detail: SENTENCE, code: "INTERNAL" },
  ]);
  expect(bytes.toString()).not.toMatch(/secret|stack|\.ts|\bat\b .*:\d+/);
}

function onlyFault(server: TestServer, answer: Answer, title: string): void {
  faulty(answer);
  expect(answer.document.errors[0]?.title).toBe(title);
  expect(faultsOf(server)).toEqual([
    expect.objectContaining({
      requestId: answer.document.meta["requestId"],
      err: expect.objectContaining({ message: SECRET, stack: expect.any(String) as string }) as object,
    }),
  ]);
}

/** As the operator of the database server, from another of its databases. */
async function administer({ place }: TestServer, statement: string): Promise<void> {
  const url = new URL(place.databaseUrl ?? "");
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement.replace("%name", name));
  } finally {
    await client.end();
  }
}
