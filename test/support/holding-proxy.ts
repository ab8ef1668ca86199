import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Where a conversation is held up: before what the client has just sent, or before the server's answer to it. */
export type Held = "before" | "after";

/** A way to a server on which a conversation is held up at one place, until it is let pass. */
export interface HoldingProxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port in it. */
  readonly url: string;
  /** Resolves once something is held up. */
  readonly held: Promise<undefined>;
  /** Whoever connects from now on is not held up. */
  readonly pass: () => void;
}

/** @param where what is to be done at what a client has sent, as Latin-1; null for what is no such place. */
export async function holdingProxy(serverUrl: string, where: (sent: string) => Held | null): Promise<HoldingProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const { promise: held, resolve } = Promise.withResolvers<undefined>();
  let isPassing = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let at: Held | null = null;
    near.on("data", (bytes: Buffer) => {
      if (!isPassing) at ??= where(bytes.toString("latin1"));
      if (at === "before") resolve(undefined);
      else far.write(bytes);
    });
    far.on("data", (bytes: Buffer) => {
      if (at === "after") resolve(undefined);
      else near.write(bytes);
    });
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
    held,
    pass: () => {
      isPassing = true;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
}
