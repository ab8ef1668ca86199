import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { DIALECTS } from "../support/databases.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { rest } from "../support/rest.ts";
import { newServer } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { until } from "../support/until.ts";

const TOKEN = "metrics.token-of_16~and+more/==";

/** The figures as Prometheus reads them: each line's value by its name and labels. */
async function figuresOf(url: string): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${url}/metrics`);
  expect([answer.status, answer.headers.get("Content-Type"), answer.headers.get("Cache-Control")]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
    "no-store",
  ]);
  const rows = (await answer.text()).split("\n").filter((row) => row !== "" && !row.startsWith("#"));
  return new Map(
    rows.map((row) => {
      const [, name = "", value] = /^([a-zA-Z_:][\w:]*(?:\{[^}]*\})?) (\S+)$/.exec(row) ?? expect.fail(row);
      return [name, Number(value)];
    }),
  );
}

describe.each(DIALECTS)("the metrics on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { WORKERS: "1" } });

  it("count what was asked by route and by root field, whoever answers it, and never by names that clients give", async () => {
    const client = await Client.open(server.url);
    const before = await figuresOf(server.url);
    const rise = async (name: string) => ((await figuresOf(server.url)).get(name) ?? 0) - (before.get(name) ?? 0);
    const id = await client.ordered();
    await client.shows(id, ({ status }) => status === "FINISHED");
    await client.ask("query MyOwnName { mine: session { id } }");
    await client.ask("query { ...S } fragment S on Query { session { id } ... on Query { other: session { id } } }");
    await client.ask("query { session { id } __typename }");
    await fetch(`${server.url}/graphql?query=${encodeURIComponent("{ session { id } }")}`, { headers: client.headers });
    expect(await rise('tokenworks_graphql_operations_total{type="mutation",field="requestTokens"}')).toBe(1);
    expect(await rise('tokenworks_graphql_operations_total{type="query",field="session"}')).toBe(3);
    expect(await rise('tokenworks_graphql_operations_total{type="query",field="several"}')).toBe(1);
    expect(await rise('tokenworks_http_requests_total{method="GET",route="/graphql",status="200"}')).toBe(1);

    for (const accept of ["application/vnd.api+json", "application/*"])
      expect((await rest(server.url, "GET", `/api/tokens/${id}`, { headers: { ...client.headers, Accept: accept } })).status).toBe(200); // prettier-ignore
    await rest(server.url, "GET", "/api/tokens/none", { headers: client.headers });
    await rest(server.url, "PURGE", "/api/tokens", { headers: client.headers });
    const route = (method: string, path: string, status: number) =>
      rise(`tokenworks_http_requests_total{method="${method}",route="${path}",status="${status}"}`);
    expect(await route("GET", "/api/tokens/:id", 200)).toBe(2);
    expect(await route("GET", "/api/tokens/:id", 404)).toBe(1);
    expect(await route("other", "/api/tokens", 405)).toBe(1);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    for (const own of ["MyOwnName", "mine", id, "PURGE", client.sessionKey]) expect(text).not.toContain(own);
  });

  it("tell what is made and what waits, who listens, and how the node and its database are", async () => {
    const client = await Client.open(server.url);
    const before = await figuresOf(server.url);
    const id = await client.ordered({ size: ENDLESS });
    const sockets = createClient({ url: `${server.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, connectionParams: client.headers }); // prettier-ignore
    const following = sockets.iterate({ query: "subscription { productions { __typename } }" });
    await following.next();
    const now = await until(async () => {
      const figures = await figuresOf(server.url);
      const has = (name: string, least: number) => (figures.get(name) ?? 0) - (before.get(name) ?? 0) >= least;
      return has("tokenworks_tokens_total", 100_000) && has("tokenworks_token_bytes_total", 1_200_000) && figures;
    });
    expect(now.get("tokenworks_connections")).toBe(1);
    expect(now.get("tokenworks_listeners")).toBe(1);
    expect(now.get('tokenworks_graphql_operations_total{type="subscription",field="productions"}')).toBe(1);
    expect(now.get("tokenworks_nodes")).toBe(1);
    expect(now.get("tokenworks_generator_threads")).toBe(1);
    expect(now.get('tokenworks_generator_tasks{state="running"}')).toBeGreaterThan(0);
    expect(now.get('tokenworks_database_condition{condition="well"}')).toBe(1);
    expect(now.get("tokenworks_faults_total")).toBe(0);
    expect(now.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect([...now.keys()]).toContain("nodejs_eventloop_lag_p99_seconds");
    expect(now.has('tokenworks_database_pool{state="open"}')).toBe(dialect === "postgresql");
    await following.return?.();
    await sockets.dispose();
    await client.delete(id);
  });

  it("tell the lines, their parts by status and how long the oldest waits, without those that are deleted", async () => {
    const startedMs = performance.now();
    let aheadMs = 0;
    await using other = await newServer(dialect, {
      environment: { WORKERS: "1" },
      runtime: { monotonicMs: () => performance.now() + aheadMs, now: () => new Date(Date.now() + aheadMs) },
    });
    const client = await Client.open(other.url);
    const deleted = await client.ordered();
    await client.shows(deleted, ({ status }) => status === "FINISHED");
    await client.delete(deleted);
    const finished = await client.ordered();
    await client.shows(finished, ({ status }) => status === "FINISHED");
    await client.ordered({ size: ENDLESS });
    const first = await figuresOf(other.url);
    expect(first.get("tokenworks_lines")).toBe(2);
    expect(first.get('tokenworks_parts{status="finished"}')).toBe(1);
    expect(first.get('tokenworks_parts{status="deleted"}')).toBeUndefined();
    expect(first.get("tokenworks_queue_parts")).toBe(1);
    expect(first.get("tokenworks_queue_oldest_seconds")).toBeLessThan((performance.now() - startedMs) / 1_000);
    aheadMs = 60_000;
    expect((await figuresOf(other.url)).get("tokenworks_queue_oldest_seconds")).toBeGreaterThanOrEqual(60);
  });
});

describe("whoever asks for the metrics", () => {
  const open = sharedServer("sqlite", { environment: { WORKERS: "1", TRUST_PROXY: "1" } });
  const guarded = sharedServer("sqlite", { environment: { WORKERS: "1", METRICS_TOKEN: TOKEN } });

  it("is answered on this machine, and not as soon as a proxy speaks for somebody, trusted or not", async () => {
    for (const server of [open, guarded]) {
      const refused = server === open ? 403 : 401;
      expect(await statusOf(server.url, {})).toBe(200);
      for (const headers of [
        { "X-Forwarded-For": "203.0.113.7" },
        { "X-Forwarded-For": "127.0.0.1" },
        { Forwarded: "for=127.0.0.1" },
        { Via: "1.1 proxy" },
        { "X-Real-IP": "127.0.0.1" },
        { Host: "tokens.example.com" },
        { Host: "127.0.0.1.example.com" },
      ])
        expect(await statusOf(server.url, headers), JSON.stringify(headers)).toBe(refused);
    }
  });

  it("shows the token everywhere else, and no other", async () => {
    const far = { "X-Forwarded-For": "203.0.113.7" };
    expect(await statusOf(guarded.url, { ...far, Authorization: `Bearer ${TOKEN}` })).toBe(200);
    for (const wrong of ["", "Bearer", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN} x`, TOKEN])
      expect(await statusOf(guarded.url, { ...far, Authorization: wrong }), wrong).toBe(401);
    expect(await statusOf(open.url, { ...far, Authorization: "Bearer " })).toBe(403);
    const answer = await fetch(`${guarded.url}/metrics`, { headers: far });
    expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer realm="metrics"');
    expect(await answer.text()).toBe('Send METRICS_TOKEN as "Authorization: Bearer …".\n');
    expect(JSON.stringify(guarded.logged)).not.toContain(TOKEN);
  });
});

/** `fetch()` sets the host by itself. */
function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/metrics`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
