import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

type Mode = "pass" | "cut" | "hang";

/** A way to a server that can be interrupted. */
export interface FlakyProxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port in it. */
  readonly url: string;
  /** Everything goes through again, what was held back first. */
  readonly pass: () => void;
  /** Breaks every connection, and lets no new one through. */
  readonly cut: () => void;
  /** Keeps every connection and takes new ones, but nothing goes through. */
  readonly hang: () => void;
}

export async function flakyProxy(serverUrl: string): Promise<FlakyProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = "pass";
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket)); // that it breaks is what it is for
    if (mode === "hang") socket.pause();
  };
  const server = createServer((near) => {
    if (mode === "cut") {
      near.on("error", () => undefined).destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      keep(from);
      from.on("data", (bytes) => to.write(bytes)).once("close", () => to.destroy());
      if (mode === "hang") from.pause();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens on a port has one
  const cut = () => {
    mode = "cut";
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    pass: () => {
      mode = "pass";
      for (const socket of sockets) socket.resume();
    },
    cut,
    hang: () => {
      mode = "hang";
      for (const socket of sockets) socket.pause();
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
