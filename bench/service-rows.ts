import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { type Client, graphql, vitals, withService } from "./client.ts";
import { inTurn, median, pairedRatio } from "./measure.ts";
import { atLeast, atMost, perSecond, type Row } from "./row.ts";

const MIB = 2 ** 20;

/** A part ordered through the service, and its download, against a Set beside nanoid. */
export function serviceRows(): Promise<Row[]> {
  return withService(async (child, client) => [
    ...(await productionRows(child, client)),
    ...(await downloadRows(client)),
    ...(await offsetRows(client)),
    ...(await stalledRows(child, client)),
  ]);
}

async function productionRows(child: ChildProcess, client: Client): Promise<Row[]> {
  const speeds = await inTurn(3, {
    nanoid: () => nanoidSpeed(),
    service: async () => (await client.produce(5_000_000)).rate,
  });
  await vitals(child);
  await client.produce(1_000_000);
  const small = await vitals(child);
  const large = await client.produce(100_000_000);
  const big = await vitals(child);
  const ratio = pairedRatio(speeds.service, speeds.nanoid);
  return [
    {
      what: "a part of 5 million through the service, two workers, with checksum, SHA-256, HMAC and Merkle root",
      figure: perSecond(median(speeds.service), "tokens"),
      against: `nanoid and a Set at ${perSecond(median(speeds.nanoid), "tokens")}: ratio`,
      ...atLeast(ratio, 10),
    },
    {
      what: "a part of 100 million",
      figure: `${perSecond(large.rate, "tokens")}, ${(big.peakRss / MIB).toFixed(0)} MiB resident`,
      against: "more than a part of 1 million, MiB",
      ...atMost((big.peakRss - small.peakRss) / MIB, 64),
    },
    {
      what: "event loop meanwhile",
      figure: `${big.delayMs.toFixed(1)} ms late at p99`,
      against: "milliseconds",
      ...atMost(big.delayMs, 20),
    },
  ];
}

async function downloadRows(client: Client): Promise<Row[]> {
  const { id } = await client.produce(10_000_000);
  const results = await inTurn(3, {
    bytesPerSecond: async () => (await download(client, id)).bytesPerSecond,
    firstByteMs: async () => (await download(client, id)).firstByteMs,
  });
  const speed = median(results.bytesPerSecond) / 1e6;
  const firstByteMs = median(results.firstByteMs);
  return [
    {
      what: "download of 10 million tokens",
      figure: `${speed.toFixed(0)} MB/s`,
      against: "MB/s",
      ...atLeast(speed, 100),
    },
    {
      what: "its first byte",
      figure: `after ${firstByteMs.toFixed(0)} ms`,
      against: "milliseconds",
      ...atMost(firstByteMs, 50),
    },
  ];
}

/** How soon the bytes from a random offset on begin, for tokens of one width and of several. */
async function offsetRows(client: Client): Promise<Row[]> {
  await graphql(
    client.url,
    client.headers,
    'mutation { addAlphabet(input: { name: "MIXED", chars: "a\u00df\u2680\u{1F600}"}) { name } }',
  );
  const rows: Row[] = [];
  for (const alphabet of ["UPPER_EPCG30", "MIXED"]) {
    const { id } = await client.produce(10_000_000, alphabet);
    const size = Number(
      (await fetch(`${client.url}/api/tokens/${id}/data`, { method: "HEAD", headers: client.headers })).headers.get(
        "content-length",
      ),
    );
    const delaysMs: number[] = [];
    for (let n = 0; n < 50; n += 1) delaysMs.push(await firstByteMs(client, id, Math.floor(Math.random() * size)));
    const worstMs = Math.max(...delaysMs);
    rows.push({
      what: `first byte from a random offset of 10 million tokens on, ${alphabet} × 12`,
      figure: `after ${median(delaysMs).toFixed(0)} ms, at worst ${worstMs.toFixed(0)} ms, of 50`,
      against: "milliseconds at worst",
      ...atMost(worstMs, 100),
    });
  }
  return rows;
}

const STALLED = 100;

/** What readers cost that take no byte, and how soon others are answered meanwhile. */
async function stalledRows(child: ChildProcess, client: Client): Promise<Row[]> {
  const { id } = await client.produce(10_000_000);
  for (let n = 0; n < 3; n += 1) await download(client, id);
  const before = await atRest(child);
  const sockets = await Promise.all(Array.from({ length: STALLED }, () => stalledReader(client, id)));
  const after = await atRest(child);
  const delaysMs: number[] = [];
  for (let n = 0; n < 50; n += 1) delaysMs.push(await firstByteMs(client, id, 0));
  for (const socket of sockets) socket.destroy();
  const each = (after - before) / STALLED / 1e6;
  return [
    {
      what: `memory of a reader that takes no byte, of ${STALLED}`,
      figure: `${each.toFixed(2)} MB`,
      against: "MB held",
      ...atMost(each, 1),
    },
    {
      what: "first byte for another reader meanwhile",
      figure: `after ${median(delaysMs).toFixed(0)} ms`,
      against: "milliseconds",
      ...atMost(median(delaysMs), 50),
    },
  ];
}

/** Asks for a file, waits for its head and then takes nothing. */
async function stalledReader({ url, headers }: Client, id: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `GET /api/tokens/${id}/data HTTP/1.1\r\nHost: bench\r\nSession-Key: ${headers["Session-Key"] ?? ""}\r\n\r\n`,
  );
  await once(socket, "readable");
  return socket;
}

/** What the service holds once it has come to rest. What one collection frees, the next one no longer counts. */
async function atRest(child: ChildProcess): Promise<number> {
  const settle = () => new Promise((resolve) => setTimeout(resolve, 2_000));
  await settle();
  await vitals(child);
  await settle();
  return (await vitals(child)).held;
}

async function firstByteMs({ url, headers }: Client, id: string, offset: number): Promise<number> {
  const leaving = new AbortController();
  const startedMs = performance.now();
  const { body } = await fetch(`${url}/api/tokens/${id}/data`, {
    headers: { ...headers, Range: `bytes=${offset}-` },
    signal: leaving.signal,
  });
  await body?.getReader().read();
  const elapsedMs = performance.now() - startedMs;
  leaving.abort();
  return elapsedMs;
}

async function download(
  { url, headers }: Client,
  id: string,
): Promise<{ bytesPerSecond: number; firstByteMs: number }> {
  const startedMs = performance.now();
  const { body } = await fetch(`${url}/api/tokens/${id}/data`, { headers });
  if (body === null) throw new Error("The download has no body.");
  let firstByteMs = 0;
  let bytes = 0;
  for await (const part of body as ReadableStream<Uint8Array>) {
    if (bytes === 0) firstByteMs = performance.now() - startedMs;
    bytes += part.length;
  }
  return { bytesPerSecond: (bytes * 1000) / (performance.now() - startedMs), firstByteMs };
}

/** 5 million distinct tokens a second, in a fresh process: its heap is part of what is measured. */
async function nanoidSpeed(): Promise<number> {
  const child = fork(fileURLToPath(new URL("nanoid-set.ts", import.meta.url)), ["5000000"]);
  const [speed] = (await once(child, "message")) as [number]; // the only thing it sends
  await once(child, "exit");
  return speed;
}
