import { createClient, type ExecutionResult } from "graphql-sse";
import { describe, expect, it } from "vitest";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { until } from "../support/until.ts";
import { EventReader } from "../support/event-reader.ts";

const UNKNOWN = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";
const PATHS = ["/graphql", "/graphql/stream"] as const;
const FOLLOW = "subscription ($id: ID!) { production(id: $id) { tokens { id } status { status progress } } }";

interface Followed {
  readonly production: { readonly status: { readonly status: string } };
}

type Result = Partial<ExecutionResult<Followed, { cost: unknown }>>;

function streamOf(client: Client, query: string, variables: object = {}): Promise<EventReader> {
  return EventReader.open(
    `${client.url}/graphql/stream`,
    { ...client.headers, "Content-Type": "application/json" },
    { method: "POST", body: JSON.stringify({ query, variables }) },
  );
}

function resultOf(data: string): Result {
  return JSON.parse(data) as Result;
}

describe.each(DIALECTS)("GraphQL by server-sent events, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  it.each(PATHS)("serves graphql-sse's own client at %s, to the end of the line", async (path) => {
    const sse = createClient({ url: `${server.url}${path}`, headers: { ...client.headers }, retryAttempts: 0 });
    const id = await client.ordered({ size: ENDLESS });
    const seen: string[] = [];
    for await (const { data, extensions } of sse.iterate<Followed, { cost: unknown }>({
      query: FOLLOW,
      variables: { id },
    })) {
      if (seen.length === 0) void client.cancel(id);
      seen.push(data?.production.status.status ?? "");
      expect(extensions?.cost).toEqual({ requested: 6, limit: 100_000 });
    }
    expect(seen.at(-1)).toBe("CANCELLED");
    expect(seen.length).toBeGreaterThan(1);
    sse.dispose();
  });

  it("answers a query and a mutation by one result", async () => {
    const query = await (await streamOf(client, "{ session { key } }")).rest();
    expect(query.map(({ event, data }) => [event, data && resultOf(data).data])).toEqual([
      ["next", { session: { key: client.sessionKey } }],
      ["complete", ""],
    ]);
    const mutation = await (await streamOf(client, "mutation { deleteAllTokens { id } }")).rest();
    expect(mutation.map(({ event }) => event)).toEqual(["next", "complete"]);
  });

  it("tells what is refused as a result: documents, variables, costs, and lines that are not the session's", async () => {
    const costly = `{ ${["a", "b"].map((name) => `${name}: productionLines(first: 1000) { edges { node { parts { status { files { kind url sha256 size } } } } } }`).join(" ")} }`;
    const cases: [string, object, string][] = [
      ["{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"],
      ["{", {}, "GRAPHQL_PARSE_FAILED"],
      [FOLLOW, {}, "BAD_USER_INPUT"],
      [FOLLOW, { id: UNKNOWN }, "NOT_FOUND"],
      [costly, {}, "QUERY_TOO_COMPLEX"],
    ];
    for (const [query, variables, code] of cases) {
      const [next, complete] = await (await streamOf(client, query, variables)).rest();
      const { errors } = resultOf(next?.data ?? "{}");
      expect(
        errors?.map(({ extensions }) => extensions["code"]),
        query,
      ).toEqual([code]);
      expect([next?.event, complete?.event]).toEqual(["next", "complete"]);
    }
  });

  it("ends with the session, and says so", async () => {
    const other = await Client.open(server.url);
    const id = await other.ordered({ size: ENDLESS });
    const readers = await Promise.all([
      streamOf(other, FOLLOW, { id }),
      streamOf(other, "subscription { production: productions { status { status } } }"),
    ]);
    for (const reader of readers) await reader.next();
    await other.ask("mutation ($key: UUID!) { closeSession(key: $key) { id } }", { key: other.sessionKey });
    for (const reader of readers) {
      const last = (await reader.rest()).slice(-3);
      expect(last.map(({ event }) => event)).toEqual(["next", "next", "complete"]);
      expect(resultOf(last[0]?.data ?? "").data?.production.status.status).toBe("DELETED");
      expect(resultOf(last[1]?.data ?? "").errors?.[0]?.extensions["code"]).toBe("SESSION_REFUSED");
    }
  });

  it("is cut without an end when the service stops, so that its client comes again and misses nothing", async () => {
    await using place = await newDatabase(dialect);
    const first = await newServer(dialect, { place });
    const owner = await Client.open(first.url);
    const id = await owner.ordered({ size: ENDLESS });
    let url = first.url;
    const back = Promise.withResolvers<undefined>();
    const sse = createClient({
      url: () => `${url}/graphql/stream`,
      headers: { ...owner.headers },
      retryAttempts: 3,
      retry: () => back.promise,
    });
    const seen = sse.iterate<Followed>({ query: FOLLOW, variables: { id } });
    expect((await seen.next()).done).toBe(false);
    await first[Symbol.asyncDispose]();
    await using second = await newServer(dialect, { place });
    url = second.url;
    back.resolve(undefined);
    await Client.of(url, owner.sessionKey).cancel(id);
    const statuses: string[] = [];
    for await (const { data } of seen) statuses.push(data?.production.status.status ?? "");
    expect(statuses.at(-1)).toBe("CANCELLED");
  });
});

describe("a stream of results", () => {
  const server = sharedServer("sqlite", { environment: { CORS_ORIGINS: "https://app.example" } });
  const client = sharedClient(server);

  async function ask(path: string, init: RequestInit): Promise<[number, string | undefined, string | null]> {
    const answer = await fetch(`${server.url}${path}`, init);
    const type = answer.headers.get("content-type");
    const body =
      type?.includes("json") === true ? ((await answer.json()) as { errors?: { extensions: { code: string } }[] }) : {};
    return [answer.status, body.errors?.[0]?.extensions.code, type];
  }

  it("is what a client prefers that names it first, and no other", async () => {
    const json = "application/json; charset=utf-8";
    const preferences: [string, string][] = [
      // As urql sends them, for queries and for subscriptions
      [
        "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
        "application/graphql-response+json; charset=utf-8",
      ],
      ["text/event-stream, multipart/mixed", "text/event-stream"],
      ["text/event-stream", "text/event-stream"],
      ["*/*", json],
      ["application/json;q=0.1, text/event-stream;q=0.9", "text/event-stream"],
    ];
    for (const [accept, type] of preferences) {
      for (const init of [{ method: "POST", body: `{"query": "{ __typename }"}` }, {}]) {
        const headers = { ...client.headers, Accept: accept, "Content-Type": "application/json" };
        const path = "body" in init ? "/graphql" : `/graphql?query=${encodeURIComponent("{ __typename }")}`;
        expect(await ask(path, { ...init, headers }), accept).toEqual([200, undefined, type]);
      }
    }
    const headers = { ...client.headers, Accept: "application/json" };
    expect((await ask("/graphql/stream?query={__typename}", { headers })).slice(0, 2)).toEqual([406, "NOT_ACCEPTABLE"]);
  });

  it("needs a credential, and says what is wrong with it", async () => {
    for (const path of PATHS) {
      for (const [sent, status, code] of [
        [{}, 401, "SESSION_REFUSED"],
        [{ "Session-Key": UNKNOWN }, 401, "SESSION_REFUSED"],
        [{ "Session-Key": "x" }, 401, "SESSION_REFUSED"],
        [{ "Api-Key": UNKNOWN }, 403, "API_KEY_REFUSED"],
      ] as const) {
        const headers = { ...sent, Accept: "text/event-stream" };
        expect((await ask(`${path}?query={__typename}`, { headers })).slice(0, 2), path).toEqual([status, code]);
      }
    }
    const apiKey = { "Api-Key": API_KEY, Accept: "text/event-stream" };
    const reader = await EventReader.open(`${server.url}/graphql/stream?query={customer{id}}`, apiKey);
    expect((await reader.rest()).map(({ event }) => event)).toEqual(["next", "complete"]);
  });

  it("is refused for what is no GraphQL over HTTP, and for a mutation by GET", async () => {
    const headers = { ...client.headers, Accept: "text/event-stream", "Content-Type": "application/json" };
    const mutation = encodeURIComponent("mutation { deleteAllTokens { id } }");
    const variables = encodeURIComponent("{");
    const refusals: [string, RequestInit, number, string][] = [
      [`/graphql/stream?query=${mutation}`, {}, 405, "METHOD_NOT_ALLOWED"],
      [`/graphql?query=${mutation}`, {}, 405, "METHOD_NOT_ALLOWED"],
      ["/graphql/stream", {}, 400, "BAD_REQUEST"],
      [`/graphql/stream?query={__typename}&variables=${variables}`, {}, 400, "BODY_UNREADABLE"],
      ["/graphql/stream?query={__typename}&variables=[]", {}, 400, "BAD_REQUEST"],
      ["/graphql/stream?query={__typename}&operationName=", {}, 400, "BAD_REQUEST"],
      ["/graphql/stream", { method: "POST", body: "{}" }, 400, "BAD_REQUEST"],
      ["/graphql/stream", { method: "POST", body: "{" }, 400, "BODY_UNREADABLE"],
      ["/graphql/stream", { method: "DELETE" }, 405, "METHOD_NOT_ALLOWED"],
      ["/graphql/stream", { method: "PUT" }, 405, "METHOD_NOT_ALLOWED"],
    ];
    for (const [path, init, status, code] of refusals)
      expect((await ask(path, { headers, ...init })).slice(0, 2), path).toEqual([status, code]);
  });

  it("counts for the rate, and takes a place among the customer's connections", async () => {
    await setQuotas(server, { sockets: 1 });
    const reader = await streamOf(client, "subscription { production: productions { status { status } } }");
    const headers = { ...client.headers, Accept: "text/event-stream" };
    expect((await ask("/graphql?query={__typename}", { headers })).slice(0, 2)).toEqual([429, "QUOTA_EXCEEDED"]);
    reader.leave();
    await until(async () => (await ask("/graphql?query={__typename}", { headers }))[0] === 200);
    await setQuotas(server, { sockets: 100, requestsPerSecond: 3 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ask("/graphql/stream?query={__typename}", { headers })),
    );
    expect(answers.filter(([status]) => status === 429).length).toBeGreaterThanOrEqual(4);
    await setQuotas(server, { requestsPerSecond: null });
  });

  it("may be a page's of an allowed origin, after a preflight, and no other's", async () => {
    for (const [origin, allowed] of [
      ["https://app.example", "https://app.example"],
      ["https://evil.example", null],
    ] as const) {
      const preflight = await fetch(`${server.url}/graphql/stream`, {
        method: "OPTIONS",
        headers: {
          Origin: origin,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "content-type,session-key",
        },
      });
      expect(preflight.headers.get("access-control-allow-origin")).toBe(allowed);
      const { response } = await EventReader.open(`${server.url}/graphql/stream?query={__typename}`, {
        ...client.headers,
        Origin: origin,
      });
      expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    }
  });
});
