import { isErrorCode } from "../../../src/jsonapi/http-status.ts";
import type { Answer } from "./exchange.ts";
import type { Request } from "./requests.ts";

/** GraphQL's and its server's own codes, which stand in docs/graphql.md. */
const GRAPHQL_CODES = [
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "BAD_REQUEST",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_SUPPORTED",
  "PERSISTED_QUERY_NOT_FOUND",
];

/** Statuses that Node answers by itself to a head that is none, or too long. */
const OF_THE_HEAD = [400, 408, 417, 431];

interface Told {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly extensions?: { readonly code?: unknown };
}

/** What is wrong with an answer, whatever was asked. */
export function problemsOf({ path }: Request, { status, headers, body }: Answer): string[] {
  if (headers["x-request-id"] === undefined)
    return OF_THE_HEAD.includes(status) && body.length < 200 ? [] : [`${status} without X-Request-Id`];
  if (status >= 500) return [`status ${status}: ${body.slice(0, 300)}`];
  if (body === "" || headers["content-type"] === undefined) return [];
  if (isGraphql(path)) return graphqlProblems(body);
  return status >= 400 && path.startsWith("/api") ? jsonApiProblems(status, body) : [];
}

function isGraphql(path: string): boolean {
  return path.split("?")[0] === "/graphql";
}

function graphqlProblems(body: string): string[] {
  const answer = parsed(body);
  if (answer === null) return [`the answer is no JSON: ${body.slice(0, 300)}`];
  if (!("data" in answer) && !Array.isArray(answer["errors"]))
    return [`neither data nor errors: ${body.slice(0, 300)}`];
  return ((answer["errors"] ?? []) as readonly Told[]).flatMap(errorProblems);
}

/** Of one error of GraphQL's, on any transport. */
export function errorProblems({ message, extensions }: Told): string[] {
  const code = extensions?.code;
  if (typeof message !== "string") return ["an error without a message"];
  if (code === "INTERNAL" || (!isErrorCode(code) && !GRAPHQL_CODES.includes(String(code))))
    return [`the code ${String(code)}: ${message.slice(0, 300)}`];
  return message.length > 2_000 ? [`a message of ${message.length} characters`] : [];
}

function jsonApiProblems(status: number, body: string): string[] {
  const errors = parsed(body)?.["errors"];
  if (!Array.isArray(errors) || errors.length === 0) return [`${status} without errors: ${body.slice(0, 300)}`];
  const wrong = (errors as readonly Told[]).filter((error) => error.status !== status || !isErrorCode(error.code));
  return wrong.map((error) => `status ${status}, but the error says ${JSON.stringify(error)}`);
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null; // whatever its members are
  } catch {
    return null;
  }
}
