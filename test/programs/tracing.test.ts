import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
const AWAY = "The collector of traces takes nothing";
/** Has a program tell of every package of OpenTelemetry that it loads, in either format, but for the bare API, which prom-client loads anyway. */
const HOOK = `
  import { registerHooks } from "node:module";
  process.stderr.write("loads: tokenworks\\n");
  registerHooks({
    resolve(name, context, next) {
      if (name.startsWith("@opentelemetry/") && name !== "@opentelemetry/api") process.stderr.write("loads: " + name + "\\n");
      return next(name, context);
    },
  });
`;
const TELLS_MODULES = `--import data:text/javascript,${encodeURIComponent(HOOK)}`;
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
      OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=a%20b,x-place=any",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-place=traces",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
      OTEL_SERVICE_NAME: "tokens",
      OTEL_PROPAGATORS: "tracecontext,b3",
      OTEL_TRACES_SAMPLER: "sometimes", // which leaves the default
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
    const [order] = collector.spans.filter(({ traceId, kind }) => traceId === TRACE && kind === SERVER);
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
      "service.name": "tokens",
      "deployment.environment.name": "test",
    });
    expect(new Set(collector.paths)).toEqual(new Set(["/v1/traces"]));
    expect(collector.headers[0]).toMatchObject({ "x-tenant": "a b", "x-place": "traces" });
    for (const secret of [client.sessionKey, API_KEY]) expect(collector.bodies.join()).not.toContain(secret);
    expect(stderr).toContain('OTEL_TRACES_SAMPLER value \\"sometimes\\" invalid'); // within a line of JSON
    expect(stderr).toContain("OTEL_PROPAGATORS may be tracecontext, baggage or none; unknown: b3.");
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
    expect(stderr.split("\n").filter((line) => line.includes(AWAY))).toHaveLength(1);
  });

  it("loads nothing and stays silent where nothing asks for it, or something forbids it, whatever else is said", async () => {
    await using collector = await Collector.start();
    for (const variables of [
      { OTEL_SERVICE_NAME: "x", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: "true", OTEL_TRACES_EXPORTER: "console" },
      { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_EXPORTER: "none" },
    ]) {
      await using place = await newDatabase("sqlite");
      await using service = await startService({ ...variablesOf(place), ...variables, NODE_OPTIONS: TELLS_MODULES });
      const client = await Client.open(service.url);
      await client.reached(await client.ordered(), "finished");
      const { code, stderr } = await service.end("SIGTERM");
      expect(code).toBe(0);
      expect(stderr).toContain("loads: tokenworks"); // the modules are told
      expect(stderr).not.toContain("loads: @opentelemetry");
    }
    expect(collector.paths).toEqual([]);
  });

  it("loads OpenTelemetry where it is asked for", async () => {
    await using collector = await Collector.start();
    await using place = await newDatabase("sqlite");
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, NODE_OPTIONS: TELLS_MODULES };
    await using service = await startService({ ...variablesOf(place), ...variables });
    expect((await service.end("SIGTERM")).stderr).toContain("loads: @opentelemetry/sdk-trace-base");
  });

  it("follows the caller who does not sample, and the sampler that is told", async () => {
    await using collector = await Collector.start();
    await using place = await newDatabase("sqlite");
    await using service = await startService({
      ...variablesOf(place),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0",
    });
    for (const flags of ["00", "01"])
      await fetch(`${service.url}/api/alphabets`, { headers: { traceparent: `00-${TRACE}-${PARENT}-${flags}` } });
    await fetch(`${service.url}/api/alphabets`);
    expect((await service.end("SIGTERM")).code).toBe(0);
    expect(collector.spans).toMatchObject([{ traceId: TRACE, parentSpanId: PARENT }]);
  });

  it("serves beside a collector that is away, tells of it once, and no header", async () => {
    const silent = await silentServer();
    await silent[Symbol.asyncDispose]();
    await using place = await newDatabase("sqlite");
    await using service = await startService({
      ...variablesOf(place),
      OTEL_EXPORTER_OTLP_ENDPOINT: silent.url,
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20never-logged",
      OTEL_BSP_SCHEDULE_DELAY: "10",
      OTEL_EXPORTER_OTLP_TIMEOUT: "100",
    });
    const client = await Client.open(service.url);
    await expect.poll(() => service.printed().stderr).toContain(AWAY);
    for (let orders = 0; orders < 3; orders += 1) await client.reached(await client.ordered(), "finished");
    const { code, stderr } = await service.end("SIGTERM");
    expect(code).toBe(0);
    expect(stderr.split("\n").filter((line) => line.includes(AWAY))).toHaveLength(1);
    expect(stderr).not.toContain("never-logged");
  });

  it("stops on time beside a collector that takes everything and never answers", async () => {
    await using silent = await silentServer();
    await using place = await newDatabase("sqlite");
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: silent.url, OTEL_BSP_SCHEDULE_DELAY: "10" };
    await using service = await startService({ ...variablesOf(place), ...variables });
    const client = await Client.open(service.url);
    await client.reached(await client.ordered(), "finished");
    const before = performance.now();
    expect((await service.end("SIGTERM")).code).toBe(0);
    expect(performance.now() - before).toBeLessThan(6_000); // the exporter would wait for 10 s
  });
});

/** A server that takes what it is sent and never answers. */
async function silentServer(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const dispose = async () => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  const { port } = server.address() as AddressInfo; // it listens on a port
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: dispose };
}

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
