import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { EventReader } from "../../support/event-reader.ts";
import { exchange, JSON_API } from "../../support/exchange.ts";
import { form, formType, part } from "../../support/forms.ts";
import type { Credentials } from "./askers.ts";
import type { Outcome } from "./expectations.ts";
import type { FieldCase } from "./field-table.ts";
import type { RouteCase } from "./route-table.ts";
import type { Target } from "./world.ts";

export interface Asked {
  readonly outcome: Outcome;
  /** All that came back, but for what differs from one request to the next, with the ids that were asked for put out. */
  readonly answer: string;
  /** The body as it came. */
  readonly raw: string;
  /** What was asked: the address or the document first. */
  readonly sent: string;
  /** Of HTTP; 0 over WebSocket. */
  readonly status: number;
}

type Body = Readonly<Record<string, unknown>>;

/** Asks for a root field over HTTP. */
export async function askField(
  url: string,
  { document }: FieldCase,
  { credentials, target }: { credentials: Credentials; target: Target },
): Promise<Asked> {
  const variables = declared(document, target);
  const { status, headers, bytes } = await exchange(`${url}/graphql`, "POST", {
    headers: { "Content-Type": "application/json", ...credentials },
    body: { query: document, variables },
  });
  const raw = bytes.toString();
  return {
    outcome: outcomeOf(JSON.parse(raw)),
    status,
    raw,
    sent: `${document}\n${JSON.stringify(variables)}`,
    answer: withoutIds([String(status), lasting(headers), raw], target),
  };
}

/** Asks for a subscription over WebSocket; its first event or its end is the answer. */
export async function askSocket(
  url: string,
  { document }: FieldCase,
  { credentials, target }: { credentials: Credentials; target: Target },
): Promise<Asked> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const told: string[] = [];
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    socket.once("error", reject).once("close", (code) => {
      if (code === 4403) resolve("SESSION_REFUSED");
      else reject(new Error(`The socket was closed with ${code}.`));
    });
    socket.once("open", () => {
      socket.send(JSON.stringify({ type: "connection_init", payload: credentials }));
    });
    socket.on("message", (message: Buffer) => {
      const { type, payload } = JSON.parse(message.toString()) as { type: string; payload?: unknown };
      if (type === "connection_ack")
        socket.send(
          JSON.stringify({
            id: "1",
            type: "subscribe",
            payload: { query: document, variables: declared(document, target) },
          }),
        );
      else told.push(message.toString());
      if (type === "next") resolve(outcomeOf(payload));
      if (type === "error") resolve(outcomeOf({ errors: payload }));
    });
  });
  socket.removeAllListeners("close").terminate();
  return { outcome, status: 0, raw: told.join("\n"), sent: document, answer: withoutIds(told, target) };
}

/** Asks for a subscription by server-sent events; its first result is the answer. */
export async function askStream(
  url: string,
  { document }: FieldCase,
  { credentials, target }: { credentials: Credentials; target: Target },
): Promise<Asked> {
  const body = JSON.stringify({ query: document, variables: declared(document, target) });
  const headers = { "Content-Type": "application/json", ...credentials };
  const reader = await EventReader.open(`${url}/graphql/stream`, headers, { method: "POST", body });
  const { status } = reader.response;
  const raw = status === 200 ? ((await reader.next())?.data ?? "") : await reader.response.text();
  reader.leave();
  const answer = withoutIds([String(status), raw], target);
  return { outcome: outcomeOf(JSON.parse(raw)), status, raw, sent: document, answer };
}

/** Asks at a route as a client of the documented API does. */
export async function askRoute(
  url: string,
  method: string,
  { path, body, accept = JSON_API }: RouteCase,
  { credentials, target }: { credentials: Credentials; target: Target },
): Promise<Asked> {
  const filled = path.replace(/:(line|session|alphabet)/, (_, name: "line" | "session" | "alphabet") => target[name]);
  const type = body === "form" ? formType() : JSON_API;
  const { status, headers, bytes } = await exchange(`${url}${filled}`, method, {
    headers: { Accept: accept, "Content-Type": type, ...credentials },
    body: bodyOf(body, target),
  });
  const raw = bytes.toString("latin1");
  const outcome = status < 300 ? "data" : method === "HEAD" ? "NOT_FOUND" : outcomeOf(JSON.parse(raw));
  return {
    outcome,
    status,
    raw,
    sent: `${url}${filled}`,
    answer: withoutIds([String(status), lasting(headers), raw], target),
  };
}

/** The variables that a document declares; others would be refused. */
function declared(document: string, target: Target): Record<string, string> {
  const newId = randomUUID();
  const known: Record<string, string> = { ...target, newId, newIdent: `pi_${newId.replaceAll("-", "")}` };
  return Object.fromEntries(Object.entries(known).filter(([name]) => document.includes(`$${name}`)));
}

function bodyOf(kind: RouteCase["body"], { snapshot, alphabet }: Target): Body | Uint8Array | undefined {
  const id = randomUUID();
  const payment = { data: { type: "transaction", id, ident: `pi_${id.replaceAll("-", "")}` } };
  const order = (alphabet: string, digits: string) => ({
    data: { type: "tokens", attributes: { size: "1000", digits, alphabet }, relationships: { payment } },
  });
  switch (kind) {
    case undefined:
      return undefined;
    case "session":
      return { data: { type: "session", attributes: {} } };
    case "alphabet":
      return {
        data: { type: "alphabet", id: `A${id.replaceAll("-", "").toUpperCase()}`, attributes: { chars: "XYZ" } },
      };
    case "order":
      return order("DICE", "5");
    case "continuation":
      return order(alphabet, "9");
    case "form":
      return form([
        part("info.json", JSON.stringify(order(alphabet, "9"))),
        part("snapshot.blob", Buffer.from(snapshot, "base64")),
      ]);
  }
}

/** Of a GraphQL or JSON:API answer. */
function outcomeOf(answered: unknown): Outcome {
  const { data, errors } = answered as {
    data?: Body | null;
    errors?: readonly { code?: Outcome; extensions?: { code: Outcome } }[];
  };
  const code = errors?.[0]?.extensions?.code ?? errors?.[0]?.code;
  if (code !== undefined) return code;
  return Object.values(data ?? { nothing: null }).every((value) => value === null) ? "null" : "data";
}

const CHANGING = /^(?:date|x-request-id|ratelimit.*)$/;

function lasting(headers: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(headers).filter(([name]) => !CHANGING.test(name)));
}

function withoutIds(told: readonly string[], { line, session, alphabet, format, payment }: Target): string {
  const text = told.join("\n").replace(/"requestId":"[^"]*"/g, "");
  return [line, session, alphabet, format, payment].reduce((left, id) => left.replaceAll(id, "<id>"), text);
}
