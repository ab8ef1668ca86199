import type { IncomingMessage } from "node:http";
import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { clientAddress, clientScheme, parseTrustProxy, type TrustedProxies } from "../../src/http/client-address.ts";
import { Client } from "../support/graphql-client.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { rest } from "../support/rest.ts";

/** Whom a request is taken to come from. */
function seen(
  trusted: TrustedProxies | undefined,
  remoteAddress: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): string | null {
  return clientAddress(trusted)({ socket: { remoteAddress }, headers } as unknown as IncomingMessage); // nothing else of it is looked at
}

describe("the address of a client", () => {
  it("is the connection's, whatever the headers say, where no proxy is trusted", () => {
    const headers = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9", "x-real-ip": "203.0.113.9" };
    for (const trusted of [undefined, 0, ["10.0.0.0/8"]]) expect(seen(trusted, "192.0.2.1", headers)).toBe("192.0.2.1");
    expect(seen(undefined, "::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(seen(undefined, "2001:db8::1")).toBe("2001:db8::1");
    expect(seen(1, undefined, headers)).toBeNull();
  });

  it("is the one that the last trusted hop speaks for, counted from the service", () => {
    const headers = { "x-forwarded-for": "203.0.113.66, 198.51.100.7 ,10.0.0.2" };
    expect(seen(1, "10.0.0.1", headers)).toBe("10.0.0.2");
    expect(seen(2, "10.0.0.1", headers)).toBe("198.51.100.7");
    expect(seen(["10.0.0.0/8"], "10.0.0.1", headers)).toBe("198.51.100.7");
    expect(seen(["loopback"], "::1", { "x-forwarded-for": "198.51.100.7" })).toBe("198.51.100.7");
    expect(seen(["loopback"], "::ffff:127.0.0.1", { "x-forwarded-for": "198.51.100.7" })).toBe("198.51.100.7");
    expect(seen(32, "10.0.0.1", headers)).toBe("203.0.113.66");
  });

  it("is never what a client has written before the proxies' own entries", () => {
    expect(seen(1, "10.0.0.1", { "x-forwarded-for": "127.0.0.1, 203.0.113.66" })).toBe("203.0.113.66");
    expect(seen(["10.0.0.1"], "10.0.0.1", { "x-forwarded-for": "10.0.0.1, 203.0.113.66" })).toBe("203.0.113.66");
    expect(seen(1, "10.0.0.1", { forwarded: 'for=127.0.0.1;host="a, for=203.0.113.66' })).toBe("203.0.113.66");
    expect(seen(1, "10.0.0.1", { "x-forwarded-for": "203.0.113.66", forwarded: "for=127.0.0.1" })).toBe("203.0.113.66");
  });

  it("is an address, with its port and brackets left out, from either header", () => {
    const shown: readonly (readonly [string, string])[] = [
      ["203.0.113.9:4711", "203.0.113.9"],
      ["2001:db8::1", "2001:db8::1"],
      ["[2001:db8::1]", "2001:db8::1"],
      ["[2001:db8::1]:4711", "2001:db8::1"],
      ["::ffff:203.0.113.9", "203.0.113.9"],
    ];
    for (const [entry, address] of shown) {
      expect(seen(1, "10.0.0.1", { "x-forwarded-for": entry })).toBe(address);
      expect(seen(1, "10.0.0.1", { forwarded: `proto=https;For="${entry}";by=10.0.0.1` })).toBe(address);
    }
    expect(seen(1, "10.0.0.1", { forwarded: "for=198.51.100.7, for=203.0.113.9" })).toBe("203.0.113.9");
  });

  it("is the trusted proxy's where what that says is no address", () => {
    for (const garbage of [
      "",
      " ",
      "unknown",
      "_hidden",
      "203.0.113",
      "203.0.113.9.1",
      "203.0.113.256",
      "[203.0.113.9",
      "fe80::1%eth0",
      "a".repeat(10_000),
      "203.0.113.9\u00a0x",
      "<script>",
      "::1]:80",
    ]) {
      expect(seen(2, "10.0.0.1", { "x-forwarded-for": garbage }), garbage).toBe("10.0.0.1");
      expect(seen(2, "10.0.0.1", { "x-forwarded-for": `203.0.113.66, ${garbage}` }), garbage).toBe("10.0.0.1");
      expect(seen(1, "10.0.0.1", { forwarded: `for="${garbage}"` }), garbage).toBe("10.0.0.1");
    }
    expect(seen(1, "10.0.0.1")).toBe("10.0.0.1");
  });

  it("is told by sessions that are opened over HTTP and over WebSocket", async () => {
    await using server = await newServer("sqlite", { environment: { TRUST_PROXY: "loopback" } });
    const headers = { "X-Forwarded-For": "203.0.113.66, 198.51.100.7" };
    const { body } = await rest(server.url, "POST", "/api/sessions", {
      headers: { "Api-Key": API_KEY, ...headers },
      body: { data: { type: "session", attributes: {} } },
    });
    expect(body).toMatchObject({ data: { attributes: { client: "198.51.100.7" } } });
    class Proxied extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers });
      }
    }
    const client = createClient({
      url: `${server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: Proxied,
      connectionParams: { "Api-Key": API_KEY },
      retryAttempts: 0,
    });
    const answers = client.iterate({ query: "mutation { openSession { client } }" });
    expect((await answers.next()).value).toMatchObject({ data: { openSession: { client: "198.51.100.7" } } });
    await client.dispose();
  });
});

describe("trusted proxies", () => {
  it("are a number, or addresses, networks and names", () => {
    expect(parseTrustProxy("0")).toBe(0);
    expect(parseTrustProxy("2")).toBe(2);
    expect(parseTrustProxy("loopback, 10.0.0.0/8 ,2001:db8::/32,192.0.2.1")).toEqual([
      "loopback",
      "10.0.0.0/8",
      "2001:db8::/32",
      "192.0.2.1",
    ]);
    for (const text of ["-1", "33", "1.5", "true", "10.0.0.0/33", "example.com", "10.0.0.1,,10.0.0.2", ",", " "])
      expect(parseTrustProxy(text), text).toBeNull();
  });
});

describe("the scheme by which a client comes", () => {
  const schemeOf = (trusted: TrustedProxies | undefined, headers: Readonly<Record<string, string>>) =>
    clientScheme(trusted)({ socket: { remoteAddress: "10.0.0.1" }, headers } as unknown as IncomingMessage); // nothing else of it is looked at

  it("is what the nearest proxy tells, where that is trusted", () => {
    expect(schemeOf(1, { "x-forwarded-proto": "https" })).toBe("https");
    expect(schemeOf(["10.0.0.0/8"], { "x-forwarded-proto": "http, HTTPS " })).toBe("https");
    expect(schemeOf(1, { forwarded: 'for=1.2.3.4;proto=http, for=10.0.0.2;Proto="https"' })).toBe("https");
    expect(schemeOf(1, { "x-forwarded-proto": "https, http" })).toBe("http");
    expect(schemeOf(1, { "x-forwarded-proto": "javascript" })).toBe("http");
    expect(schemeOf(1, {})).toBe("http");
  });

  it("is http where no proxy is trusted, whatever the headers say", () => {
    for (const trusted of [undefined, 0, ["192.0.2.0/24"]])
      expect(schemeOf(trusted, { "x-forwarded-proto": "https", forwarded: "proto=https" })).toBe("http");
  });

  it("is the one of signed links", async () => {
    await using server = await newServer("sqlite", { environment: { TRUST_PROXY: "loopback" } });
    const client = await Client.open(server.url);
    const id = await client.ordered();
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { ...client.headers, "Content-Type": "application/json", "X-Forwarded-Proto": "https" },
      body: JSON.stringify({ query: `{ tokens(id: "${id}") { eventsLink { url } } }` }),
    });
    const { data } = (await response.json()) as { data: { tokens: { eventsLink: { url: string } } } }; // asked for above
    expect(data.tokens.eventsLink.url).toContain(`${server.url.replace("http:", "https:")}/api/tokens/${id}/events?`);
  });
});
