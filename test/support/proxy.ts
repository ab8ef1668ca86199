import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server. */
export interface Proxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port in it. */
  readonly url: string;
}

/** @param converse passes on what each side of a connection sends, as far as it does. */
export async function proxyTo(serverUrl: string, converse: (near: Socket, far: Socket) => void): Promise<Proxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    converse(near, far);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined).once("close", () => other.destroy()); // the other side sees its end
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens on a port has one
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}
