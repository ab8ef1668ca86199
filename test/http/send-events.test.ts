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

/** So many beats with nothing taken, and the reader is cut. */
const BEATS = STALL_MS / HEARTBEAT_MS;

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
  /** Lets as many beats pass as are told of which none sees anything taken since the one before, however long the network takes more. */
  const untaken = async (beats: number) => {
    await until(() => Promise.resolve(told.made > 0));
    let passed = { starts: clock.starts(), made: told.made, beats: 0 };
    await until(() => {
      const { starts } = passed;
      if (clock.starts() !== starts) passed = { starts: clock.starts(), made: told.made, beats: 0 };
      clock.advance(HEARTBEAT_MS);
      passed = { starts: clock.starts(), made: passed.made, beats: passed.beats + 1 };
      return Promise.resolve(passed.beats === beats);
    });
    return { made: passed.made };
  };
  return { clock, told, socket, untaken, [Symbol.asyncDispose]: dispose };
}

/** Takes some of what has come. */
async function take(socket: Socket): Promise<void> {
  if (socket.readableLength === 0) await Promise.race([once(socket, "readable"), once(socket, "close")]);
  socket.read();
}

describe("a reader of a stream that takes no byte", () => {
  it("is cut after a minute, and not before; nothing is made for it meanwhile", async () => {
    await using service = await sending();
    const { clock, told, socket, untaken } = service;
    const { made } = await untaken(BEATS - 1);
    expect(made).toBeLessThan(20);
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
    const { clock, told, socket, untaken } = service;
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await untaken(BEATS - 1);
      const before = clock.starts();
      await until(async () => {
        await take(socket);
        return clock.starts() > before;
      });
    }
    expect({ running: clock.running(), ended: told.ended }).toEqual({ running: 1, ended: 0 });
  });
});
