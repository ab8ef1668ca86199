import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { STALL_MS } from "../../src/http/send-body.ts";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { newClock } from "../support/clock.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { kept, serving } from "./support/serving.ts";

/** Far more bytes than sockets hold between the two. */
const TOKENS = 4_000_000n;

const FORMATS = [
  ["plain", ""],
  ["compressed", "?format=gz"],
] as const;

describe("a reader that takes no byte", () => {
  const clock = newClock();
  // What else the service waits for goes on by the real time.
  const timer: Runtime["timer"] = (ms, onEnd) => (ms === STALL_MS ? clock : systemRuntime).timer(ms, onEnd);
  const server = sharedServer("sqlite", { runtime: { timer } });
  const client = sharedClient(server);
  let id: string;
  beforeAll(async () => {
    id = await client.ordered({ size: TOKENS });
    await client.reached(id, "finished");
  });

  async function download(query: string): Promise<Socket> {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`GET /api/tokens/${id}/data${query} HTTP/1.1\r\nHost: x\r\nSession-Key: ${client.sessionKey}\r\n\r\n`);
    return socket;
  }

  it.each(FORMATS)("of a %s file is cut after a minute, and not before; a slow one is not", async (_format, query) => {
    const socket = await download(query);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      const before = clock.starts();
      await until(async () => {
        await take(socket);
        return clock.starts() > before;
      });
      clock.advance(STALL_MS - 1);
      expect(clock.running()).toBe(1);
    }
    await until(() => {
      clock.advance(STALL_MS);
      return Promise.resolve(clock.running() === 0);
    });
    const { error } = await readOn(socket);
    expect(error).toMatchObject({ code: "ECONNRESET" });
  });

  it("is not cut while its bytes are still being made", async () => {
    const clock = newClock();
    const making = Promise.withResolvers<undefined>();
    const read = async function* () {
      yield Buffer.from("first, ");
      await making.promise;
      yield Buffer.from("second");
    };
    await using server = await serving({ ...kept(Buffer.from("first, second")), read }, clock.timer);
    const { body } = await fetch(`${server.url}/api/tokens/1/data`);
    const reader = body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? "").toString()).toBe("first, ");
    for (let minutes = 0; minutes < 5; minutes += 1) clock.advance(STALL_MS);
    making.resolve(undefined);
    expect(Buffer.from((await reader?.read())?.value ?? "").toString()).toBe("second");
    expect((await reader?.read())?.done).toBe(true);
    await until(() => Promise.resolve(clock.running() === 0));
  });

  it("does not hold others up, be there thirty of it, some of compressed files: they are served meanwhile, and all of it is cut in the end", async () => {
    const sockets = await Promise.all(
      Array.from({ length: 30 }, (_, at) => download(at % 15 === 0 ? "?format=gz" : "")),
    );
    await Promise.all(sockets.map((socket) => once(socket, "readable")));
    const other = await client.ordered({ size: 50_000n });
    await client.reached(other, "finished");
    const plain = Buffer.from(await (await client.data(other)).arrayBuffer());
    expect(plain.length).toBe(50_000 * 13 - 1);
    expect(gunzipSync(Buffer.from(await (await client.data(other, "?format=gz")).arrayBuffer())).equals(plain)).toBe(
      true,
    );
    await until(() => {
      clock.advance(STALL_MS);
      return Promise.resolve(clock.running() === 0);
    });
    for (const socket of sockets) expect((await readOn(socket)).error).toMatchObject({ code: "ECONNRESET" });
  });
});

/** Takes what has come to this end. */
async function take(socket: Socket): Promise<void> {
  if (socket.read() === null) await once(socket, "readable");
}

async function readOn(socket: Socket): Promise<{ error: unknown }> {
  try {
    for await (const _ of socket);
    return { error: null };
  } catch (error) {
    return { error };
  }
}
