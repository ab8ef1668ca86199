import { signal } from "@preact/signals";
import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode, parse } from "graphql";
import { createClient } from "graphql-ws";
import { headers, parseObject, query, variables } from "./draft.ts";

/** What the last run has brought. */
export interface Outcome {
  readonly text: string;
  /** Beside it, such as "200 · 12 ms". */
  readonly note: string;
  readonly isBad: boolean;
}

interface Request {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

export const outcome = signal<Outcome | null>(null);
/** How to stop what is running; null while nothing is. */
export const running = signal<(() => void) | null>(null);

/** How the service closes a socket whose credentials it refuses: asking again would not help. */
const FORBIDDEN = 4403;

const URL_OF_GRAPHQL = new URL("graphql", document.baseURI);

/** Runs the operation in which the cursor is, or the first one. */
export function run(cursor: number): void {
  stop();
  const document = parsed(query.value);
  if (typeof document === "string") {
    fail(document);
    return;
  }
  const operation = operationAt(document, cursor);
  const [sentVariables, sentHeaders] = [
    parseObject(variables.value, "Variables"),
    parseObject(headers.value, "Headers"),
  ];
  if (operation === null) fail("Write an operation first, or take one of the examples.");
  else if (typeof sentVariables === "string") fail(sentVariables);
  else if (typeof sentHeaders === "string") fail(sentHeaders);
  else {
    const request: Request = {
      query: query.value,
      operationName: operation.name?.value,
      variables: sentVariables,
      headers: filled(sentHeaders),
    };
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) follow(request);
    else void ask(request);
  }
}

export function stop(): void {
  running.value?.();
  running.value = null;
}

/** The one that the cursor is in, or the first. */
function operationAt({ definitions }: DocumentNode, cursor: number): OperationDefinitionNode | null {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const here = operations.find(({ loc }) => loc !== undefined && loc.start <= cursor && cursor <= loc.end);
  return here ?? operations[0] ?? null;
}

function parsed(text: string): DocumentNode | string {
  try {
    return parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A header is a text; one that was left empty is not sent. */
function filled(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
}

async function ask({ headers: sent, ...body }: Request): Promise<void> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  running.value = abort;
  const start = performance.now();
  try {
    const response = await fetch(URL_OF_GRAPHQL, {
      method: "POST",
      headers: {
        Accept: "application/graphql-response+json, application/json",
        "Content-Type": "application/json",
        ...sent,
      },
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    const text = await response.text();
    const note = `${response.status} · ${Math.round(performance.now() - start).toLocaleString("en")} ms`;
    outcome.value = { text: pretty(text), note, isBad: !response.ok || text.startsWith('{"errors"') };
  } catch (error) {
    if (controller.signal.aborted) outcome.value = { text: "", note: "Stopped", isBad: false };
    else fail(`The request could not be sent: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    if (running.value === abort) running.value = null;
  }
}

function follow({ headers: sent, ...request }: Request): void {
  const address = new URL(URL_OF_GRAPHQL);
  address.protocol = address.protocol.replace("http", "ws");
  const client = createClient({
    url: address.href,
    connectionParams: sent,
    retryAttempts: 3,
    shouldRetry: (event) => !(event instanceof CloseEvent && event.code === FORBIDDEN),
  });
  let count = 0;
  let isOver = false;
  const tell = (value: unknown, note: string) => {
    if (!isOver) outcome.value = { text: JSON.stringify(value, null, 2), note, isBad: false };
  };
  const end = () => {
    isOver = true;
    void client.dispose();
  };
  running.value = end;
  outcome.value = { text: "", note: "Listening …", isBad: false };
  const finish = (note: string, isBad = false, text = outcome.value?.text ?? "") => {
    if (isOver) return;
    end();
    if (running.value === end) running.value = null;
    outcome.value = { text, note, isBad };
  };
  client.subscribe(request, {
    next: (result) => {
      count += 1;
      tell(result, `Live · ${count === 1 ? "1 event" : `${count.toLocaleString("en")} events`}`);
    },
    error: (reason) => {
      finish("Ended", true, wordsOf(reason));
    },
    complete: () => {
      finish(`Complete · ${count.toLocaleString("en")} ${count === 1 ? "event" : "events"}`);
    },
  });
}

/** graphql-ws ends with GraphQL's errors, with how the socket was closed, or with a fault. */
function wordsOf(reason: unknown): string {
  if (Array.isArray(reason)) return JSON.stringify({ errors: reason }, null, 2);
  if (reason instanceof CloseEvent) return `The connection was closed: ${reason.code} ${reason.reason}`.trim();
  return reason instanceof Error ? reason.message : "The connection was lost.";
}

function fail(text: string): void {
  outcome.value = { text, note: "Not sent", isBad: true };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // a proxy may answer with a page of its own
  }
}
