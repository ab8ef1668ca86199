import { once } from "node:events";
import { Agent, get, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { startService, variablesOf } from "../support/service.ts";
import { newClock } from "../support/clock.ts";
import { newDatabase } from "../support/databases.ts";
import { EventReader } from "../support/event-reader.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { expectQuiet } from "../support/shared.ts";
import { until } from "../support/until.ts";

/** Far more bytes than sockets hold between the two. */
const TOKENS = 2_000_000n;

describe("a service that is told to stop", () => {
  it("resets no connection and leaves no request unanswered, however many clients send until /readyz has told them", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "10" } });
    const client = await Client.open(server.url);
    const clients = Array.from({ length: 12 }, (_, number) => keepSending(server, client.headers, number));
    await until(() => Promise.resolve(clients.every(({ answers }) => answers.length > 2)));
    for (const status of [200, 200]) expect((await fetch(`${server.url}/readyz`)).status).toBe(status);
    const stopped = server.stop();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    await until(() => Promise.resolve(clients.every(({ answers }) => answers.some(isLast))));
    await Promise.all(clients.map((each) => each.leave()));
    await stopped;
    for (const { answers, failures } of clients) {
      expect(failures).toEqual([]);
      expect(answers.filter(({ statusCode }) => ![200, 415].includes(statusCode ?? 0))).toEqual([]);
    }
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow("fetch failed");
    expectQuiet(server);
  });

  it("sends a download to its end, while productions let go at once", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "20" } });
    const { client, id } = await withLine(server);
    const endless = await client.ordered({ size: ENDLESS });
    await client.shows(endless, ({ status }) => status === "STARTED");
    const download = await client.data(id);
    const stopped = server.stop();
    expect((await download.text()).length).toBe(Number(TOKENS) * 13 - 1);
    await stopped;
  });

  it("cuts what outlasts the time of grace, and not before", async () => {
    const MOST_SECONDS = 40; // some may pass while nothing waits for them
    const clock = newClock();
    await using server = await newServer("sqlite", {
      environment: { STOP_GRACE_S: "30" },
      runtime: { timer: clock.timer },
    });
    const { client, id } = await withLine(server);
    const download = await open(server);
    download.write(`GET /api/tokens/${id}/data HTTP/1.1\r\nHost: x\r\nSession-Key: ${client.sessionKey}\r\n\r\n`);
    await once(download, "readable");
    let isStopped = false;
    const stopped = server.stop().then(() => (isStopped = true));
    let seconds = 0;
    await until(() => {
      if (clock.running() > 1 && seconds < MOST_SECONDS) {
        clock.advance(1_000);
        seconds += 1;
      }
      return Promise.resolve(isStopped);
    });
    await stopped;
    expect(seconds).toBeGreaterThanOrEqual(30);
    let bytes = 0;
    for await (const chunk of download as AsyncIterable<Buffer>) bytes += chunk.length;
    expect(bytes).toBeLessThan(Number(TOKENS) * 13);
  });

  it("keeps listening until whoever asks for its readiness has been told", async () => {
    const clock = newClock();
    await using server = await newServer("sqlite", {
      environment: { STOP_GRACE_S: "30" },
      runtime: { timer: clock.timer },
    });
    const ready = async () => (await fetch(`${server.url}/readyz`, { headers: { Connection: "close" } })).status;
    expect([await ready(), await ready()]).toEqual([200, 200]);
    const stopped = server.stop();
    for (let seconds = 0; seconds < 5; seconds += 1) {
      await until(() => Promise.resolve(clock.running() > 0));
      clock.advance(1_000);
    }
    expect(await ready()).toBe(503);
    await until(() => {
      clock.advance(1_000);
      return ready().then(
        () => false,
        () => true,
      );
    });
    await stopped;
  });

  it("ends an idle connection without a reset, and answers a request of which half has come", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "2" } });
    const [idle, fresh, half] = [await open(server), await open(server), await open(server)];
    idle.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(idle, "data");
    half.write("GET /livez HTTP/1.1\r\nHost: x\r\n");
    const stopped = server.stop();
    await Promise.all([ended(idle), ended(fresh)]);
    half.write("\r\n");
    expect(await text(half)).toMatch(/^HTTP\/1\.1 200 OK\r\n([^]*\r\n)?Connection: close\r\n/);
    await stopped;
  });

  it("answers requests that were sent without waiting for each other, and ends behind the last one", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "5" } });
    const client = await Client.open(server.url);
    const socket = await open(server);
    const stopped = server.stop();
    const one = `GET /api/alphabets/DICE HTTP/1.1\r\nHost: x\r\nSession-Key: ${client.sessionKey}\r\n\r\n`;
    socket.write(one.repeat(5));
    const answers = await text(socket);
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
    expect(answers.match(/\r\nConnection: close\r\n/g)).toHaveLength(1);
    await stopped;
  });

  it("hears out a request that it has refused already, and resets nothing", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "5" } });
    const socket = await open(server);
    const stopped = server.stop();
    socket.write("POST /api/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 400000\r\n\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 415 /);
    for (let pieces = 0; pieces < 4; pieces += 1) {
      socket.write(Buffer.alloc(100_000));
      await until(() => Promise.resolve(socket.writableLength === 0));
    }
    await ended(socket);
    await stopped;
  });

  it("closes WebSockets with 1001 and begins no more of them", async () => {
    await using server = await newServer("sqlite", { environment: { STOP_GRACE_S: "5" } });
    const url = `${server.url.replace("http", "ws")}/graphql`;
    const socket = new WebSocket(url, "graphql-transport-ws");
    await once(socket, "open");
    const stopped = server.stop();
    const late = new WebSocket(url, "graphql-transport-ws");
    const refused = once(late, "unexpected-response") as Promise<[unknown, IncomingMessage]>;
    expect((await once(socket, "close"))[0]).toBe(1001);
    const [, { statusCode, headers }] = await refused;
    expect({ statusCode, retryAfter: headers["retry-after"] }).toEqual({ statusCode: 503, retryAfter: "5" });
    late.on("error", () => undefined).terminate(); // it was never open
    await stopped;
  });

  it("ends streams and WebSockets on SIGTERM so that their readers come again, and does not wait for them", async () => {
    await using place = await newDatabase("sqlite");
    await using service = await startService({ ...variablesOf(place), STOP_GRACE_S: "600" });
    const client = await Client.open(service.url);
    const id = await client.ordered({ size: ENDLESS });
    const query = encodeURIComponent("subscription { productions { status { status } } }");
    const readers = await Promise.all(
      [`/api/tokens/${id}/events`, `/graphql/stream?query=${query}`].map((path) =>
        EventReader.open(service.url + path, client.headers),
      ),
    );
    for (const reader of readers) await reader.next();
    const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    const closed = once(socket, "close");
    const rests = Promise.all(readers.map((reader) => reader.rest()));
    const { code } = await service.end("SIGTERM");
    const names = (await rests).flat().map(({ event }) => event);
    expect(names).not.toContain("end");
    expect(names).not.toContain("complete");
    expect((await closed)[0]).toBe(1001);
    expect(code).toBe(0);
  });

  it("ends at once on a second signal", async () => {
    await using place = await newDatabase("sqlite");
    await using service = await startService({ ...variablesOf(place), STOP_GRACE_S: "600" });
    const { client, id } = await withLine(service);
    const download = connect(Number(new URL(service.url).port), "127.0.0.1");
    download.on("error", () => undefined); // it is cut
    download.write(`GET /api/tokens/${id}/data HTTP/1.1\r\nHost: x\r\nSession-Key: ${client.sessionKey}\r\n\r\n`);
    await once(download, "readable");
    const ended = service.end("SIGTERM");
    await until(async () => (await fetch(`${service.url}/readyz`)).status === 503);
    expect((await service.end("SIGTERM")).code).toBe(143);
    await ended;
    download.destroy();
  });
});

async function withLine({ url }: { readonly url: string }) {
  const client = await Client.open(url);
  const id = await client.ordered({ size: TOKENS });
  await client.reached(id, "finished");
  return { client, id };
}

async function open({ url }: TestServer): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
  await once(socket, "connect");
  return socket;
}

/** The other side ends the connection, and not by a reset. */
async function ended(socket: Socket): Promise<void> {
  socket.resume();
  await once(socket, "end");
}

function isLast({ headers }: IncomingMessage): boolean {
  return headers.connection === "close";
}

/** A client that sends one request after the other on a connection that is kept, until it leaves: every third one has a body that is refused unread. */
function keepSending({ url }: TestServer, headers: Readonly<Record<string, string>>, number: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: IncomingMessage[] = [];
  const failures: string[] = [];
  const leaving = new AbortController();
  const exchange = (turn: number) =>
    new Promise<void>((resolve) => {
      const onAnswer = (answer: IncomingMessage) => {
        answers.push(answer);
        answer.resume().once("end", resolve);
      };
      const sent =
        turn % 3 === 0
          ? request(
              `${url}/api/tokens`,
              { agent, method: "POST", headers: { ...headers, "Content-Type": "text/plain" } },
              onAnswer,
            )
          : get(`${url}/api/alphabets/DICE`, { agent, headers }, onAnswer);
      sent.once("error", (error) => {
        failures.push(`${turn}: ${error.message}`);
        resolve();
      });
      if (turn % 3 === 0) sent.end("x".repeat(100_000));
    });
  const left = (async () => {
    for (let turn = number; !leaving.signal.aborted; turn += 1) await exchange(turn);
    agent.destroy();
  })();
  const leave = () => {
    leaving.abort();
    return left;
  };
  return { answers, failures, leave };
}
