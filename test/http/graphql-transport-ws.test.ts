import { describe, expect, it, vi } from "vitest";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { rest } from "../support/rest.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { RawSocket } from "../support/raw-socket.ts";

const FOLLOW = "subscription { productions { status { status } } }";
const LINE = "subscription ($id: ID!) { production(id: $id) { status { status } } }";
const COST = { cost: { requested: expect.any(Number) as number, limit: 100_000 } };

/**
 * The protocol `graphql-transport-ws`, rule by rule.
 *
 * Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
describe("graphql-transport-ws", () => {
  const server = sharedServer("sqlite", { logLevel: "debug" });
  const client = sharedClient(server);

  const opened = () => RawSocket.open(server.url);
  const acknowledged = () => RawSocket.acknowledged(server.url, client.headers);
  const INIT = { type: "connection_init" };

  it.each<[rule: string, code: number, says: (socket: RawSocket) => void, isAcknowledged?: boolean]>([
    [
      "a message that is not JSON",
      4400,
      (socket) => {
        socket.send("{");
      },
    ],
    [
      "a message that is no object",
      4400,
      (socket) => {
        socket.send("[]");
      },
    ],
    [
      "a message that is null",
      4400,
      (socket) => {
        socket.send("null");
      },
    ],
    [
      "a message without a type",
      4400,
      (socket) => {
        socket.send({ id: "1" });
      },
    ],
    [
      "a message of an unknown type",
      4400,
      (socket) => {
        socket.send({ type: "start", id: "1", payload: { query: FOLLOW } });
      },
    ],
    [
      "a message that only a server sends",
      4400,
      (socket) => {
        socket.send({ type: "next", id: "1", payload: {} });
      },
      true,
    ],
    [
      "an acknowledgement from the client",
      4400,
      (socket) => {
        socket.send({ type: "connection_ack" });
      },
    ],
    [
      "connection_init with a payload that is no object",
      4400,
      (socket) => {
        socket.send({ ...INIT, payload: "key" });
      },
    ],
    [
      "a ping with a payload that is no object",
      4400,
      (socket) => {
        socket.send({ type: "ping", payload: 5 });
      },
    ],
    [
      "a message of too many values",
      4400,
      (socket) => {
        socket.send(`{"type":"ping","payload":{"a":[${"1,".repeat(10_000)}1]}}`);
      },
    ],
    [
      "a message of too many levels",
      4400,
      (socket) => {
        socket.send(`{"type":"ping","payload":{"a":${"[".repeat(40)}${"]".repeat(40)}}}`);
      },
    ],
    [
      "a binary message",
      4400,
      (socket) => {
        socket.send(Buffer.from(JSON.stringify(INIT)));
      },
    ],
    [
      "subscribe without an id",
      4400,
      (socket) => {
        socket.send({ type: "subscribe", payload: { query: FOLLOW } });
      },
      true,
    ],
    [
      "subscribe with an empty id",
      4400,
      (socket) => {
        socket.subscribe("", FOLLOW);
      },
      true,
    ],
    [
      "subscribe with an id that is a number",
      4400,
      (socket) => {
        socket.send({ type: "subscribe", id: 1, payload: { query: FOLLOW } });
      },
      true,
    ],
    [
      "subscribe without a payload",
      4400,
      (socket) => {
        socket.send({ type: "subscribe", id: "1" });
      },
      true,
    ],
    [
      "subscribe with a query that is no text",
      4400,
      (socket) => {
        socket.send({ type: "subscribe", id: "1", payload: { query: 5 } });
      },
      true,
    ],
    [
      "subscribe with variables that are no object",
      4400,
      (socket) => {
        socket.send({ type: "subscribe", id: "1", payload: { query: FOLLOW, variables: "{}" } });
      },
      true,
    ],
    [
      "complete without an id",
      4400,
      (socket) => {
        socket.send({ type: "complete" });
      },
      true,
    ],
    [
      "subscribe before connection_init",
      4401,
      (socket) => {
        socket.subscribe("1", FOLLOW);
      },
    ],
    [
      "no credential",
      4403,
      (socket) => {
        socket.send(INIT);
      },
    ],
    [
      "an empty payload",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: {} });
      },
    ],
    [
      "an empty Session-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Session-Key": "" } });
      },
    ],
    [
      "a malformed Session-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Session-Key": "x" } });
      },
    ],
    [
      "a Session-Key that is no text",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Session-Key": [client.sessionKey] } });
      },
    ],
    [
      "an unknown Session-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Session-Key": "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a" } });
      },
    ],
    [
      "an Api-Key as Session-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Session-Key": API_KEY } });
      },
    ],
    [
      "an unknown Api-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Api-Key": "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a" } });
      },
    ],
    [
      "an unknown Api-Key beside a good Session-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { ...client.headers, "Api-Key": "x" } });
      },
    ],
    [
      "a wrong Session-Key beside a good Api-Key",
      4403,
      (socket) => {
        socket.send({ ...INIT, payload: { "Api-Key": API_KEY, "Session-Key": "x" } });
      },
    ],
    [
      "an id that is in use",
      4409,
      (socket) => {
        socket.subscribe("1", FOLLOW);
        socket.subscribe("1", FOLLOW);
      },
      true,
    ],
    [
      "connection_init twice",
      4429,
      (socket) => {
        socket.send({ ...INIT, payload: client.headers });
        socket.send({ ...INIT, payload: client.headers });
      },
    ],
    [
      "connection_init after the acknowledgement",
      4429,
      (socket) => {
        socket.send({ ...INIT, payload: client.headers });
      },
      true,
    ],
    [
      "a message of more than 1 MiB",
      1009,
      (socket) => {
        socket.send("x".repeat(1_048_577));
      },
    ],
    [
      "a message of more than 1 MiB, later on",
      1009,
      (socket) => {
        socket.send({ type: "ping", payload: { text: "x".repeat(1_048_577) } });
      },
      true,
    ],
  ])("ends a connection that says %s, with %i", async (_rule, code, says, isAcknowledged = false) => {
    const written = vi.spyOn(console, "error");
    const socket = await (isAcknowledged ? acknowledged() : opened());
    says(socket);
    expect((await socket.closed).code).toBe(code);
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  it("logs a message of more than 1 MiB in one line, at debug", async () => {
    const socket = await opened();
    const before = server.logged.length;
    socket.send("x".repeat(1_048_577));
    await socket.closed;
    expect(server.logged.slice(before)).toMatchObject([
      { level: 20, msg: "A WebSocket was broken by its peer.", err: { code: "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH" } },
    ]);
  });

  it.each(["graphql-ws", "soap"])("takes no connection by the protocol %s: 4406", async (protocol) => {
    const { WebSocket } = await import("ws");
    const webSocket = new WebSocket(`${server.url.replace("http", "ws")}/graphql`, protocol);
    webSocket.on("error", () => undefined); // the client misses its protocol in the answer
    await new Promise((resolve) => webSocket.once("close", resolve));
    const unnamed = new WebSocket(`${server.url.replace("http", "ws")}/graphql`);
    expect(await new Promise((resolve) => unnamed.once("close", resolve))).toBe(4406);
  });

  it("chooses graphql-transport-ws among several protocols", async () => {
    const socket = await RawSocket.open(server.url, ["soap", "graphql-transport-ws"]);
    expect(socket.webSocket.protocol).toBe("graphql-transport-ws");
    socket.webSocket.terminate();
  });

  it("answers a ping with a pong of the same payload, at any time, and lets a pong pass", async () => {
    const socket = await opened();
    socket.send({ type: "pong" });
    socket.send({ type: "ping" });
    expect(await socket.next()).toEqual({ type: "pong" });
    socket.send({ type: "ping", payload: { at: 7 } });
    expect(await socket.next()).toEqual({ type: "pong", payload: { at: 7 } });
    socket.webSocket.close();
    expect((await socket.closed).code).toBe(1005);
  });

  it("takes either credential", async () => {
    for (const credentials of [
      { "Session-Key": client.sessionKey },
      { "api-key": API_KEY.toUpperCase() },
      { ...client.headers },
    ]) {
      const socket = await RawSocket.acknowledged(server.url, credentials);
      socket.webSocket.terminate();
    }
  });

  it("answers an operation with a single result by next and complete, and its id is free again", async () => {
    const socket = await acknowledged();
    for (const id of ["1", "1", "2"]) {
      socket.subscribe(id, "{ session { key } }");
      expect(await socket.next()).toEqual({
        id,
        type: "next",
        payload: {
          data: { session: { key: client.sessionKey } },
          extensions: { cost: { requested: 2, limit: 100_000 } },
        },
      });
      expect(await socket.next()).toEqual({ id, type: "complete" });
    }
    socket.webSocket.terminate();
  });

  it("ends an operation that is refused by one error, and its id is free again", async () => {
    const socket = await acknowledged();
    for (const [query, code] of [
      ["{", "GRAPHQL_PARSE_FAILED"],
      ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
      ["query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"],
      [`{ quote(input: { size: ${"[".repeat(2_400)}`, "QUERY_TOO_COMPLEX"],
    ] as const) {
      socket.subscribe("1", query);
      expect(await socket.next()).toMatchObject({ id: "1", type: "error", payload: [{ extensions: { code } }] });
    }
    socket.subscribe("1", "{ __typename }");
    expect(await socket.next()).toMatchObject({ id: "1", type: "next" });
    expect(await socket.next()).toEqual({ id: "1", type: "complete" });
    socket.webSocket.terminate();
  });

  it("streams what a subscription tells, and completes with it", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const socket = await acknowledged();
    socket.subscribe("line", LINE, { id });
    expect(await socket.next()).toEqual({
      id: "line",
      type: "next",
      payload: { data: { production: { status: { status: "FINISHED" } } }, extensions: COST },
    });
    expect(await socket.next()).toEqual({ id: "line", type: "complete" });
    socket.webSocket.terminate();
  });

  it("tells nothing more of a subscription that its client completes, not even complete, and its id is free again", async () => {
    const other = await Client.open(server.url);
    const id = await other.ordered({ size: ENDLESS });
    const socket = await RawSocket.acknowledged(server.url, other.headers);
    socket.subscribe("line", LINE, { id });
    expect(await socket.next()).toMatchObject({ id: "line", type: "next" });
    socket.send({ id: "line", type: "complete" });
    socket.send({ id: "unknown", type: "complete" });
    socket.send({ type: "ping" });
    await until(async () => (await socket.next()).type === "pong");
    await other.cancel(id);
    socket.subscribe("line", LINE, { id });
    expect(await socket.next()).toMatchObject({
      id: "line",
      type: "next",
      payload: { data: { production: { status: { status: "CANCELLED" } } } },
    });
    expect(await socket.next()).toEqual({ id: "line", type: "complete" });
    socket.webSocket.terminate();
  });

  it.each([
    [
      "GraphQL",
      (other: Client) => other.ask("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id: other.sessionKey }),
    ],
    [
      "REST",
      (other: Client) =>
        rest(server.url, "DELETE", `/api/sessions/${other.sessionKey}`, { headers: { ...other.headers } }),
    ],
  ] as const)(
    "closes every connection of a session that is revoked by %s with 4403, once its streams are complete, and no other",
    async (_face, revoke) => {
      const other = await Client.open(server.url);
      const sockets = await Promise.all(
        Array.from({ length: 3 }, () => RawSocket.acknowledged(server.url, other.headers)),
      );
      const stays = await acknowledged();
      sockets[0]?.subscribe("all", FOLLOW);
      sockets[0]?.subscribe("then", "{ session { key } }");
      await sockets[0]?.next();
      await sockets[0]?.next();
      await revoke(other);
      expect(await sockets[0]?.next()).toEqual({ id: "all", type: "complete" });
      expect(await Promise.all(sockets.map(async ({ closed }) => (await closed).code))).toEqual([4403, 4403, 4403]);
      stays.send({ type: "ping" });
      expect(await stays.next()).toEqual({ type: "pong" });
      stays.webSocket.terminate();
    },
  );

  it("tells its clients to go when the service stops: 1001", async () => {
    const stopping = await newServer("sqlite");
    const own = await Client.open(stopping.url);
    const socket = await RawSocket.acknowledged(stopping.url, own.headers);
    socket.subscribe("all", FOLLOW);
    socket.subscribe("then", "{ __typename }");
    await socket.next();
    await stopping[Symbol.asyncDispose]();
    expect((await socket.closed).code).toBe(1001);
  });
});
