import { once } from "node:events";
import { beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { newServer } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";

const SHOP = "https://shop.example.com";
const TILL = "http://localhost:5173";
const STRANGER = "https://stranger.example.com";

/** What a browser asks before it sends a page's request with headers of its own. */
function preflight(
  url: string,
  origin: string,
  method: string,
  headers = "session-key,content-type",
): Promise<Response> {
  return fetch(url, {
    method: "OPTIONS",
    headers: { Origin: origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers },
  });
}

const allowed = (answer: Response) => answer.headers.get("access-control-allow-origin");
const list = (answer: Response, header: string) => (answer.headers.get(header) ?? "").toLowerCase().split(/\s*,\s*/);

describe("a service that lists two origins", () => {
  const server = sharedServer("sqlite", {
    environment: { CORS_ORIGINS: `${SHOP}, ${TILL}`, PUBLIC_URL: "https://codes.example.com/tokens" },
  });
  const client = sharedClient(server);
  let id: string;
  beforeAll(async () => {
    id = await client.ordered();
    await client.reached(id, "finished");
  });

  const PATHS = [
    ["/graphql", "POST"],
    ["/graphql", "GET"],
    ["/api/tokens", "POST"],
    ["/api/sessions/0", "DELETE"],
    ["/api/tokens/0/data", "GET"],
    ["/tokens/api/tokens", "GET"],
  ] as const;

  it.each(PATHS)("lets their pages ask for %s by %s, with the headers that clients send", async (path, method) => {
    const sent = "Session-Key,Api-Key,Idempotency-Key,Content-Type,Range,If-Range,If-None-Match,If-Match,Last-Event-ID";
    for (const origin of [SHOP, TILL]) {
      const answer = await preflight(`${server.url}${path}`, origin, method, sent);
      expect([answer.status, allowed(answer)]).toEqual([204, origin]);
      expect(list(answer, "access-control-allow-methods")).toContain(method.toLowerCase());
      expect(list(answer, "access-control-allow-headers")).toEqual(
        expect.arrayContaining(sent.toLowerCase().split(",")),
      );
      expect(Number(answer.headers.get("access-control-max-age"))).toBeGreaterThan(600);
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  it.each([
    ["an answer", "/graphql?query={session{id}}", 200],
    ["a list", "/api/tokens", 200],
    ["a file", "data", 200],
    ["a refusal", "/api/tokens/none", 404],
    ["what is not there", "/nothing", 404],
    ["what is malformed", "/graphql", 400],
  ] as const)("lets their pages read %s, and what is in its headers", async (_what, path, status) => {
    const url = path === "data" ? `${server.url}/api/tokens/${id}/data` : `${server.url}${path}`;
    const answer = await fetch(url, { headers: { ...client.headers, Origin: SHOP } });
    expect([answer.status, allowed(answer)]).toEqual([status, SHOP]);
    const read = [
      "etag",
      "content-range",
      "content-disposition",
      "location",
      "retry-after",
      "ratelimit",
      "x-request-id",
    ];
    expect(list(answer, "access-control-expose-headers")).toEqual(expect.arrayContaining(read));
    expect(list(answer, "vary")).toContain("origin");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  it.each([
    STRANGER,
    "null",
    "https://shop.example.com.evil.example",
    "http://shop.example.com",
    "https://shop.example.com:8443",
  ])("gives a page of %s no allow header", async (origin) => {
    const asked = await preflight(`${server.url}/graphql`, origin, "POST");
    const answered = await fetch(`${server.url}/api/tokens`, { headers: { ...client.headers, Origin: origin } });
    expect([allowed(asked), allowed(answered)]).toEqual([null, null]);
    expect(asked.headers.get("access-control-allow-methods")).toBeNull();
  });

  it("is open to all with what verifiers need to know", async () => {
    const answer = await fetch(`${server.url}/.well-known/tokenworks.json`, { headers: { Origin: STRANGER } });
    expect([answer.status, allowed(answer)]).toEqual([200, "*"]);
  });

  it.each([
    ["no page", undefined, "open"],
    ["a listed page", SHOP, "open"],
    ["a page of its own, by its host", "own", "open"],
    ["a page of its own, by PUBLIC_URL", "https://codes.example.com", "open"],
    ["a stranger's page", STRANGER, 403],
    ["a page without an origin of its own", "null", 403],
  ] as const)("answers a WebSocket of %s", async (_what, origin, expected) => {
    const own = origin === "own" ? server.url : origin;
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
      ...(own !== undefined && { origin: own }),
    });
    const answer = await Promise.race([
      once(socket, "open").then(() => "open"),
      once(socket, "unexpected-response").then(([, { statusCode }]) => statusCode as number),
    ]);
    socket.on("error", () => undefined); // of the connection that is cut here
    socket.terminate();
    expect(answer).toBe(expected);
  });

  it("takes a GET that shows a credential, as frontends send short queries, and none that a link could make", async () => {
    const get = (headers: Record<string, string>) =>
      fetch(`${server.url}/graphql?query=${encodeURIComponent("{ session { note } }")}`, { headers });
    expect(await (await get({ "Session-Key": client.sessionKey })).json()).toMatchObject({
      data: { session: { note: "test" } },
    });
    expect((await get({})).status).toBe(400);
  });
});

describe("a service that lists", () => {
  it("no origin gives none an allow header", async () => {
    await using server = await newServer("sqlite");
    const answer = await preflight(`${server.url}/graphql`, SHOP, "POST");
    expect(allowed(answer)).toBeNull();
    expect(allowed(await fetch(`${server.url}/api/alphabets`, { headers: { Origin: SHOP } }))).toBeNull();
  });

  it("* lets every page in, and without credentials that a browser keeps", async () => {
    await using server = await newServer("sqlite", { environment: { CORS_ORIGINS: "*" } });
    const answer = await preflight(`${server.url}/graphql`, STRANGER, "POST");
    expect([answer.status, allowed(answer), answer.headers.get("access-control-allow-credentials")]).toEqual([
      204,
      "*",
      null,
    ]);
  });
});
