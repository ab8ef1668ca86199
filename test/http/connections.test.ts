import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openSession } from "../support/rest.ts";
import { sharedServer } from "../support/shared.ts";

const UPGRADE =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n";

describe("a connection", () => {
  const server = sharedServer("sqlite");

  async function open(): Promise<Socket> {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => undefined); // what happens to it is the server's affair here
    await once(socket, "connect");
    return socket;
  }

  /** The line of the status that a request by HTTP/1.1 is answered with. */
  async function statusOf(request: string): Promise<string> {
    const socket = await open();
    socket.write(request);
    const [answer] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    return answer.toString().split("\r\n", 1)[0] ?? "";
  }

  it("that asks for an upgrade and is reset at once does no harm", async () => {
    for (let n = 0; n < 60; n += 1) {
      const socket = await open();
      socket.write("GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      socket.resetAndDestroy();
    }
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  });

  it("that offers HTTP/2 is answered as if it had not", async () => {
    expect(
      await statusOf(
        "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n",
      ),
    ).toBe("HTTP/1.1 200 OK");
  });

  it.each([
    "Host: x",
    "Host: x:8080",
    "Host: x:",
    "Host:",
    "host: 127.0.0.1:80",
    "Host: [::1]:80",
    "Host: my_host.example",
    "Host: a%20b",
  ])("that says %j is served, over HTTP and over WebSocket", async (header) => {
    expect(await statusOf(`GET /livez HTTP/1.1\r\n${header}\r\n\r\n`)).toBe("HTTP/1.1 200 OK");
    expect(await statusOf(`GET /graphql HTTP/1.1\r\n${header}\r\n${UPGRADE}\r\n`)).toBe(
      "HTTP/1.1 101 Switching Protocols",
    );
  });

  it.each([
    "X-Host: x",
    "Host: x\r\nHost: y",
    "Host: x\r\nhost: x",
    "Host: x, y/z",
    "Host: a b",
    "Host: x@y",
    "Host: x:y",
    "Host: ::1",
    "Host: x/y",
    "Host: [::1",
    "Host: a%2",
  ])("that says %j is refused with 400, over HTTP and over WebSocket", async (header) => {
    for (const path of ["/livez", "/graphql?query=%7B__typename%7D", "/api/tokens", "/nowhere"])
      expect(await statusOf(`GET ${path} HTTP/1.1\r\n${header}\r\n\r\n`), path).toBe("HTTP/1.1 400 Bad Request");
    expect(await statusOf(`GET /graphql HTTP/1.1\r\n${header}\r\n${UPGRADE}\r\n`)).toBe("HTTP/1.1 400 Bad Request");
  });

  it("without one host is told so as the face does that was asked", async () => {
    const answers = await Promise.all(
      ["/api/tokens", "/graphql"].map(async (path) => {
        const socket = await open();
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n`);
        return JSON.parse((await text(socket)).split("\r\n\r\n")[1] ?? "") as unknown;
      }),
    );
    const told = { code: "PARAMETER_INVALID" };
    expect(answers).toMatchObject([
      { errors: [{ status: 400, ...told, source: { parameter: "Host" } }], meta: {} },
      { errors: [{ extensions: { ...told, field: "Host" } }] },
    ]);
  });

  it("by HTTP/1.0 needs to name no host", async () => {
    const socket = await open();
    socket.write("GET /livez HTTP/1.0\r\n\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it("by WebSocket has the agreement's 100 operations at the same time, and only what is more is refused", async () => {
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
          { query: "subscription { productions { status { status } } }" },
          { next: () => undefined, error, complete: () => undefined },
        );
      });
    const refused = Array.from({ length: 101 }, subscribe);
    expect(await Promise.race(refused)).toContain("QUOTA_EXCEEDED");
    await client.dispose();
  });
});
