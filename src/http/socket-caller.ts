import type { Caller } from "../graphql/request-context.ts";

/** Credentials come in the payload of `connection_init`, under the names of the headers, and from nowhere else. */
export function socketCaller(caller: Caller, params: Readonly<Record<string, unknown>> | undefined): Caller {
  return {
    ...caller,
    credentials: { apiKey: credential(params, "api-key"), sessionKey: credential(params, "session-key") },
    idempotencyKey: undefined /* one connection carries many requests */,
  };
}

/** What is no text is no credential either, but was meant as one. */
function credential(params: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : "";
}
