import type { GraphQLSchema } from "graphql";
import { KINDS } from "../../../src/http/file-route.ts";
import { ROUTES } from "../../../src/http/rest-routes.ts";
import { orderOf } from "../../support/rest-client.ts";
import { form, formType, type Part, part } from "../../support/forms.ts";
import type { Choices } from "./choices.ts";
import { Documents } from "./documents.ts";
import { anything, type Known, size, text } from "./values.ts";

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export type Make = (choices: Choices, known: Known) => Request;

const JSON_API = "application/vnd.api+json";
const TYPES = [
  JSON_API,
  "application/json",
  "",
  "*/*",
  "text/plain",
  "application/graphql-response+json",
  "application/vnd.api+json; ext=x",
  "application/vnd.api+json; charset=utf-8",
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "a/b;q=0",
  ";;;",
  "x".repeat(4_000),
  "\u00e9",
] as const;
const TAGS = [`"x"`, `W/"x"`, "*", `"`, "Wed, 21 Oct 2015 07:28:00 GMT", "never"] as const;

const ODD_HEADERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Accept: TYPES,
  "Content-Type": TYPES,
  Range: [
    "bytes=0-9",
    "bytes=-5",
    "bytes=5-",
    "bytes=9-0",
    "bytes=0-0,2-3",
    "bytes=99999999999999999999-",
    "bytes=",
    "lines=1-2",
    `bytes=${"0-0,".repeat(300)}0-0`,
    "bytes=a-b",
  ],
  "If-Match": TAGS,
  "If-None-Match": TAGS,
  "If-Modified-Since": TAGS,
  "If-Unmodified-Since": TAGS,
  "If-Range": TAGS,
  "Idempotency-Key": ["k", "", "x".repeat(300), "\u00e9", `"quoted"`, "k1"],
  "Content-Encoding": ["identity", "gzip", "br", "x"],
  "Accept-Encoding": ["gzip", "identity;q=0", "*;q=0", "br"],
  "X-Request-Id": ["mine", "", "x".repeat(4_000)],
  "X-Forwarded-For": ["1.2.3.4", "x", "::1, 127.0.0.1"],
  Host: ["x", "127.0.0.1:1", "a b".slice(0, 1)],
  Origin: ["http://evil.example", "null"],
  "User-Agent": ["", "x".repeat(2_000), "\u00e9\u00ff"],
  Upgrade: ["websocket", "h2c"],
  Expect: ["100-continue"],
  "Session-Key": ["x", "", "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a"],
  "Api-Key": ["x", ""],
};

/** An operation over HTTP, by POST or GET. */
export function graphqlRequest(schema: GraphQLSchema): Make {
  return (choices, known) => {
    const { query, variables } = new Documents(schema, choices, known).operation([
      "query",
      "query",
      "mutation",
      "subscription",
    ]);
    const operation = {
      query,
      variables,
      ...(choices.chance(5) && { operationName: choices.of(["Q", "Other", "", "__proto__", null, 5]) }),
      ...(choices.chance(3) && { extensions: anything(choices, known) }),
    };
    if (choices.chance(10)) {
      const parameters = new URLSearchParams({
        query: query.slice(0, 3_000).toWellFormed(),
        variables: JSON.stringify(variables).slice(0, 3_000),
      });
      return {
        method: "GET",
        path: `/graphql?${parameters.toString()}`,
        headers: headersOf(choices, known, { Accept: "application/json", "apollo-require-preflight": "1" }),
        body: null,
      };
    }
    const body = choices.chance(4) ? JSON.stringify(anything(choices, known)) : JSON.stringify(operation);
    return {
      method: "POST",
      path: "/graphql",
      headers: headersOf(choices, known, { "Content-Type": "application/json" }),
      body: cut(choices, Buffer.from(body)),
    };
  };
}

/** A query by POST, as any client sends it. */
export function queryRequest(schema: GraphQLSchema): Make {
  return (choices, known) => ({
    method: "POST",
    path: "/graphql",
    headers: { "Api-Key": known.apiKey, "Session-Key": known.sessionKey, "Content-Type": "application/json" },
    body: Buffer.from(JSON.stringify(new Documents(schema, choices, known).operation(["query"]))),
  });
}

/** A REST route with a body that is right, or almost. */
export function restRequest(choices: Choices, known: Known): Request {
  const { method, path, query = [] } = choices.of(ROUTES as [(typeof ROUTES)[number], ...(typeof ROUTES)[number][]]); // there are some
  const body =
    method === "POST" ? Buffer.from(JSON.stringify(changed(choices, known, bodyFor(path, choices, known)))) : null;
  const type = choices.chance(2) ? {} : { "Content-Type": JSON_API };
  return {
    method: choices.chance(4) ? choices.of(["HEAD", "PUT", "PATCH", "OPTIONS", "DELETE", "TRACE"]) : method,
    path: `${filled(path, choices, known)}${queryOf(choices, known, query)}`,
    headers: headersOf(choices, known, { Accept: JSON_API, ...type }),
    body: body && cut(choices, body),
  };
}

/** The form of a continuation. */
export function formRequest(choices: Choices, known: Known): Request {
  const info = part(
    "info.json",
    JSON.stringify(changed(choices, known, order(choices))),
    ...(choices.chance(50) ? ["Content-Type: application/json"] : []),
  );
  const snapshot = part("snapshot.blob", cut(choices, Buffer.from(known.snapshot, "base64")));
  const odd: Part = part(choices.of(["note", "__proto__", "info.json", ""]), "x".repeat(choices.of([0, 10, 70_000])));
  const parts = choices.chance(70) ? [info, snapshot] : choices.some(4, () => choices.of([info, snapshot, odd]));
  const line = choices.chance(70) ? known.line : encodeURIComponent(text(choices, known).slice(0, 200).toWellFormed());
  return {
    method: "POST",
    path: `/api/tokens/${line}`,
    headers: headersOf(choices, known, {
      Accept: JSON_API,
      "Content-Type": choices.chance(3) ? formType("other") : formType(),
    }),
    body: cut(choices, form(parts)),
  };
}

/** A file, with conditions and ranges. */
export function fileRequest(choices: Choices, known: Known): Request {
  const query = queryOf(choices, known, ["format", "part"], {
    format: ["gz", "csv", "json", "ndjson", "zip", ""],
    part: ["1", "2", "0", "01", "-1", "999999999999"],
  });
  const headers = headersOf(choices, known, {
    Accept: choices.of(["*/*", JSON_API]),
    ...(choices.chance(40) && { Range: choices.of(ODD_HEADERS["Range"] ?? [""]) }),
  });
  return {
    method: choices.chance(20) ? "HEAD" : "GET",
    path: `/api/tokens/${choices.chance(10) ? "x" : known.line}/${choices.of(KINDS)}${query}`,
    headers,
    body: null,
  };
}

/** Any path at all. */
export function pathRequest(choices: Choices, known: Known): Request {
  const pieces = choices.some(5, () =>
    choices.of([
      "api",
      "tokens",
      "sessions",
      "alphabets",
      "graphql",
      "livez",
      "readyz",
      ".well-known",
      "tokenworks.json",
      "webhooks",
      "stripe",
      "",
      "..",
      "%2e%2e",
      "%",
      "%ff",
      "%00",
      "%C0%AF",
      ";",
      "data",
      known.line,
      known.sessionKey,
      encodeURIComponent(text(choices, known).slice(0, 200).toWellFormed()),
    ]),
  );
  return {
    method: choices.of(["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]),
    path: `/${pieces.join("/")}${queryOf(choices, known, ["query", "x"])}`,
    headers: headersOf(choices, known, {}),
    body: choices.chance(20) ? cut(choices, Buffer.from("{}")) : null,
  };
}

function bodyFor(path: string, choices: Choices, known: Known): unknown {
  if (path === "/api/sessions") return { data: { type: "session", attributes: { note: text(choices, known) } } };
  if (path === "/api/alphabets")
    return {
      data: {
        type: "alphabet",
        id: choices.of(["NEW", "DICE", text(choices, known)]),
        attributes: { chars: text(choices, known) },
      },
    };
  return order(choices);
}

function order(choices: Choices): unknown {
  return orderOf({
    alphabet: choices.of(["DICE", "LOWER_LATIN", "BASE62"]),
    digits: choices.of(["5", 3, "1000", 12]),
    size: size(choices),
    seed: choices.chance(30) ? "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a" : null,
  });
}

/** Somewhere in a document a member is replaced, lost or added. */
function changed(choices: Choices, known: Known, value: unknown): unknown {
  if (!choices.chance(60)) return value;
  if (typeof value !== "object" || value === null) return anything(choices, known);
  const members = Object.entries(value);
  const place = choices.below(members.length + 2);
  if (place === members.length) return { ...value, [text(choices, known).slice(0, 50)]: anything(choices, known) };
  if (place > members.length) return anything(choices, known);
  return Object.fromEntries(
    members.flatMap(([name, each], index) =>
      index !== place ? [[name, each]] : choices.chance(15) ? [] : [[name, changed(choices, known, each)]],
    ),
  );
}

function filled(path: string, choices: Choices, known: Known): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    if (!choices.chance(30))
      return name === "digits"
        ? "5"
        : name === "view"
          ? "finished"
          : path.includes("alphabets")
            ? "DICE"
            : path.includes("sessions")
              ? "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a"
              : known.line;
    return encodeURIComponent(text(choices, known).slice(0, 300).toWellFormed()) || "%20";
  });
}

function queryOf(
  choices: Choices,
  known: Known,
  names: readonly string[],
  values: Readonly<Record<string, readonly [string, ...string[]]>> = {},
): string {
  const pairs = names
    .filter(() => choices.chance(40))
    .map(
      (name) =>
        [name, values[name] === undefined ? text(choices, known).slice(0, 200) : choices.of(values[name])] as const,
    );
  if (choices.chance(5)) pairs.push([text(choices, known).slice(0, 50), "1"]);
  return pairs.length === 0
    ? ""
    : `?${pairs.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join("&")}`;
}

function headersOf(
  choices: Choices,
  { apiKey, sessionKey }: Known,
  usual: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = { "Api-Key": apiKey, "Session-Key": sessionKey, ...usual };
  if (!choices.chance(30)) return headers;
  const names = Object.keys(ODD_HEADERS) as [string, ...string[]]; // there are some
  for (const name of choices.some(3, () => choices.of(names))) {
    if (name === "Api-Key" || name === "Session-Key" ? choices.chance(10) : true)
      headers[name] = choices.of(ODD_HEADERS[name] ?? [""]);
  }
  return headers;
}

/** Now and then the end is missing, or bytes are no UTF-8. */
function cut(choices: Choices, bytes: Buffer): Buffer {
  if (!choices.chance(6)) return bytes;
  if (choices.chance(50)) return bytes.subarray(0, choices.below(bytes.length + 1));
  return Buffer.concat([bytes.subarray(0, choices.below(bytes.length + 1)), Buffer.from([0xff, 0xfe, 0x00]), bytes]);
}
