import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { STALL_MS } from "../../src/http/send-body.ts";
import { HEARTBEAT_MS, sendEvents, type ServerSentEvent } from "../../src/http/send-events.ts";
import { newHttpServer, startHttp } from "../../src/http/start-http.ts";
import { newClock } from "../support/clock.ts";
import { until } from "../support/until.ts";

const LARGE = "x".repeat(1_000_000);

/** Sends large events to whoever asks, as long as anybody takes them. */
async function sending() {
  const clock = newClock();
  const server = newHttpServer();
  const told = { made: 0, ended: 0 };
  async function* events(): AsyncGenerator<ServerSentEvent, void, undefined> {
    while (told.ended === 0) {
      told.made += 1;
      yield await Promise.resolve({ data: LARGE });
    }
  }
  const end = () => {
    told.ended += 1;
  };
  const middleware = [
    (ctx: Parameters<typeof sendEvents>[0]) => sendEvents(ctx, { events: events(), end }, clock.timer),
  ];
  const onFault = (fault: unknown) => {
    throw fault;
  };
  const url = await startHttp({ server, host: "127.0.0.1", port: 0, middleware, onFault });
  const socket = connect(Number(new URL(url).port), "127.0.0.1").pause();
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const dispose = async () => {
    socket.destroy();
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
  };
  /** Until the sockets between the two hold all that they can. */
  const untilFull = async () => {
    let before = { made: -1, starts: -1 };
    await until(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20)); // the network's own time
      const now = { made: told.made, starts: clock.starts() };
      const isSame = now.made > 0 && now.made === before.made && now.starts === before.starts;
      before = now;
      return isSame;
    });
  };
  return { clock, told, socket, untilFull, [Symbol.asyncDispose]: dispose };
}

/** Takes some of what has come. */
async function take(socket: Socket): Promise<void> {
  if (socket.readableLength === 0) await Promise.race([once(socket, "readable"), once(socket, "close")]);
  socket.read();
}

describe("a reader of a stream that takes no byte", () => {
  it("is cut after a minute, and not before; nothing is made for it meanwhile", async () => {
    await using service = await sending();
    const { clock, told, socket, untilFull } = service;
    await untilFull();
    const { made } = told;
    expect(made).toBeLessThan(20);
    for (let ms = HEARTBEAT_MS; ms < STALL_MS; ms += HEARTBEAT_MS) clock.advance(HEARTBEAT_MS);
    expect({ made: told.made, running: clock.running(), ended: told.ended }).toEqual({ made, running: 1, ended: 0 });
    const closed = new Promise((resolve) => socket.on("error", () => undefined).once("close", resolve));
    clock.advance(HEARTBEAT_MS);
    await until(() => Promise.resolve(told.ended === 1));
    expect({ made: told.made, running: clock.running() }).toEqual({ made, running: 0 });
    socket.resume();
    await closed;
  });

  it("is not cut where it takes some now and then", async () => {
    await using service = await sending();
    const { clock, told, socket, untilFull } = service;
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await untilFull();
      for (let ms = HEARTBEAT_MS; ms < STALL_MS; ms += HEARTBEAT_MS) clock.advance(HEARTBEAT_MS);
      const before = clock.starts();
      await until(async () => {
        await take(socket);
        return clock.starts() > before;
      });
    }
    expect({ running: clock.running(), ended: told.ended }).toEqual({ running: 1, ended: 0 });
  });
});
