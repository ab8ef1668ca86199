import type { IncomingMessage } from "node:http";
import type { Caller } from "../graphql/request-context.ts";
import { plainAddress } from "./caller.ts";

/** Who is at the other end of a socket: credentials come in the payload of `connection_init`, under the names of the headers. */
export function socketCaller(request: IncomingMessage, params: Readonly<Record<string, unknown>> | undefined): Caller {
  return {
    apiKey: credential(params, "api-key"),
    sessionKey: credential(params, "session-key"),
    idempotencyKey: undefined, // one connection carries many requests
    client: plainAddress(request.socket.remoteAddress),
    agent: request.headers["user-agent"]?.slice(0, 1_000) ?? null,
  };
}

/** What is no text is no credential either, but was meant as one. */
function credential(params: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : "";
}
