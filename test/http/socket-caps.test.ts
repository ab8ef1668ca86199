import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { INIT_MS } from "../../src/http/serve-socket.ts";
import { KEEP_ALIVE_MS } from "../../src/http/socket-peer.ts";
import { SocketRegistry } from "../../src/http/socket-registry.ts";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { addCustomer } from "../support/add-customer.ts";
import { newClock } from "../support/clock.ts";
import { openSession, rest } from "../support/rest.ts";
import { API_KEY } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { until } from "../support/until.ts";
import { RawSocket } from "../support/raw-socket.ts";

const TOO_MANY = { code: 4429, reason: "Too many connections: at most 3." };

describe("how many WebSockets there are", () => {
  const clock = newClock();
  // What else the service waits for goes on by the real time.
  const timer: Runtime["timer"] = (ms, onEnd) =>
    (ms === KEEP_ALIVE_MS || ms === INIT_MS ? clock : systemRuntime).timer(ms, onEnd);
  const open: RawSocket[] = [];
  const server = sharedServer("sqlite", { environment: { TRUST_PROXY: "loopback" }, runtime: { timer } });
  let mine: Record<string, string>;
  let others: Record<string, string>;
  beforeAll(async () => {
    others = { "Api-Key": await addCustomer(server) };
    mine = await openSession(server.url);
    await setQuotas(server, { sockets: 3 });
  });
  afterEach(async () => {
    for (const { webSocket } of open.splice(0)) webSocket.terminate();
    await until(() => Promise.resolve(clock.running() === 0)); // the service has seen it
  });

  async function opened(options: ClientOptions = {}): Promise<RawSocket> {
    const socket = await RawSocket.open(server.url, "graphql-transport-ws", options);
    open.push(socket);
    return socket;
  }

  /** Says whose it is; answers how it ends, or null where it is let in. */
  function ended(socket: RawSocket, credentials: object) {
    socket.send({ type: "connection_init", payload: credentials });
    return Promise.race([socket.closed, socket.next().then(() => null)]);
  }

  async function admitted(credentials: object, options: ClientOptions = {}): Promise<RawSocket> {
    const socket = await opened(options);
    expect(await ended(socket, credentials)).toBeNull();
    return socket;
  }

  /** Shows both ends that the other is there. */
  async function converse(socket: RawSocket): Promise<void> {
    socket.send({ type: "ping" });
    expect(await socket.next()).toEqual({ type: "pong" });
  }

  /** A service sees an end a moment later than its client. */
  const untilAdmitted = (credentials: object) => until(async () => (await ended(await opened(), credentials)) === null);

  it("is bounded for a customer, all its sessions together: one more is closed with 4429, and neither those before nor other customers notice", async () => {
    const sockets = [
      await admitted(mine),
      await admitted(await openSession(server.url)),
      await admitted({ "Api-Key": API_KEY }),
    ];
    for (const credentials of [mine, await openSession(server.url), { "Api-Key": API_KEY }])
      expect(await ended(await opened(), credentials)).toEqual(TOO_MANY);
    for (const socket of [...sockets, await admitted(others)]) await converse(socket);
  });

  it("is bounded for a customer, too, when they all come at once", async () => {
    const ends = await Promise.all(Array.from({ length: 20 }, async () => ended(await opened(), mine)));
    expect(ends.filter((end) => end !== null)).toEqual(Array.from({ length: 17 }, () => TOO_MANY));
  });

  it("has room again for each that leaves, however it does; those that were refused have taken none", async () => {
    const [deaf, broken, polite] = [
      await admitted(mine, { autoPong: false }),
      await admitted(mine),
      await admitted(mine),
    ];
    for (let n = 0; n < 5; n += 1) expect(await ended(await opened(), mine)).toEqual(TOO_MANY);
    polite.webSocket.close();
    await untilAdmitted(mine);
    expect(await ended(await opened(), mine)).toEqual(TOO_MANY);
    broken.webSocket.terminate();
    await untilAdmitted(mine);
    expect(await ended(await opened(), mine)).toEqual(TOO_MANY);
    for (let pings = 0; pings < 2; pings += 1) {
      const alive = open.filter(
        ({ webSocket }) => webSocket.readyState === WebSocket.OPEN && webSocket !== deaf.webSocket,
      );
      await Promise.all(alive.map(converse));
      clock.advance(KEEP_ALIVE_MS);
    }
    expect((await deaf.closed).code).toBe(1006);
    await untilAdmitted(mine);
    expect(await ended(await opened(), mine)).toEqual(TOO_MANY);
  });

  it("has room again once a session is closed", async () => {
    const session = await openSession(server.url);
    for (let n = 0; n < 3; n += 1) await admitted(session);
    expect(await ended(await opened(), mine)).toEqual(TOO_MANY);
    await rest(server.url, "DELETE", `/api/sessions/${session["Session-Key"]}`, {
      headers: { "Api-Key": API_KEY, ...session },
    });
    expect(await Promise.all(open.slice(0, 3).map(async ({ closed }) => (await closed).code))).toEqual([
      4403, 4403, 4403,
    ]);
    for (let n = 0; n < 3; n += 1) await untilAdmitted(mine);
  });

  it("ends for one that says nothing with 4408 after three seconds, and not before", async () => {
    const [silent, ready] = [await opened(), await admitted(mine)];
    clock.advance(INIT_MS - 1);
    await converse(silent);
    clock.advance(1);
    expect(await silent.closed).toEqual({ code: 4408, reason: "Connection initialisation timeout" });
    await converse(ready);
  });

  it("that show no credential is bounded for each address, by IPv6 for each network of 64 bits: one more is answered with 429, until there is room", async () => {
    const from = (address: string): ClientOptions => ({ headers: { "X-Forwarded-For": address } });
    const waiting = await Promise.all(
      Array.from({ length: 200 }, (_, at) => opened(from(`2001:db8::${at.toString(16)}`))),
    );
    const refusal = async () => {
      const late = new WebSocket(
        `${server.url.replace("http", "ws")}/graphql`,
        "graphql-transport-ws",
        from("2001:db8::ffff"),
      ).on("error", () => undefined);
      const [, { statusCode, headers }] = (await once(late, "unexpected-response")) as [unknown, IncomingMessage];
      late.terminate(); // it was never open
      return [statusCode, headers["retry-after"]];
    };
    expect(await refusal()).toEqual([429, "3"]);
    await converse(await opened(from("2001:db8:0:1::1")));
    expect(await ended(waiting[0] ?? expect.fail(), mine)).toBeNull();
    await opened(from("2001:db8::ffff"));
    expect(await refusal()).toEqual([429, "3"]);
    waiting[1]?.webSocket.terminate();
    await until(() => opened(from("2001:db8::ffff")).catch(() => null));
    expect(await refusal()).toEqual([429, "3"]);
    clock.advance(INIT_MS);
    expect((await waiting[2]?.closed)?.code).toBe(4408);
    await until(() => opened(from("2001:db8::ffff")).catch(() => null));
  });

  it("that show no credential is bounded for all addresses together", () => {
    const registry = new SocketRegistry();
    const leaves = Array.from({ length: 2_000 }, (_, at) => registry.arrive(`address ${at % 10}`));
    expect(leaves).not.toContain(null);
    expect(registry.arrive("another")).toBeNull();
    leaves[0]?.();
    leaves[0]?.();
    expect(registry.arrive("another")).not.toBeNull();
    expect(registry.arrive("another")).toBeNull();
  });
});
