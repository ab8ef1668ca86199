import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { newDatabase } from "../support/databases.ts";
import { Collector } from "../support/collector.ts";
import { Client } from "../support/graphql-client.ts";
import { API_KEY } from "../support/server.ts";
import { startService, variablesOf } from "../support/service.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";
/** Kinds of spans, as OTLP numbers them. */
const [INTERNAL, SERVER] = [1, 2];

describe("a service that traces", () => {
  it("tells of requests, in the trace that they name, and of the parts that they order; and nothing that is secret", async () => {
    await using place = await newDatabase("sqlite");
    await using collector = await Collector.start();
    await using service = await startService({
      ...variablesOf(place),
      LOG_LEVEL: "info",
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=a%20b",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    });
    const client = await Client.open(service.url);
    const ordered = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Session-Key": client.sessionKey,
        traceparent: `00-${TRACE}-${PARENT}-01`,
      },
      body: JSON.stringify({
        query:
          'mutation Order { requestTokens(input: {alphabet: "UPPER_EPCG30", digits: 12, size: 2000, analysis: METRICS}) { id } }',
      }),
    });
    const { data } = (await ordered.json()) as { data: { requestTokens: { id: string } } };
    const { id } = data.requestTokens;
    await client.reached(id, "finished");
    await client.reached(id, "analyzed");
    const headers = { "Session-Key": client.sessionKey, traceparent: "00-no-trace-01" };
    await fetch(`${service.url}/api/tokens/${id}/requested`, { headers });
    await fetch(`${service.url}/api/nothing?token=${client.sessionKey}`, { headers });
    await fetch(`${service.url}/livez`);
    const told = await overSocket(service.url, client.sessionKey);
    const { stderr, code } = await service.end("SIGTERM");
    expect(code).toBe(0);

    const find = (name: string) => collector.spans.filter((span) => span.name === name);
    const [order] = collector.spans.filter(({ traceId }) => traceId === TRACE);
    const requestId = ordered.headers.get("x-request-id");
    expect(order).toMatchObject({
      name: "POST /graphql",
      kind: SERVER,
      parentSpanId: PARENT,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "graphql.operation.type": "mutation",
        "graphql.operation.name": "Order",
        "tokenworks.graphql.field": "requestTokens",
        "tokenworks.line.id": id,
        "tokenworks.request.id": requestId,
      },
    });
    expect(order?.attributes["tokenworks.customer.id"]).toMatch(/^[0-9a-f-]{36}$/);
    const [part] = find("produce part");
    const [analysis] = find("analyse part");
    expect(part).toMatchObject({
      kind: INTERNAL,
      attributes: { "tokenworks.line.id": id, "tokenworks.part.tokens": 2000 },
      links: [{ traceId: TRACE, spanId: order?.spanId }],
    });
    expect(analysis).toMatchObject({ links: [{ traceId: TRACE, spanId: order?.spanId }] });
    expect(find("make tokens")).toMatchObject([{ traceId: part?.traceId, parentSpanId: part?.spanId }]);
    expect(find("finish files")).toMatchObject([{ traceId: part?.traceId, parentSpanId: part?.spanId }]);
    expect(find("GET /api/tokens/:id/:view")).toMatchObject([{ attributes: { "http.response.status_code": 200 } }]);
    expect(find("query")).toMatchObject([
      { kind: SERVER, attributes: { "tokenworks.graphql.field": "productionLines", "graphql.operation.name": "Told" } },
    ]);
    expect(told).toBe(1);
    expect(collector.spans.some(({ name }) => name.includes("livez"))).toBe(false);
    expect(collector.resources[0]).toMatchObject({
      "service.name": "tokenworks",
      "deployment.environment.name": "test",
    });
    expect(new Set(collector.paths)).toEqual(new Set(["/v1/traces"]));
    expect(collector.headers[0]).toMatchObject({ "x-tenant": "a b" });
    for (const secret of [client.sessionKey, API_KEY]) expect(collector.bodies.join()).not.toContain(secret);
    const logged = stderr.split("\n").find((line) => line.includes("A line was ordered."));
    expect(JSON.parse(logged ?? "{}")).toMatchObject({ requestId, traceId: TRACE, spanId: order?.spanId });
  });

  it("speaks protobuf unless told otherwise, and does not notice a collector that takes nothing but by one line of its log", async () => {
    await using place = await newDatabase("sqlite");
    await using collector = await Collector.start(400);
    await using service = await startService({
      ...variablesOf(place),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/spans`,
      OTEL_BSP_SCHEDULE_DELAY: "10",
    });
    const client = await Client.open(service.url);
    for (let batch = 1; batch <= 3; batch += 1) {
      await client.reached(await client.ordered(), "finished");
      await expect.poll(() => collector.headers.length).toBeGreaterThanOrEqual(batch);
    }
    const { stderr, code } = await service.end("SIGTERM");
    expect(code).toBe(0);
    expect(collector.headers[0]).toMatchObject({ "content-type": "application/x-protobuf" });
    expect(new Set(collector.paths)).toEqual(new Set(["/spans"]));
    expect(stderr.split("\n").filter((line) => line.includes("The collector of traces takes nothing"))).toHaveLength(1);
  });

  it("stays silent where nothing asks for it, or something forbids it", async () => {
    await using collector = await Collector.start();
    for (const variables of [
      { OTEL_SERVICE_NAME: "x" },
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: "true" },
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_EXPORTER: "none" },
    ]) {
      await using place = await newDatabase("sqlite");
      await using service = await startService({ ...variablesOf(place), ...variables });
      await Client.open(service.url);
      expect((await service.end("SIGTERM")).code).toBe(0);
    }
    expect(collector.paths).toEqual([]);
  });
});

/** Lists the lines by a WebSocket. @returns how many. */
async function overSocket(url: string, sessionKey: string): Promise<number> {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { "Session-Key": sessionKey },
  });
  try {
    for await (const { data } of client.iterate<{ productionLines: { edges: unknown[] } }>({
      query: "query Told { productionLines(first: 5) { edges { node { id } } } }",
    }))
      return data?.productionLines.edges.length ?? 0;
    return 0;
  } finally {
    await client.dispose();
  }
}
