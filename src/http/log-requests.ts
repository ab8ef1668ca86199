import type { IncomingMessage, ServerResponse } from "node:http";
import type { Middleware } from "koa";
import type { Logger } from "pino";
import { ofTrace } from "../lib/current-span.ts";
import { requestIdOf } from "./request-id.ts";

export interface RequestLog {
  readonly log: Logger;
  readonly monotonicMs: () => number;
}

/** Writes one line for each request once it is answered; its headers, which hold credentials, stay out. */
export function logRequests(log: Logger, monotonicMs: () => number): Middleware {
  return async (ctx, next) => {
    const { req: request, res: response } = ctx;
    logAnswer({ log, monotonicMs }, { request, response, requestId: requestIdOf(ctx), startedMs: monotonicMs() });
    await next();
  };
}

interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly startedMs: number;
}

/** As `logRequests()` does, for one request. */
export function logAnswer(
  { log, monotonicMs }: RequestLog,
  { request: { method, url = "" }, response, requestId, startedMs }: Answering,
): void {
  if (!log.isLevelEnabled("debug")) return;
  const route = routeOf(url.split("?")[0] ?? "");
  const trace = ofTrace();
  response.once("close", () => {
    const elapsedMs = Math.round(monotonicMs() - startedMs);
    log.debug({ requestId, method, route, status: response.statusCode, elapsedMs, ...trace }, "request");
  });
}

/** The path without its ids: a session's id is a credential. */
function routeOf(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ":id");
}
