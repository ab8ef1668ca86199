import { type ChildProcess, fork } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { presetOf } from "../src/alphabet/presets.ts";
import { chunk } from "../src/generator/chunk.ts";
import { chunkSize } from "../src/generator/line/chunk-size.ts";
import { GENERATOR_VERSION, type GeneratorLine } from "../src/generator/line/line.ts";
import { MerkleHash } from "../src/lib/merkle-tree.ts";
import { type Client, vitals, withService } from "./client.ts";
import { inTurn, median } from "./measure.ts";
import { atLeast, perSecond, type Row } from "./row.ts";

const ROUNDS = 3;
const DIGITS = 12;
const LINE: GeneratorLine = {
  version: GENERATOR_VERSION,
  key: createHash("sha256").update("bench").digest(),
  chars: presetOf("UPPER_EPCG30")?.chars ?? "",
  digits: DIGITS,
};
const CHUNK_TOKENS = chunkSize(LINE);
const CORES = Math.min(2, availableParallelism());

type Measured = Readonly<Record<"generation" | "sha256" | "hmac" | "leaves" | "sending" | "part" | "download", number>>;

/** A part and its download through the service, against what two cores could do: each step measured alone, by the processor time it takes. */
export async function pipeRows(size = 100_000_000): Promise<Row[]> {
  const memory = fork(fileURLToPath(new URL("memory-server.ts", import.meta.url)), { execArgv: process.execArgv });
  const [bare] = (await once(memory, "message")) as [string]; // the only thing it sends
  try {
    return await withService(async (child, client) => {
      const meter = new Meter(child, size);
      const taken = await inTurn(ROUNDS, contenders({ size, bare, client, meter }));
      const ns = Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
      return rowsOf(size, ns as Measured, meter); // the contenders' names
    });
  } finally {
    memory.disconnect();
  }
}

interface Setting {
  readonly size: number;
  readonly bare: string;
  readonly client: Client;
  readonly meter: Meter;
}

/** Each gives nanoseconds a token. */
function contenders({ size, bare, client: { produce, url, headers }, meter }: Setting) {
  const bytes = size * (DIGITS + 1) - 1;
  const { bytes: text } = chunk(LINE, 0n, CHUNK_TOKENS);
  let id = "";
  return {
    generation: () => cpuNs(40, (at) => void chunk(LINE, BigInt(at * CHUNK_TOKENS), CHUNK_TOKENS)),
    sha256: () => hashNs(createHash("sha256"), text),
    hmac: () => hashNs(createHmac("sha256", "11111111-2222-4333-8444-555555555555"), text),
    leaves: () => hashNs(new MerkleHash(), text),
    sending: () => drainNs(`${bare}/${bytes}`, {}, bytes),
    part: () =>
      meter.during("part", async () => {
        const made = await produce(size);
        id = made.id;
        return 1e9 / made.rate;
      }),
    download: () => meter.during("download", () => drainNs(`${url}/api/tokens/${id}/data`, headers, bytes)),
  };
}

/** Tells the service's processor time a token beside what is measured. */
class Meter {
  private readonly taken: Record<"part" | "download", number[]> = { part: [], download: [] };

  constructor(
    private readonly child: ChildProcess,
    private readonly size: number,
  ) {}

  async during(what: "part" | "download", work: () => Promise<number>): Promise<number> {
    await vitals(this.child);
    const result = await work();
    this.taken[what].push(((await vitals(this.child)).cpuMs * 1e6) / this.size);
    return result;
  }

  figure(what: "part" | "download", ns: number): string {
    return `${perSecond(1e9 / ns, "tokens")}, ${shown(median(this.taken[what]))} ns of processor time a token`;
  }
}

function rowsOf(size: number, ns: Measured, meter: Meter): Row[] {
  const { generation, sha256, hmac, leaves, sending } = ns;
  const [partLimit, downloadLimit] = [(generation + sha256 + hmac + leaves) / CORES, generation / CORES + sending];
  const against = (limit: number, steps: string) =>
    `${CORES} cores could do ${perSecond(1e9 / limit, "tokens")} (ns a token: generation ${shown(generation)}, ${steps}): ratio`;
  return [
    {
      what: `a part of ${size / 1e6} million tokens with checksum, SHA-256, HMAC and Merkle root`,
      figure: meter.figure("part", ns.part),
      against: against(partLimit, `SHA-256 ${shown(sha256)}, HMAC ${shown(hmac)}, leaves ${shown(leaves)}`),
      ...atLeast(partLimit / ns.part, 0.8),
    },
    {
      what: `download of ${size / 1e6} million tokens by one client`,
      figure: meter.figure("download", ns.download),
      against: against(downloadLimit, `the same bytes from memory ${shown(sending)}`),
      ...atLeast(downloadLimit / ns.download, 0.7),
    },
  ];
}

function shown(ns: number): string {
  return ns.toFixed(1);
}

/** Processor time a token of work on so many chunks; on one thread with nothing beside it, that is the time itself. */
function cpuNs(chunks: number, work: (at: number) => void): number {
  const before = process.threadCpuUsage();
  for (let at = 0; at < chunks; at += 1) work(at);
  const { user, system } = process.threadCpuUsage(before);
  return ((user + system) * 1e3) / (chunks * CHUNK_TOKENS);
}

function hashNs(hash: { update(text: Uint8Array): unknown; digest(): unknown }, text: Uint8Array): number {
  const ns = cpuNs(200, () => void hash.update(text));
  hash.digest();
  return ns;
}

/** Reads an answer as cheaply as can be, and checks its length. How long it took, a token. */
async function drainNs(url: string, headers: Readonly<Record<string, string>>, bytes: number): Promise<number> {
  const { port, pathname } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let read = 0;
  let head = 0;
  const startedMs = performance.now();
  const socket = connect({
    port: Number(port),
    host: "127.0.0.1",
    onread: {
      buffer: Buffer.alloc(2 ** 18),
      callback: (count, buffer) => {
        if (head === 0) head = Buffer.from(buffer.buffer, 0, count).indexOf("\r\n\r\n") + 4; // the head comes in one piece
        read += count;
        if (read === head + bytes) resolve(undefined);
        return true;
      },
    },
  });
  socket.on("error", reject);
  socket.on("close", () => {
    reject(new Error(`The answer has ${read - head} of ${bytes} bytes.`));
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: bench\r\n${lines.join("")}\r\n`);
  try {
    await promise;
    return ((performance.now() - startedMs) * 1e6 * (DIGITS + 1)) / bytes;
  } finally {
    socket.destroy();
  }
}
