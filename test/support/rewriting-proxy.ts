import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server whose answers are changed on it, each for one of the same length. */
export interface RewritingProxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port in it. */
  readonly url: string;
}

/** @param rewrite what of an answer is another one, byte for byte as Latin-1. */
export async function rewritingProxy(serverUrl: string, rewrite: (answer: string) => string): Promise<RewritingProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to, changed] of [
      [near, far, (bytes: Buffer) => bytes],
      [far, near, (bytes: Buffer) => Buffer.from(rewrite(bytes.toString("latin1")), "latin1")],
    ] as const) {
      sockets.add(from);
      from.on("error", () => undefined); // the other side sees its end
      from.on("data", (bytes: Buffer) => to.write(changed(bytes))).once("close", () => to.destroy());
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
