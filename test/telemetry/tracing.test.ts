import { createClient } from "graphql-ws";
import { beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { StripeStandIn } from "../payment/support/stripe-stand-in.ts";
import { Collector, type CollectedSpan } from "../support/collector.ts";
import { type Dialect, DIALECTS } from "../support/databases.ts";
import { Client, ENDLESS, newPayment } from "../support/graphql-client.ts";
import { API_KEY, newServer } from "../support/server.ts";

const PARENT = "00f067aa0ba902b7";
/** Kinds of spans, as OTLP numbers them. */
const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];
const ORDER = "mutation Order($input: RequestTokensInput!) { requestTokens(input: $input) { id } }";

/** A trace of its own for each thing that is done. */
const trace = (number: number) => number.toString(16).padStart(32, "a");
const [PAID, UNPAID, LISTENED, UNSAMPLED, READ] = [trace(1), trace(2), trace(3), trace(4), trace(5)];
const TOGETHER = Array.from({ length: 4 }, (_, at) => trace(100 + at));

/** What is no `traceparent`, by the W3C's Trace Context, section 3.2. */
const INVALID = [
  "",
  "00",
  "no trace",
  `00-${"0".repeat(32)}-${PARENT}-01`,
  `00-${trace(9)}-${"0".repeat(16)}-01`,
  `ff-${trace(9)}-${PARENT}-01`,
  `00-${trace(9)}-${PARENT}-01-more`,
  `00-${trace(9).slice(1)}-${PARENT}-01`,
  `00-${trace(9).toUpperCase()}-${PARENT}-01`,
  `00-${trace(9)}-${PARENT}`,
];

describe.each(DIALECTS)("a service that traces, on %s", (dialect) => {
  let told: Awaited<ReturnType<typeof tellOfAll>>;
  beforeAll(async () => {
    told = await tellOfAll(dialect);
  });
  const of = (traceId: string) => told.spans.filter((span) => span.traceId === traceId);
  const named = (name: string) => told.spans.filter((span) => span.name === name);
  const one = (spans: readonly CollectedSpan[], name: string) => {
    const [found, ...others] = spans.filter((span) => span.name === name);
    if (found === undefined || others.length > 0) throw new Error(`There is not one span ${name}.`);
    return found;
  };

  it("tells of an order in the trace that it names: the request, what the provider is asked, and the one transaction", () => {
    const request = one(of(PAID), "POST /graphql");
    expect(request).toMatchObject({
      kind: SERVER,
      parentSpanId: PARENT,
      code: 0,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "url.scheme": "http",
        "graphql.operation.type": "mutation",
        "graphql.operation.name": "Order",
        "tokenworks.graphql.field": "requestTokens",
        "tokenworks.line.id": told.paid,
        "tokenworks.part.number": 1,
      },
    });
    for (const id of ["request", "customer"])
      expect(request.attributes[`tokenworks.${id}.id`]).toMatch(/^[0-9a-f-]{36}$/);
    const [check, write] = [one(of(PAID), "check payment"), one(of(PAID), "write order")];
    expect(check).toMatchObject({
      kind: CLIENT,
      parentSpanId: request.spanId,
      attributes: { "tokenworks.payment.provider": "stripe", "server.address": "127.0.0.1" },
    });
    expect(write).toMatchObject({
      kind: INTERNAL,
      parentSpanId: request.spanId,
      attributes: { "db.system.name": dialect },
    });
    expect(of(PAID)).toHaveLength(3);
    expect(told.asked[0]).toBe(`00-${PAID}-${check.spanId}-01`); // the provider is asked within the trace
  });

  it("links a part's own trace, from its claim on, to the request that has ordered it, and an analysis likewise", () => {
    const link = { traceId: PAID, spanId: one(of(PAID), "POST /graphql").spanId };
    const attributes = { "tokenworks.line.id": told.paid, "tokenworks.part.tokens": 7_776 };
    const part = one(
      named("produce part").filter((span) => span.attributes["tokenworks.line.id"] === told.paid),
      "produce part",
    );
    expect(part).toMatchObject({
      kind: INTERNAL,
      links: [link],
      attributes: { ...attributes, "tokenworks.part.status": "finished" },
    });
    expect(part.traceId).not.toBe(PAID);
    expect(part.attributes["tokenworks.part.waited_ms"]).toBeGreaterThanOrEqual(0);
    expect(
      of(part.traceId)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["finish files", "make tokens", "produce part"]);
    for (const step of ["make tokens", "finish files"])
      expect(one(of(part.traceId), step)).toMatchObject({ parentSpanId: part.spanId, attributes });
    expect(one(told.spans, "analyse part")).toMatchObject({ links: [link], attributes });
  });

  it("tells of a part that somebody has stopped how it has ended", () => {
    const ends = named("produce part").map(({ attributes }) => [
      attributes["tokenworks.line.id"],
      attributes["tokenworks.part.status"],
    ]);
    expect(ends).toContainEqual([told.cancelled, "cancelled"]);
    expect(ends).toContainEqual([told.deleted, "deleted"]);
    for (const name of ["cancel line", "delete line", "open session"]) one(told.spans, name);
  });

  it("keeps orders that share a transaction apart", () => {
    for (const each of TOGETHER) {
      const request = one(of(each), "POST /graphql");
      expect(one(of(each), "write order").parentSpanId).toBe(request.spanId);
    }
  });

  it("marks what has failed by a code, and what the client did wrong not at all", () => {
    expect(one(of(UNPAID), "check payment")).toMatchObject({
      code: 2,
      attributes: { "error.type": "PAYMENT_UNAVAILABLE" },
    });
    expect(named("GET /api/tokens/:id/data").map(({ code, attributes }) => [code, attributes["http.route"]])).toEqual([
      [0, "/api/tokens/:id/data"],
      [0, "/api/tokens/:id/data"],
    ]);
  });

  it("begins a trace where a request names none that is valid", () => {
    const begun = named("GET /api/alphabets").filter(({ attributes }) =>
      String(attributes["user_agent.original"]).startsWith("invalid"),
    );
    expect(begun.map(({ attributes }) => attributes["user_agent.original"]).sort()).toEqual(
      INVALID.map((_, at) => `invalid ${at}`).sort(),
    );
    for (const { traceId, parentSpanId = "" } of begun) expect([traceId, parentSpanId]).not.toContain(trace(9));
    expect(begun.filter(({ parentSpanId }) => parentSpanId !== undefined)).toEqual([]);
    expect(of(trace(9))).toEqual([]);
  });

  it("keeps to itself what the caller does not sample, and logs the ids of traces that are told alone", () => {
    expect(of(UNSAMPLED)).toEqual([]);
    const orders = told.logged.filter(({ msg }) => msg === "A line was ordered.");
    const logOf = (id: string) => orders.find(({ lineId }) => lineId === id);
    expect(logOf(told.paid)).toMatchObject({ traceId: PAID, spanId: one(of(PAID), "POST /graphql").spanId });
    expect(logOf(told.unsampled)).toHaveProperty("requestId");
    expect(logOf(told.unsampled)).not.toHaveProperty("traceId");
    const request = told.logged.find(
      ({ msg, route, traceId }) => msg === "request" && route === "/graphql" && traceId === PAID,
    );
    expect(request).toMatchObject({ status: 200 });
  });

  it("links a socket's operations to the request that has opened it", () => {
    const opening = one(of(LISTENED), "GET /graphql");
    expect(opening).toMatchObject({
      kind: SERVER,
      parentSpanId: PARENT,
      attributes: { "http.response.status_code": 101, "http.route": "/graphql" },
    });
    const subscription = one(
      told.spans.filter(({ attributes }) => attributes["graphql.operation.name"] === "Listen"),
      "subscription",
    );
    expect(subscription).toMatchObject({
      kind: SERVER,
      links: [{ traceId: LISTENED, spanId: opening.spanId }],
      attributes: { "graphql.operation.type": "subscription", "tokenworks.graphql.field": "production" },
    });
    expect(subscription.traceId).not.toBe(LISTENED);
  });

  it("names no path, no id but its own, and nothing that is secret", () => {
    expect(one(of(READ), "GET /api/tokens/:id/data").attributes["tokenworks.line.id"]).toBe(told.paid);
    for (const { name } of told.spans) expect(name).not.toMatch(/[0-9a-f]{8}-|\?/);
    for (const secret of [...told.secrets, API_KEY]) {
      expect(secret.length).toBeGreaterThan(4);
      expect(told.bytes.includes(secret), `the secret that begins with ${secret.slice(0, 3)}`).toBe(false);
    }
  });
});

/** Does of everything something, and answers what the collector was told, once the service has stopped. */
async function tellOfAll(dialect: Dialect) {
  await using collector = await Collector.start();
  await using stripe = await StripeStandIn.start();
  await using server = await newServer(dialect, {
    environment: {
      ...stripe.environment,
      STOP_GRACE_S: "2",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    },
    logLevel: "debug",
  });
  const client = await Client.open(server.url);
  const at = (traceId: string, flags = "01") => ({ traceparent: `00-${traceId}-${PARENT}-${flags}` });
  const order = async (headers: Record<string, string>, input: object) => {
    const payment = { ...newPayment(), ident: stripe.put({ amount_received: 100_000_000 }) };
    const all = { alphabet: "DICE", digits: 5, size: "100", payment, ...input };
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Session-Key": client.sessionKey, ...headers },
      body: JSON.stringify({ query: ORDER, variables: { input: all } }),
    });
    const { data, errors } = (await response.json()) as {
      data: { requestTokens: { id: string } | null } | null;
      errors?: unknown;
    };
    if (errors !== undefined && stripe.trouble === null) throw new Error(JSON.stringify(errors));
    return data?.requestTokens?.id ?? "";
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { headers: { "Session-Key": client.sessionKey, ...headers } });

  const seed = "5eed5eed-5eed-4eed-8eed-5eed5eed5eed";
  const paid = await order(at(PAID), { size: "7776", analysis: "METRICS", seed });
  await client.reached(paid, "analyzed");
  const tokens = await (await get(`/api/tokens/${paid}/data`, at(READ))).text();
  await (await get(`/api/tokens/${client.sessionKey}/data`)).text();
  await (await get(`/api/nothing?key=${client.sessionKey}`)).text();
  stripe.trouble = "resets";
  await order(at(UNPAID), {});
  stripe.trouble = null;
  const unsampled = await order(at(UNSAMPLED, "00"), {});
  await Promise.all(TOGETHER.map((each) => order(at(each), {})));
  const endless = { alphabet: "UPPER_EPCG30", digits: 12, size: String(ENDLESS) };
  const [cancelled, deleted] = [await order({}, endless), await order({}, endless)];
  for (const id of [cancelled, deleted]) await client.reached(id, "started");
  await client.cancel(cancelled);
  await client.delete(deleted);
  for (const [number, traceparent] of INVALID.entries())
    await (await get("/api/alphabets", { traceparent, "User-Agent": `invalid ${number}` })).text();
  await listen(server.url, client.sessionKey, paid, at(LISTENED));
  const asked = stripe.requests.map(({ headers }) => headers["traceparent"]);
  await server.stop();
  return {
    ...{ paid, unsampled, cancelled, deleted, asked, spans: collector.spans, logged: server.logged },
    bytes: collector.bodies.join(),
    secrets: [client.sessionKey, stripe.secretKey, seed, ...tokens.split("\n").slice(0, 5)],
  };
}

/** Listens to a line that has ended, by a WebSocket that was opened within a trace. */
async function listen(url: string, sessionKey: string, id: string, headers: Record<string, string>): Promise<void> {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers });
      }
    },
    connectionParams: { "Session-Key": sessionKey },
  });
  const query = "subscription Listen($id: ID!) { production(id: $id) { status { status } } }";
  for await (const _ of client.iterate({ query, variables: { id } }));
  await client.dispose();
}
