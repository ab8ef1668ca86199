import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { newHttpServer } from "../../src/http/start-http.ts";
import { openSession } from "../support/rest.ts";
import { newServer } from "../support/server.ts";

const SHORT = { headerMs: 150, requestMs: 300, checkMs: 20 };

/** A server that reads whole requests, with short times. */
async function listening(): Promise<Server & AsyncDisposable> {
  const server = newHttpServer({ times: SHORT }).on("request", (request, response) => {
    request
      .on("error", () => undefined)
      .resume()
      .once("end", () => response.end("whole"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, {
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  });
}

/** Settles with the connection's end, however it ends. */
function closedOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("close", () => {
      resolve();
    });
  });
}

async function open(server: Server): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined); // to be cut is what it waits for
  await once(socket, "connect");
  return socket;
}

/** Sends a text byte by byte, never its last one, until the connection is cut; answers what came back. */
async function drip(socket: Socket, text: string, filler: string): Promise<string> {
  let answer = "";
  socket.on("data", (bytes: Buffer) => (answer += bytes.toString()));
  const closed = closedOf(socket);
  socket.write(text);
  while (!socket.destroyed) {
    if (socket.writable) socket.write(filler);
    await nextTurn();
  }
  await closed;
  return answer;
}

it("cuts a connection without a whole header, however busily it sends, and one that sends nothing", async () => {
  await using server = await listening();
  const slow = await Promise.all(Array.from({ length: 20 }, () => open(server)));
  const silent = await open(server);
  const ended = closedOf(silent.resume());
  const answers = await Promise.all(slow.map((socket) => drip(socket, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", "x")));
  await ended;
  // Those that have filled the header before their time was up are told that it is too large.
  for (const answer of answers)
    expect(answer).toMatch(
      /^(HTTP\/1\.1 (408 Request Timeout|431 Request Header Fields Too Large)\r\nConnection: close\r\n\r\n)?$/,
    );
});

it("answers 408 to a header that does not end in time", async () => {
  await using server = await listening();
  const socket = await open(server);
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toBe("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
  await closedOf(socket);
});

it("cuts a request without a whole body, and lets a slow one through that ends in time", async () => {
  await using server = await listening();
  const [slow, quick] = [await open(server), await open(server)];
  quick.write("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\na");
  await nextTurn();
  quick.write("b");
  const [whole] = (await once(quick, "data")) as [Buffer];
  expect(whole.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const answer = await drip(slow, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");
  expect(answer).toMatch(/^(HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n\r\n)?$/); // a reset may overtake it
});

it("gives clients 15 s for the header and 30 s for the request, and looks every second", () => {
  const server = newHttpServer();
  expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 30_000]);
  expect((server as Server & { connectionsCheckingInterval: number }).connectionsCheckingInterval).toBe(1_000);
  server.close();
});

it("answers a header that is too large with 431, and logs none of it", async () => {
  await using server = await newServer("sqlite");
  const headers = await openSession(server.url);
  const { status } = await fetch(`${server.url}/api/alphabets`, {
    headers: { ...headers, "X-Large": "x".repeat(20_000) },
  });
  expect(status).toBe(431);
  expect(server.logged.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
