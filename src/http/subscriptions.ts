import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { addressBlock } from "../lib/address-block.ts";
import { MAX_BODY_BYTES } from "../lib/read-body.ts";
import { namesOneHost } from "./one-host.ts";
import { traceUpgrade } from "./request-spans.ts";
import { serveSocket, type SocketDeps } from "./serve-socket.ts";
import type { SocketPeer } from "./socket-peer.ts";
import type { SocketRegistry } from "./socket-registry.ts";

/** How long a stop waits for peers to say goodbye before it cuts them. */
const GOODBYE_MS = 1_000;

const GOING_AWAY = 1001;

const PATH = "/graphql";

export interface SubscriptionsDeps extends SocketDeps {
  readonly server: Server;
  readonly registry: SocketRegistry;
  /** Whether a page of the origin that the request names may open a connection. */
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  /** Told why a connection was ended that its peer has broken, such as by a message of more than 1 MiB. */
  readonly onBroken: (error: Error) => void;
}

export interface Subscriptions {
  /** Tells every client to go. */
  readonly stop: () => Promise<void>;
}

/** The connections that are open, and how each is closed. */
type Closers = Map<WebSocket, SocketPeer["close"]>;

/** Serves `/graphql` over WebSocket. */
export function startSubscriptions({
  server,
  registry,
  isOriginAllowed,
  onBroken,
  ...deps
}: SubscriptionsDeps): Subscriptions {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_BODY_BYTES,
    handleProtocols,
    allowSynchronousEvents: false,
  });
  const closers: Closers = new Map();
  server.on("upgrade", (request, socket, head) => {
    // The socket is ours alone from here on: without a listener a client that resets it would end the process.
    socket.on("error", () => socket.destroy());
    const route = isGraphqlPath(request) ? PATH : null;
    const opening = traceUpgrade(deps.tracing, deps.schemeOf, { request, route });
    const refused = (status: number, header = "") => {
      refuse(socket, status, header);
      opening?.end(status);
    };
    if (!namesOneHost(request)) {
      refused(400);
      return;
    }
    if (route === null) {
      refused(404);
      return;
    }
    if (!isOriginAllowed(request)) {
      refused(403);
      return;
    }
    const onAdmitted = registry.arrive(addressBlock(deps.clientOf(request) ?? ""));
    if (onAdmitted === null) {
      refused(429, "Retry-After: 3\r\n");
      return;
    }
    socket.once("close", onAdmitted);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on("error", onBroken);
      opening?.end(101);
      const links = opening === null ? [] : [{ context: opening.span.spanContext() }];
      closers.set(webSocket, serveSocket({ ...deps, links }, registry, { webSocket, request, onAdmitted }));
      webSocket.once("close", () => closers.delete(webSocket));
    });
  });
  return { stop: () => stop(sockets, closers, deps.timer) };
}

function isGraphqlPath({ url = "" }: IncomingMessage): boolean {
  return url.split("?")[0] === PATH;
}

function refuse(socket: Duplex, status: number, header: string): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${header}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function stop(sockets: WebSocketServer, closers: Closers, timer: SocketDeps["timer"]): Promise<void> {
  const closed = Promise.all([...closers].map(goodbye));
  const patience = timer(GOODBYE_MS, () => {
    for (const webSocket of sockets.clients) webSocket.terminate();
  });
  sockets.close();
  await closed;
  patience.stop();
}

function goodbye([webSocket, close]: readonly [WebSocket, SocketPeer["close"]]): Promise<void> {
  return new Promise((resolve) => {
    webSocket.once("close", () => {
      resolve();
    });
    close(GOING_AWAY, "Going away");
  });
}
