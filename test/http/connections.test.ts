import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createClient } from "graphql-ws";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { openSession } from "../support/rest.ts";
import { newServer } from "../support/server.ts";

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined); // what happens to it is the server's affair here
  await once(socket, "connect");
  return socket;
}

it("outlives clients that ask for an upgrade and reset the connection at once", async () => {
  await using server = await newServer("sqlite");
  for (let n = 0; n < 60; n += 1) {
    const socket = await open(server.url);
    socket.write("GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    socket.resetAndDestroy();
  }
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
});

it("answers a client that offers HTTP/2 as if it had not", async () => {
  await using server = await newServer("sqlite");
  const socket = await open(server.url);
  socket.write(
    "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
  );
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  socket.destroy();
});

it("refuses more than the agreement's 100 operations at the same time on one WebSocket, and only those", async () => {
  await using server = await newServer("sqlite");
  const client = createClient({
    url: `${server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: await openSession(server.url),
    retryAttempts: 0,
  });
  const subscribe = () =>
    new Promise<string>((resolve) => {
      const error = (errors: unknown) => {
        resolve(JSON.stringify(errors));
      };
      client.subscribe(
        { query: "subscription { production { status { status } } }" },
        { next: () => undefined, error, complete: () => undefined },
      );
    });
  const refused = Array.from({ length: 101 }, subscribe);
  expect(await Promise.race(refused)).toContain("QUOTA_EXCEEDED");
  await client.dispose();
});
