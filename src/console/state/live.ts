import { stringifyDocument } from "@urql/core";
import { effect, signal, untracked } from "@preact/signals";
import { type Client, createClient } from "graphql-ws";
import { headersNow, renewClient } from "../api/client.ts";
import { ProductionsDocument, type ProductionsSubscription } from "../api/operations.generated.ts";
import { forgetKeys, keys } from "./keys.ts";
import { tell } from "./notices.ts";
import { applyEvent, clearLines, loadFirst, refreshLines } from "./lines.ts";

export type Connection = "off" | "connecting" | "live" | "lost";

/** How the live connection stands. */
export const connection = signal<Connection>("off");

/** What the service tells of itself where the connection is opened. */
export interface Greeting {
  readonly version: string;
  /** A UUID; null where there is but one node. */
  readonly node: string | null;
  readonly nodes: number;
}

/** Of the node that the connection leads to. */
export const greeting = signal<Greeting | null>(null);

const PING_MS = 10_000;
const MOST_WAIT_MS = 5_000;
const FORBIDDEN = 4403;

/** Follows the lines of the session that the reader is in, for as long as the reader is. */
export function startLive(): void {
  let stop: (() => void) | null = null;
  let followed = "";
  effect(() => {
    const { apiKey, sessionKey } = keys.value;
    untracked(() => {
      if (followed === `${apiKey} ${sessionKey}`) return;
      followed = `${apiKey} ${sessionKey}`;
      stop?.();
      renewClient();
      clearLines();
      connection.value = "off";
      stop = sessionKey === null ? null : follow();
    });
  });
}

function follow(): () => void {
  let isStopped = false;
  let wasLost = false;
  const client = newSocket((to) => {
    if (isStopped) return;
    if (to === "live" && wasLost) void refreshLines();
    wasLost = to === "lost" || (wasLost && to !== "live");
    connection.value = to;
  });
  const listen = () => {
    if (isStopped) return;
    client.subscribe<ProductionsSubscription>(
      { query: stringifyDocument(ProductionsDocument) },
      {
        next: ({ data }) => {
          if (data) applyEvent(data.productions.tokens, data.productions.status);
        },
        error: () => undefined, // `shouldRetry` has decided, and `closed` has told
        complete: () => setTimeout(listen, 1_000), // a service that stops ends its streams; the next one has them again
      },
    );
  };
  listen();
  void loadFirst();
  return () => {
    isStopped = true;
    void client.dispose();
  };
}

/** Null from a service that tells nothing of itself. */
function greetingIn({ version, node, nodes }: Readonly<Record<string, unknown>> = {}): Greeting | null {
  if (typeof version !== "string" || typeof nodes !== "number") return null;
  return { version, node: typeof node === "string" ? node : null, nodes };
}

function newSocket(onChange: (to: Connection) => void): Client {
  const address = new URL("graphql", document.baseURI);
  address.protocol = address.protocol.replace("http", "ws");
  return createClient({
    url: address.href,
    connectionParams: headersNow,
    keepAlive: PING_MS,
    lazy: false,
    onNonLazyError: () => undefined, // as above
    retryAttempts: Infinity,
    retryWait: async (retries) => {
      await new Promise((resolve) => setTimeout(resolve, Math.min(MOST_WAIT_MS, 250 * 2 ** retries)));
    },
    shouldRetry: (event) => !(event instanceof CloseEvent && event.code === FORBIDDEN),
    on: {
      connecting: (isRetry) => {
        if (!isRetry) onChange("connecting");
      },
      connected: (_socket, payload) => {
        greeting.value = greetingIn(payload);
        onChange("live");
      },
      closed: (event) => {
        onChange("lost");
        if (event instanceof CloseEvent && event.code === FORBIDDEN) {
          forgetKeys();
          tell("The session was closed. Sign in again.", true);
        }
      },
    },
  });
}
