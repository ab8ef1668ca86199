import { connect, type Socket } from "node:net";

/** What a client sends again and again; the body as JSON. */
export interface Sent {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Load {
  /** Makes the next request; the same one each time unless it must not be. */
  readonly next: () => Sent;
  readonly connections: number;
  readonly ms: number;
}

/** How many were answered, and how long the slowest one of a hundred took. */
export interface Answered {
  readonly count: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * Keeps connections busy, one request at a time on each, and counts what is answered: by sockets alone, since a client that parses takes the time of
 * the server beside it.
 *
 * @throws for an answer that is not 2xx, or that holds a GraphQL error.
 */
export async function load(port: number, { next, connections, ms }: Load): Promise<Answered> {
  const times: number[] = [];
  const startedMs = performance.now();
  const untilMs = startedMs + ms;
  await Promise.all(
    Array.from({ length: connections }, () =>
      keepBusy(connect({ port, host: "127.0.0.1", noDelay: true }), next, untilMs, times),
    ),
  );
  const elapsedMs = performance.now() - startedMs;
  times.sort((a, b) => a - b);
  return {
    count: times.length,
    perSecond: (times.length * 1000) / elapsedMs,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? NaN,
  };
}

function keepBusy(socket: Socket, next: () => Sent, untilMs: number, times: number[]): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const known = new Map<Sent, Buffer>();
  let sentMs = 0;
  let received: Buffer[] = [];
  let missing = 0;
  const send = () => {
    const sent = next();
    const bytes = known.get(sent) ?? bytesOf(sent);
    known.set(sent, bytes);
    sentMs = performance.now();
    socket.write(bytes);
  };
  socket.on("connect", send).on("error", reject);
  socket.on("data", (chunk) => {
    received.push(chunk);
    missing = missing > 0 ? missing - chunk.length : missingOf(Buffer.concat(received));
    if (missing !== 0) return;
    const answer = Buffer.concat(received);
    received = [];
    times.push(performance.now() - sentMs);
    if (!answer.subarray(9, 10).equals(SUCCESS) || answer.includes(ERRORS)) {
      reject(new Error(answer.toString().slice(0, 2_000)));
      socket.destroy();
    } else if (performance.now() < untilMs) {
      send();
    } else {
      socket.end(() => {
        resolve(undefined);
      });
    }
  });
  return promise;
}

const SUCCESS = Buffer.from("2");
const ERRORS = Buffer.from('"errors":[');

/** Bytes that an answer still lacks; -1 while that cannot be told. */
function missingOf(received: Buffer): number {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return -1;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) throw new Error("An answer without a length.");
  return headEnd + 4 + Number(length) - received.length;
}

function bytesOf({ method, path, headers, body }: Sent): Buffer {
  const text = body === undefined ? "" : JSON.stringify(body);
  const all = {
    Host: "bench",
    ...headers,
    ...(body !== undefined && {
      "Content-Type": "application/json",
      "Content-Length": String(Buffer.byteLength(text)),
    }),
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head.join("")}\r\n${text}`);
}
