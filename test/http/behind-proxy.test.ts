import { createServer, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { newClient, orderOf } from "../support/rest-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { API_KEY, newServer, type TestServer } from "../support/server.ts";

const PREFIX = "/shop/tokens";
const PUBLIC_URL = `https://example.com${PREFIX}`;

describe.each(DIALECTS)("a service behind a proxy, on %s", (dialect) => {
  it("links as the outside knows it, in documents, refusals, Location, files' addresses and the analysis", async () => {
    await using server = await newServer(dialect, { environment: { PUBLIC_URL } });
    const client = await newClient(server);
    const ordered = await client.post("/api/tokens?analysis=metrics", orderOf({ size: 7_776 }));
    const { id } = ordered.document.data;
    const line = `${PREFIX}/api/tokens/${id}`;
    expect(ordered.headers.location).toBe(line);
    expect(ordered.document.links).toEqual({ self: `${PREFIX}/api/tokens`, info: line });
    const { links } = (await client.reached(id, "analyzed")).document;
    expect(links).toEqual({
      self: `${PREFIX}/api/tokens`,
      info: line,
      data: `${line}/data`,
      analysis: `${line}/analysis`,
      score: `${line}/score`,
      delta: `${line}/delta`,
    });
    expect((await client.get(`/api/tokens/${id}/analysis`)).document.links).toEqual({
      self: `${line}/analysis`,
      data: `${line}/data`,
      score: `${line}/score`,
      delta: `${line}/delta`,
    });
    expect((await client.get("/api/alphabets?filter%5Blength%5D=6")).document.links).toEqual({
      self: `${PREFIX}/api/alphabets?filter[length]=6`,
    });
    for (const path of ["/api/nowhere", "/api/tokens/x", "/api/tokens/x/data"])
      expect((await client.get(path)).document.links).toEqual({ self: `${PREFIX}${path}` });
    const graphql = Client.of(server.url, client.credentials["Session-Key"] ?? "");
    const { tokens } = await graphql.ask<{ tokens: { status: Files; parts: { status: Files }[] } }>(
      "query ($id: ID!) { tokens(id: $id) { status { files { url } } parts { status { files { url } } } } }",
      { id },
    );
    const urls = [tokens.status, ...tokens.parts.map(({ status }) => status)].flatMap(({ files }) =>
      files.map(({ url }) => url),
    );
    expect(urls).toContain(`${line}/data`);
    for (const url of urls) expect((await client.get(url)).status, url).toBe(200);
    expect((await client.delete(`/api/tokens/${id}`)).document.links).toEqual({ self: line });
  });

  it("is reached with the prefix and without it, over HTTP and WebSocket", async () => {
    await using server = await newServer(dialect, { environment: { PUBLIC_URL } });
    const client = await newClient(server);
    const graphql = Client.of(server.url, client.credentials["Session-Key"] ?? "");
    const id = await graphql.ordered({ size: ENDLESS });
    for (const prefix of ["", PREFIX]) {
      for (const path of [
        "/livez",
        "/readyz",
        "/api/tokens",
        "/api/alphabets/DICE",
        `/api/tokens/${id}`,
        "/.well-known/tokenworks.json",
      ])
        expect((await client.get(`${prefix}${path}`)).status, path).toBe(200);
      expect(
        (
          await client.post(
            `${prefix}/graphql`,
            { query: "{ session { id } }" },
            { Accept: "application/json", "Content-Type": "application/json" },
          )
        ).status,
      ).toBe(200);
      const socket = createClient({
        url: `${server.url.replace("http", "ws")}${prefix}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: graphql.headers,
        retryAttempts: 0,
      });
      expect(
        (await socket.iterate({ query: "subscription { productions { status { status } } }" }).next()).value,
      ).toMatchObject({ data: { productions: { status: {} } } });
      await socket.dispose();
    }
    expect((await client.get(`${PREFIX}x/api/tokens`)).status).toBe(404);
  });
});

describe("a service behind a proxy", () => {
  it("serves clients through one that strips the prefix, appends to X-Forwarded-For, and passes everything else", async () => {
    await using server = await newServer("sqlite", { environment: { PUBLIC_URL, TRUST_PROXY: "1" } });
    await using proxy = await strippingProxy(server);
    const body = JSON.stringify({ data: { type: "session", attributes: {} } });
    const opened = await fetch(`${proxy.url}${PREFIX}/api/sessions`, {
      method: "POST",
      headers: { "Api-Key": API_KEY, "Content-Type": "application/vnd.api+json", "X-Forwarded-For": "203.0.113.66" },
      body,
    });
    const { data, links } = (await opened.json()) as {
      data: { id: string; attributes: { client: string } };
      links: { self: string };
    };
    expect(data.attributes.client).toBe("198.51.100.7");
    expect((await fetch(`${proxy.url}${links.self}`, { headers: { "Api-Key": API_KEY } })).status).toBe(200);
    const listed = await fetch(`${proxy.url}${PREFIX}/api/tokens`, { headers: { "Session-Key": data.id } });
    expect(await listed.json()).toEqual({ data: [], links: { self: `${PREFIX}/api/tokens` } });
  });

  it("keeps connections for longer than load balancers do, or as long as it is told", async () => {
    for (const [environment, seconds] of [
      [{}, 75],
      [{ KEEP_ALIVE_S: "5" }, 5],
    ] as const) {
      await using server = await newServer("sqlite", { environment });
      expect((await fetch(`${server.url}/livez`)).headers.get("keep-alive")).toBe(`timeout=${seconds}`);
    }
  });

  it("never lets anything store an answer of GraphQL, which may hold Session-Keys", async () => {
    await using server = await newServer("sqlite");
    const post = (body: string, type = "application/json") =>
      fetch(`${server.url}/graphql`, { method: "POST", headers: { "Content-Type": type, "Api-Key": API_KEY }, body });
    const answers = [
      await post('{"query":"mutation{openSession { key }}"}'),
      await post('{"query":"{customer{sessions{id}}}"}'),
      await post("{"),
      await post("x", "text/plain"),
      await fetch(`${server.url}/graphql?query={__typename}`),
    ];
    for (const { headers } of answers) expect(headers.get("cache-control")).toBe("no-store");
  });
});

interface Files {
  readonly files: readonly { readonly url: string }[];
}

/** What nginx does with `location /shop/tokens/ { proxy_pass http://service/; }`, told of a client at a fixed address. */
async function strippingProxy({ url }: TestServer) {
  const proxy = createServer((incoming, answer) => {
    const path = (incoming.url ?? "").replace(PREFIX, "");
    const forwarded = [incoming.headers["x-forwarded-for"], "198.51.100.7"]
      .filter((address) => address !== undefined)
      .join(", ");
    const outgoing = request(
      `${url}${path}`,
      { method: incoming.method, headers: { ...incoming.headers, "x-forwarded-for": forwarded } },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    incoming.pipe(outgoing);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const dispose = () => {
    proxy.closeAllConnections();
    proxy.close();
    return Promise.resolve();
  };
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, [Symbol.asyncDispose]: dispose };
}
