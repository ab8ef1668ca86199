import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { STALL_MS } from "../../src/http/send-body.ts";
import { KEEP_ALIVE_MS, socketPeer } from "../../src/http/socket-peer.ts";
import { type Clock, newClock } from "../support/clock.ts";
import { until } from "../support/until.ts";

/** Far more characters than sockets hold between the two. */
const HUGE = 64 * 2 ** 20;

describe("a peer of a WebSocket", () => {
  const stack: AsyncDisposableStack[] = [];
  afterEach(() => stack.pop()?.disposeAsync());

  /** Both ends of connections, whose time the test lets pass. */
  async function listening() {
    const clock = newClock();
    const onFault = (fault: unknown) => expect.fail(String(fault));
    const opened = new AsyncDisposableStack();
    stack.push(opened);
    const server = createServer().listen(0, "127.0.0.1");
    const sockets = new WebSocketServer({ server });
    opened.defer(async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    });
    await once(server, "listening");
    const join = async (options: object = {}) => {
      const accepted = once(sockets, "connection") as Promise<[WebSocket, IncomingMessage]>;
      const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options).on(
        "error",
        () => undefined,
      ); // to be cut is what it waits for
      const [[own, { socket: ownWire }]] = await Promise.all([accepted, once(client, "open")]);
      const peer = socketPeer(own, clock.timer, onFault);
      return { client, own, ownWire, peer };
    };
    return { clock, join };
  }

  it("is pinged as long as it answers, and cut when it does not before the next ping is due", async () => {
    const { clock, join } = await listening();
    const [lively, deaf] = [await join(), await join({ autoPong: false })];
    const closed = once(deaf.client, "close");
    await answersPing(lively, clock);
    expect(deaf.own.readyState).toBe(WebSocket.OPEN);
    await answersPing(lively, clock);
    expect((await closed)[0]).toBe(1006);
    for (let pings = 0; pings < 20; pings += 1) await answersPing(lively, clock);
    expect(lively.own.readyState).toBe(WebSocket.OPEN);
    expect(clock.running()).toBe(1);
  });

  it("is alive as long as it says something, though it answers no ping", async () => {
    const { clock, join } = await listening();
    const { client, own, peer } = await join({ autoPong: false });
    peer.onMessage(() => Promise.resolve());
    for (let pings = 0; pings < 5; pings += 1) {
      const heard = once(own, "message");
      client.send("{}");
      await heard;
      clock.advance(KEEP_ALIVE_MS);
    }
    expect(own.readyState).toBe(WebSocket.OPEN);
    clock.advance(KEEP_ALIVE_MS);
    expect((await once(client, "close"))[0]).toBe(1006);
  });

  it("that is told to go hears first what was being sent to it, in its order, and nothing that comes later", async () => {
    const { join } = await listening();
    const { client, peer } = await join();
    const heard: number[] = [];
    client.on("message", (text: Buffer) => heard.push(text.length));
    const sizes = [1, 65_536, 65_537, 2, 1_000_000, 3];
    for (const size of sizes) void peer.send("x".repeat(size));
    peer.close(1001, "Going away");
    void peer.send("late");
    const [code, reason] = (await once(client, "close")) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1001, "Going away"]);
    expect(heard).toEqual(sizes);
  });

  it("gets every character as it was, also where a piece ends within one", async () => {
    const { join } = await listening();
    const { client, peer } = await join();
    const text = `x${"\u{1d11e}\u00e4".repeat(30_000)}`;
    const heard = once(client, "message") as Promise<[Buffer, boolean]>;
    await peer.send(text);
    const [bytes, isBinary] = await heard;
    expect([isBinary, bytes.toString() === text]).toEqual([false, true]);
  });

  it("that takes no byte is cut after a minute and not before, what was to be sent to it ends, and others hear on", async () => {
    const { clock, join } = await listening();
    const [stalled, other] = [await join(), await join()];
    stalled.client.pause();
    const sent = Promise.resolve(stalled.peer.send("x".repeat(HUGE)));
    await until(() => Promise.resolve(stalled.own.bufferedAmount > 0));
    for (let ms = 0; ms < STALL_MS; ms += KEEP_ALIVE_MS) await answersPing(other, clock);
    expect(stalled.own.readyState).toBe(WebSocket.OPEN);
    const heard = once(other.client, "message");
    await other.peer.send("news");
    expect(String((await heard)[0])).toBe("news");
    while (stalled.own.readyState !== WebSocket.CLOSED) await answersPing(other, clock);
    await sent;
    stalled.client.resume();
    expect((await once(stalled.client, "close"))[0]).toBe(1006);
    expect(clock.running()).toBe(1);
  });

  it("that takes something in each minute is not cut, however long a message lasts", async () => {
    const { clock, join } = await listening();
    const slow = await join();
    const whole = once(slow.client, "message");
    slow.client.pause();
    const state = { isSent: false };
    const sent = Promise.resolve(slow.peer.send("x".repeat(HUGE))).then(() => (state.isSent = true));
    for (let minutes = 0; minutes < 5; minutes += 1) {
      for (let ms = 0; ms < STALL_MS; ms += KEEP_ALIVE_MS) clock.advance(KEEP_ALIVE_MS);
      await takeSome(slow);
    }
    expect(state.isSent).toBe(false);
    slow.client.resume();
    expect(((await whole)[0] as Buffer).length).toBe(HUGE);
    await sent;
    expect(slow.own.readyState).toBe(WebSocket.OPEN);
  });
});

/** Waits until a peer has answered one more ping. */
async function answersPing({ own }: { readonly own: WebSocket }, clock: Clock): Promise<void> {
  const pong = once(own, "pong");
  clock.advance(KEEP_ALIVE_MS);
  await pong;
}

/** Lets a paused client read until the other side could go on. */
async function takeSome({ client, ownWire }: { readonly client: WebSocket; readonly ownWire: Socket }): Promise<void> {
  const before = ownWire.bytesWritten;
  client.resume();
  await until(() => Promise.resolve(ownWire.bytesWritten > before || ownWire.destroyed));
  client.pause();
}
