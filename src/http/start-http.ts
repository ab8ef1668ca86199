import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Koa, { type Middleware } from "koa";
import { OperatorError, ServiceError } from "../errors.ts";
import { isBrokenConnection } from "./is-broken-connection.ts";
import type { Handle } from "./direct-request.ts";
import { ownTarget } from "./request-target.ts";
import { securityHeaders } from "./security-headers.ts";

export interface HttpOptions {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  readonly middleware: readonly Middleware[];
  /** Puts what answers some requests directly before Koa's handler. */
  readonly before?: (byKoa: Handle) => Handle;
  /** Told what no middleware has answered. */
  readonly onFault: (fault: unknown) => void;
}

export interface NewServerOptions {
  /** What every path begins with where the outside reaches the service. */
  readonly publicPath?: string;
  /** How long a connection may stay open between two requests. */
  readonly keepAliveMs?: number;
  readonly times?: ClientTimes;
}

/** How long a client may take, in milliseconds; one that takes longer is answered with 408 and cut. */
export interface ClientTimes {
  /** From the connection, or the first byte of a later request on it, to the end of the header. */
  readonly headerMs: number;
  /** To the end of the request. */
  readonly requestMs: number;
  /** How often it is looked who is too slow. */
  readonly checkMs: number;
}

export const CLIENT_TIMES: ClientTimes = { headerMs: 15_000, requestMs: 30_000, checkMs: 1_000 };

/** Bytes of a request's header, its line included. */
const MAX_HEADER_BYTES = 16_384;

/** A server without handlers yet: whatever listens to its upgrades and connections must be there before Koa is. */
export function newHttpServer({
  publicPath = "",
  keepAliveMs = 75_000,
  times = CLIENT_TIMES,
}: NewServerOptions = {}): Server {
  const server = createServer({
    // Offers of other protocols, such as h2c, are no requests for one: RFC 9110, section 7.8, lets a server go on with HTTP/1.1.
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    keepAliveTimeout: keepAliveMs,
    headersTimeout: times.headerMs,
    requestTimeout: times.requestMs,
    connectionsCheckingInterval: times.checkMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  // Before anybody looks at a request's target.
  for (const event of ["request", "upgrade"]) {
    server.on(event, (request: IncomingMessage) => {
      request.url = ownTarget(request.url ?? "/", publicPath);
    });
  }
  return server;
}

/**
 * Puts the middleware in place and listens.
 *
 * @returns the address to reach it under, with the port that was given where 0 was asked for.
 * @throws {OperatorError} when the port is taken or the host is none of this machine's.
 */
export async function startHttp({ server, host, port, middleware, before, onFault }: HttpOptions): Promise<string> {
  const app = new Koa();
  app.silent = true;
  app.on("error", (thrown) => {
    // A refusal arrives here when it had to cut an answer short that was under way.
    if (!(thrown instanceof ServiceError) && !isBrokenConnection(thrown)) onFault(thrown);
  });
  app.use(securityHeaders);
  for (const each of middleware) app.use(each);
  const callback = app.callback();
  const byKoa: Handle = (request, response) => void callback(request, response);
  server.on("request", before?.(byKoa) ?? byKoa);
  await listen(server, host, port);
  server.on("error", onFault);
  const address = server.address() as AddressInfo; // a server that listens on a port has one
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? "something else listens there"
          : "it is no address of this machine's, or not allowed";
      reject(new OperatorError(`Cannot listen on HOST ${host}, PORT ${port}: ${reason}.`, { cause }));
    };
    server.once("error", refuse).listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}
