import { once } from "node:events";
import { buildSchema as parseSchema } from "graphql";
import { createClient } from "graphql-ws";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { newHttpServer, startHttp } from "../../src/http/start-http.ts";
import { SocketRegistry } from "../../src/http/socket-registry.ts";
import { startSubscriptions } from "../../src/http/subscriptions.ts";
import { OperationCounts } from "../../src/graphql/operation-counts.ts";
import { prepareOperation } from "../../src/graphql/prepare-operation.ts";
import { closing } from "../../src/lib/closing.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { ProductionEvents } from "../../src/production/events/production-events.ts";
import { until } from "../support/until.ts";

/** The real streams under the real transport; what is told in them does not matter here. */
async function newListened() {
  const events = new ProductionEvents();
  const schema = parseSchema("type Query { none: Int } type Subscription { production: Int }");
  const field = schema.getSubscriptionType()?.getFields()["production"];
  if (field) field.subscribe = () => events.follow("s", null).queue;
  const server = newHttpServer();
  const faults: unknown[] = [];
  const onFault = (fault: unknown) => faults.push(fault);
  const { stop } = startSubscriptions({
    isOriginAllowed: () => true,
    server,
    schema,
    prepare: prepareOperation(schema),
    clientOf: () => null,
    schemeOf: () => "http",
    timer: systemRuntime.timer,
    registry: new SocketRegistry(),
    contextOf: (caller) => ({
      requestId: "r",
      caller,
      publicPath: "",
      baseUrl: "",
      container: { get: () => expect.fail() },
    }),
    admit: () => Promise.resolve({ customerId: "c", sessionId: "s", quotas: { sockets: 10, operationsPerSocket: 10 } }),
    takeRate: () => Promise.resolve(),
    greeting: () => ({}),
    operations: new OperationCounts(),
    tracing: null,
    onFault,
    onBroken: onFault,
  });
  const url = (await startHttp({ server, host: "127.0.0.1", port: 0, middleware: [], onFault })).replace("http", "ws");
  const opened = closing();
  opened.add(() => void server.close());
  opened.add(stop);
  opened.add(() => {
    events.endAll();
  });
  return { events, faults, url: `${url}/graphql`, [Symbol.asyncDispose]: opened.close };
}

it("forgets a listener that completes its subscription, one that says goodbye, and one whose connection breaks", async () => {
  await using service = await newListened();
  const sockets: WebSocket[] = [];
  class Noted extends WebSocket {
    constructor(...parts: ConstructorParameters<typeof WebSocket>) {
      super(...parts);
      sockets.push(this);
    }
  }
  const clients = Array.from({ length: 3 }, () =>
    createClient({ url: service.url, webSocketImpl: Noted, retryAttempts: 0 }),
  );
  const streams = clients.map((client) => client.iterate({ query: "subscription { production }" }));
  const ends = streams.map((stream) => stream.next().catch(() => "broken"));
  await until(() => Promise.resolve(service.events.open === 3));
  await streams[0]?.return?.();
  await until(() => Promise.resolve(service.events.open === 2));
  await clients[1]?.dispose();
  await until(() => Promise.resolve(service.events.open === 1));
  for (const socket of sockets) socket.terminate();
  await until(() => Promise.resolve(service.events.open === 0));
  await Promise.all(ends);
  expect(service.faults).toEqual([]);
});

it("tells its listeners to go when the service stops", async () => {
  await using service = await newListened();
  const socket = new WebSocket(service.url, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init" }));
  await once(socket, "message"); // the acknowledgement
  socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query: "subscription { production }" } }));
  await until(() => Promise.resolve(service.events.open === 1));
  const closed = once(socket, "close");
  await service[Symbol.asyncDispose]();
  expect((await closed)[0]).toBe(1001);
  expect(service.events.open).toBe(0);
});
