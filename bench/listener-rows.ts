import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { WebSocket } from "ws";
import { type Client, newClient, vitals, withService } from "./client.ts";
import { atLeast, atMost, type Row } from "./row.ts";

const OPENING = 64;
/** Long enough that its progress outweighs the five changes of its status, which everybody is told whatever the size. */
const PART = 100_000_000;
/** What a console shows of a production. */
const QUERY = `subscription { productions { tokens { id } status { status progress timestamps { ended } } } }`;

/** So many sockets that follow all lines of a session, what they cost, and how late the last of them is told. */
export function listenerRows(count = 5_000): Promise<Row[]> {
  return withService(async (child, client) => {
    await client.produce(PART); // a warm-up, which is also what every listener is told first
    const unheard = await newClient(client.url);
    const alone = await produceTwice(unheard);
    const warm = await open(client, Math.min(200, count));
    await closeAll(warm);
    const before = await atRest(child);
    const startedMs = performance.now();
    const listeners = await open(client, count);
    const openedPerSecond = (count * 1_000) / (performance.now() - startedMs);
    const { cpuMs } = await vitals(child);
    const after = await atRest(child);
    const { id, rate } = await client.produce(PART);
    const delaysMs = await Promise.all(listeners.map((listener) => listener.toldEndOf(id)));
    const followed = (rate + (await client.produce(PART)).rate) / 2;
    const aloneAgain = await closeAll(listeners).then(() => produceTwice(unheard));
    const each = (after.rss - before.rss) / count / 1024;
    const held = (after.held - before.held) / count / 1024;
    const sorted = delaysMs.toSorted((a, b) => a - b);
    const p99 = sorted[Math.ceil(count * 0.99) - 1] ?? NaN;
    return [
      {
        what: `memory of each of ${count} listeners`,
        figure: `${each.toFixed(1)} KiB resident, ${held.toFixed(1)} KiB of it in the heap and beside it`,
        against: "KiB resident",
        ...atMost(each, 32),
      },
      {
        what: "listeners opened",
        figure: `${openedPerSecond.toFixed(0)}/s, each told the present, ${OPENING} at a time; ${(cpuMs / count).toFixed(2)} ms of processor time each`,
        against: "a second",
        ...atLeast(openedPerSecond, 2_000),
      },
      {
        what: `from the commit of a status to ${count} sockets`,
        figure: `median ${(sorted[count >> 1] ?? NaN).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, last ${(sorted.at(-1) ?? NaN).toFixed(0)} ms`,
        against: "milliseconds at p99",
        ...atMost(p99, 100),
      },
      {
        what: `a part of ${PART / 1e6} million tokens while ${count} follow it`,
        figure: `${(followed / 1e6).toFixed(1)} M tokens/s`,
        against: `nobody following it, before and after: ${(alone / 1e6).toFixed(1)} and ${(aloneAgain / 1e6).toFixed(1)}: ratio to their mean`,
        ...atLeast((2 * followed) / (alone + aloneAgain), 0.95),
      },
    ];
  });
}

/** Tokens a second of two parts: one differs from the next by some per cent. */
async function produceTwice(client: Client): Promise<number> {
  const { rate } = await client.produce(PART);
  return (rate + (await client.produce(PART)).rate) / 2;
}

/** What the client tells of one listener. */
class Listener {
  private readonly ends = new Map<string, number>();
  private onEnd: () => void = () => undefined;

  constructor(private readonly webSocket: WebSocket) {
    webSocket.on("message", (data: Buffer) => {
      this.read(data.toString());
    });
  }

  /** Milliseconds from the commit of a line's tokens until this listener was told of it. */
  async toldEndOf(id: string): Promise<number> {
    while (!this.ends.has(id)) await new Promise<void>((resolve) => (this.onEnd = resolve));
    return this.ends.get(id) ?? NaN;
  }

  async close(): Promise<void> {
    const closed = once(this.webSocket, "close");
    this.webSocket.close();
    await closed;
  }

  private read(text: string): void {
    const ended = /"ended":"([^"]+)"/.exec(text)?.[1];
    const id = /"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
    if (id === undefined || ended === undefined || this.ends.has(id)) return;
    this.ends.set(id, Date.now() - Date.parse(ended));
    this.onEnd();
  }
}

/** Opens so many listeners, a few at a time; each is open once it was told how the first line is now. */
async function open(client: Client, count: number): Promise<Listener[]> {
  const listeners: Listener[] = [];
  let left = count;
  const openNext = async () => {
    while (left-- > 0) listeners.push(await openOne(client));
  };
  await Promise.all(Array.from({ length: OPENING }, openNext));
  return listeners;
}

async function openOne({ url, headers }: Client): Promise<Listener> {
  const webSocket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    perMessageDeflate: false,
  });
  const opened = Promise.withResolvers<undefined>();
  webSocket.on("error", opened.reject);
  webSocket.on("close", () => {
    opened.reject(new Error("The service closed a listener."));
  });
  webSocket.on("open", () => {
    webSocket.send(JSON.stringify({ type: "connection_init", payload: headers }));
  });
  const onMessage = (data: Buffer) => {
    const text = data.toString();
    if (text.includes('"type":"connection_ack"')) {
      webSocket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: QUERY } }));
      return;
    }
    webSocket.off("message", onMessage);
    if (text.includes('"type":"next"')) opened.resolve(undefined);
    else opened.reject(new Error(text));
  };
  webSocket.on("message", onMessage);
  const listener = new Listener(webSocket);
  await opened.promise;
  return listener;
}

async function closeAll(listeners: readonly Listener[]): Promise<void> {
  await Promise.all(listeners.map((listener) => listener.close()));
}

/** What the service holds once it has come to rest: what one collection frees, the next one no longer counts. */
async function atRest(child: ChildProcess) {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 1_000));
  await settle();
  await vitals(child);
  await settle();
  return vitals(child);
}
