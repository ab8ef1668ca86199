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
  /** New connections go to another server of the same host. */
  readonly lead: (port: number) => void;
}

export async function flakyProxy(serverUrl: string): Promise<FlakyProxy> {
  const { hostname, port } = new URL(serverUrl);
  let to = Number(port);
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
    const far = connect(to, hostname);
    for (const [from, target] of [
      [near, far],
      [far, near],
    ] as const) {
      keep(from);
      from.on("data", (bytes) => target.write(bytes)).once("close", () => target.destroy());
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
    lead: (another) => {
      to = another;
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
