import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TokenRange } from "../../../src/generator/line/chunk-ranges.ts";
import { chunk, type Chunk } from "../../../src/generator/chunk.ts";
import { checksumBits, mixRegister, startRegister } from "../../../src/generator/line/checksum.ts";
import type { GeneratorLine } from "../../../src/generator/line/line.ts";
import {
  startGeneratorPool,
  type ChunksOptions,
  type GeneratorPool,
} from "../../../src/generator/pool/generator-pool.ts";
import { scoreChunk } from "../../../src/generator/score-chunk.ts";
import { formatLineOf } from "../support/formats.ts";
import { DICE, keyOf, lineOf, MIXED_WIDTHS, tokensIn, UPPER_EPCG30, UPPER_VOWELS } from "../support/lines.ts";

/** With forbidden words, so that the threads compile its automaton. */
const FORMATTED = formatLineOf({
  pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}",
  without: { words: ["BAD", "XY"], maxRun: 2 },
});

async function collect(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
  const taken: Chunk[] = [];
  for await (const part of chunks) taken.push(part);
  return taken;
}

async function bytesOf(
  pool: GeneratorPool,
  line: GeneratorLine,
  range: TokenRange,
  options?: ChunksOptions,
): Promise<Buffer> {
  return Buffer.concat((await collect(pool.chunks(line, range, options))).map((part) => part.bytes));
}

describe("a generator pool", () => {
  let pool: GeneratorPool;
  beforeAll(() => {
    pool = startGeneratorPool({ workers: 2 });
  });
  afterAll(() => pool.stop());

  it.each([
    ["shuffled", lineOf(DICE, 5), 0n, 7_776n],
    ["enciphered", lineOf(UPPER_EPCG30, 12), 123n, 150_000n],
    ["of mixed widths", lineOf(MIXED_WIDTHS, 10), 0n, 20_000n],
    ["wide", lineOf(UPPER_VOWELS, 100), 5n ** 99n, 3_000n],
    ["written by a format", FORMATTED, 99n, 60_000n],
  ])("gives the bytes of one chunk over the whole range, however it cuts: a line %s", async (_, line, first, count) => {
    const whole = Buffer.from(chunk(line, first, Number(count)).bytes);
    expect((await bytesOf(pool, line, { first, count })).equals(whole)).toBe(true);
    expect((await bytesOf(pool, line, { first, count }, { onlyChunkTokens: 997 })).equals(whole)).toBe(true);
  });

  it.each([
    ["shuffled", lineOf(DICE, 5), 0n, 7_775],
    ["enciphered", lineOf(UPPER_EPCG30, 12), 123n, 150_000],
    ["wide", lineOf(UPPER_VOWELS, 100), 5n ** 99n, 3_000],
    ["written by a format", FORMATTED, 99n, 20_000],
  ])("gives scores and deltas in order, too, however it cuts: a line %s", async (_, line, first, count) => {
    for (const kind of ["score", "delta"] as const) {
      const whole = Buffer.from(scoreChunk(line, { first, count }, kind).bytes);
      expect((await bytesOf(pool, line, { first, count: BigInt(count) }, { kind })).equals(whole)).toBe(true);
      expect(
        (await bytesOf(pool, line, { first, count: BigInt(count) }, { kind, onlyChunkTokens: 997 })).equals(whole),
      ).toBe(true);
    }
  });

  it("gives a line for each token of the range, or none", async () => {
    const chunks = await collect(
      pool.chunks(lineOf(DICE, 5), { first: 0n, count: 7_775n }, { kind: "delta", onlyChunkTokens: 5_000 }),
    );
    expect(chunks.map((part) => part.count)).toEqual([5_000, 2_775]);
    expect(await collect(pool.chunks(lineOf(DICE, 5), { first: 7_776n, count: 0n }, { kind: "delta" }))).toEqual([]);
  });

  it("gives registers that complete a line's checksum", async () => {
    const chunks = await collect(
      pool.chunks(lineOf(DICE, 5), { first: 0n, count: 7_776n }, { onlyChunkTokens: 1_000 }),
    );
    expect(chunks.map((part) => part.count)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 776]);
    expect(
      checksumBits(
        chunks.reduce((register, part) => mixRegister(register, part.register), startRegister(DICE, 5)),
        DICE,
      ),
    ).toBe("0".repeat(70));
  });

  it("serves several lines at once", async () => {
    const lines = [lineOf(UPPER_EPCG30, 12), lineOf(UPPER_EPCG30, 13), lineOf(UPPER_VOWELS, 30), lineOf(DICE, 8)];
    const together = await Promise.all(
      lines.map((line) => bytesOf(pool, line, { first: 7n, count: 30_000n }, { onlyChunkTokens: 2_000 })),
    );
    for (const [at, line] of lines.entries()) expect(together[at]?.equals(chunk(line, 7n, 30_000).bytes)).toBe(true);
  });

  it("lets a small line finish beside an endless one", async () => {
    const controller = new AbortController();
    let endless = 0;
    const reader = (async () => {
      for await (const part of pool.chunks(
        lineOf(UPPER_EPCG30, 12),
        { first: 0n, count: 10n ** 12n },
        { signal: controller.signal },
      ))
        endless += part.count;
    })();
    expect(await bytesOf(pool, lineOf(DICE, 5), { first: 0n, count: 7_776n }, { onlyChunkTokens: 500 })).toHaveLength(
      7_776 * 16,
    );
    controller.abort(new Error("seen enough"));
    await expect(reader).rejects.toThrow("seen enough");
    expect(endless).toBeLessThan(10_000_000);
  });

  it("rejects with the reason of an abort, and goes on to serve others", async () => {
    const controller = new AbortController();
    const chunks = pool.chunks(
      lineOf(UPPER_EPCG30, 12),
      { first: 0n, count: 10n ** 9n },
      { signal: controller.signal },
    );
    await chunks.next();
    const next = [chunks.next(), chunks.next(), chunks.next(), chunks.next(), chunks.next(), chunks.next()];
    controller.abort(new Error("gone"));
    expect(
      (await Promise.allSettled(next)).filter((one) => one.status === "rejected").map((one) => String(one.reason)),
    ).toEqual(["Error: gone"]);
    await expect(
      pool.chunks(lineOf(DICE, 5), { first: 0n, count: 1n }, { signal: controller.signal }).next(),
    ).rejects.toThrow("gone");
    expect(await bytesOf(pool, lineOf(DICE, 5), { first: 0n, count: 10n })).toHaveLength(160);
  });

  it("finds the indexes of tokens beside an endless line", async () => {
    const controller = new AbortController();
    const endless = collect(
      pool.chunks(lineOf(UPPER_EPCG30, 13), { first: 0n, count: 10n ** 12n }, { signal: controller.signal }),
    );
    const line = lineOf(UPPER_EPCG30, 12);
    const tokens = tokensIn(chunk(line, 123n, 1_000).bytes);
    expect(await pool.indexesOf(line, [...tokens, "\ud800", "none"])).toEqual([
      ...tokens.map((_, at) => BigInt(123 + at)),
      null,
      null,
    ]);
    await expect(pool.indexesOf(lineOf(DICE, 5, new Uint8Array(16)), tokens)).rejects.toThrow(
      "A line's key has 32 bytes",
    );
    controller.abort(new Error("seen enough"));
    await expect(endless).rejects.toThrow("seen enough");
  });

  it("takes turns by owner: a verification, a compressed file and scores get done while another owner's hundred lines want everything", async () => {
    const controller = new AbortController();
    const lines = Array.from({ length: 100 }, (_, at) => ({
      ...lineOf("01", 1_000, keyOf(at)),
      id: String(at),
      owner: "many",
    }));
    let taken = 0;
    const many = lines.map(async (line) => {
      for await (const part of pool.chunks(
        line,
        { first: 0n, count: 10n ** 12n },
        { signal: controller.signal, use: "production" },
      ))
        taken += part.count > 0 ? 1 : 0;
    });
    const ended = Promise.allSettled(many);
    const mine = { ...lineOf(UPPER_EPCG30, 12), id: "mine", owner: "one" };
    expect(await pool.indexesOf(mine, tokensIn(chunk(mine, 5n, 1).bytes))).toEqual([5n]);
    for await (const part of pool.deflated(mine, { first: 0n, count: 1_000n })) expect(part.count).toBe(1_000);
    expect(
      await bytesOf(pool, mine, { first: 0n, count: 1_000n }, { kind: "score", onlyChunkTokens: 100 }),
    ).toHaveLength(scoreChunk(mine, { first: 0n, count: 1_000 }, "score").bytes.length);
    // Thirteen tasks of the one owner, each of whose turns comes after one of the other's, and what was under way: far from a hundred lines' each.
    expect(taken).toBeLessThan(100);
    controller.abort(new Error("seen enough"));
    expect((await ended).every(({ status }) => status === "rejected")).toBe(true);
  });

  it("holds a megabyte at most of a compressed file that nobody takes", async () => {
    const reader = pool.deflated(
      { ...lineOf(UPPER_EPCG30, 12), id: "stalled" },
      { first: 0n, count: 10n ** 9n },
      { maxBytes: 1_000_000 },
    );
    const before = process.memoryUsage().arrayBuffers;
    const held = [(await reader.next()).value, (await reader.next()).value];
    await new Promise((resolve) => setTimeout(resolve, 300)); // time enough for all that would be made
    const taken = held[0]?.bytes.length ?? 0;
    expect(process.memoryUsage().arrayBuffers - before - taken).toBeLessThan(1_000_000);
    await reader.return();
  });

  it("holds few chunks ahead where many lines are read", async () => {
    const lines = Array.from({ length: 100 }, (_, at) => ({
      ...lineOf(UPPER_EPCG30, 12, keyOf(at)),
      id: String(at),
      owner: "many",
    }));
    const readers = lines.map((line) =>
      pool.chunks(line, { first: 0n, count: 10n ** 9n }, { use: "production", onlyChunkTokens: 50_000 }),
    );
    for (const reader of readers) await reader.next();
    const before = process.memoryUsage().arrayBuffers;
    await new Promise((resolve) => setTimeout(resolve, 300)); // time enough for all that would be made
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 2 ** 20);
    for (const reader of readers) await reader.return();
  });

  it("has every thread forget a line, busy or idle, and ends what is asked of it", async () => {
    const line = { ...lineOf(UPPER_EPCG30, 12), id: "forgotten", owner: "one" };
    const reading = collect(pool.chunks(line, { first: 0n, count: 10n ** 12n }));
    const refused = expect(reading).rejects.toMatchObject({ code: "NOT_FOUND" });
    await pool.indexesOf(line, ["000000000000"]);
    expect(await pool.forget("forgotten")).toBeGreaterThanOrEqual(2);
    await refused;
    expect(await pool.forget("forgotten")).toBe(0);
    const other = new AbortController();
    const endless = collect(
      pool.chunks({ ...line, id: "endless" }, { first: 0n, count: 10n ** 12n }, { signal: other.signal }),
    );
    await bytesOf(pool, line, { first: 0n, count: 10n });
    expect(await pool.forget("forgotten")).toBe(1);
    other.abort(new Error("seen enough"));
    await expect(endless).rejects.toThrow("seen enough");
  });

  it("finds tokens in several lines at once, and none in one that is forgotten before its turn", async () => {
    const lines = [1, 2, 3].map((key) => ({
      ...lineOf(UPPER_EPCG30, 12, keyOf(key)),
      id: `several-${key}`,
      owner: "one",
    }));
    const tokens = lines.flatMap((line) => tokensIn(chunk(line, 5n, 1).bytes));
    const whole = await pool.indexesIn(lines, tokens);
    expect(whole.map((indexes) => indexes.findIndex((index) => index === 5n))).toEqual([0, 1, 2]);
    const busy = lines.map((line) => collect(pool.chunks(line, { first: 0n, count: 2_000_000n }))); // of the same owner: all wait for their turns
    const found = pool.indexesIn(lines, tokens);
    const ended = expect(busy[1]).rejects.toMatchObject({ code: "NOT_FOUND" });
    await pool.forget("several-2");
    expect((await found)[1]).toEqual([null, null, null]);
    expect((await found)[0]?.[0]).toBe(5n);
    await ended;
    expect(await pool.forget("several-2")).toBe(0);
    await Promise.all([busy[0], busy[2]]);
  });

  it("reads what people type as tokens of a plain alphabet and of a format", async () => {
    const [token = ""] = tokensIn(chunk(FORMATTED, 7n, 1).bytes);
    expect(await pool.readTyped(FORMATTED, [token.toLowerCase().replaceAll("-", " "), "no ticket"])).toEqual([
      { kind: "token", token },
      { kind: "none" },
    ]);
    expect(await pool.readTyped(lineOf(UPPER_EPCG30, 3), ["o-1b"])).toEqual([{ kind: "token", token: "01B" }]);
  });

  it.runIf(process.platform === "linux")(
    "works below the priority of the main thread, which keeps its own",
    async () => {
      const before = getPriority();
      await bytesOf(pool, lineOf(DICE, 5), { first: 0n, count: 7_776n }, { onlyChunkTokens: 100 });
      const niceness = readdirSync("/proc/self/task").map(
        (thread) => readFileSync(`/proc/self/task/${thread}/stat`, "utf8").split(") ")[1]?.split(" ")[16],
      );
      expect(niceness.filter((one) => one === String(Math.min(19, before + 5)))).toHaveLength(2);
      expect(getPriority()).toBe(before);
    },
  );

  it("gives the same bytes however far ahead it may make chunks", async () => {
    const line = lineOf(UPPER_EPCG30, 12);
    const whole = Buffer.from(chunk(line, 0n, 50).bytes);
    for (const prefetch of [0, 1, 100])
      expect(
        (await bytesOf(pool, line, { first: 0n, count: 50n }, { onlyChunkTokens: 7, prefetch })).equals(whole),
      ).toBe(true);
  });

  it("forgets however soon it is asked, by threads that are still loading, too", async () => {
    const young = startGeneratorPool({ workers: 2 });
    expect(await young.forget("early")).toBe(0);
    await young.indexesOf({ ...lineOf(UPPER_EPCG30, 12), id: "early" }, ["000000000000"]);
    expect(await young.forget("early")).toBeGreaterThanOrEqual(1);
    await young.stop();
  });

  it("forgets several lines at once", async () => {
    const lines = ["one", "other"].map((id) => ({ ...lineOf(UPPER_EPCG30, 12), id }));
    for (const line of lines) await pool.indexesOf(line, ["000000000000"]);
    const things = await Promise.all(lines.map(({ id }) => pool.forget(id)));
    expect(things.every((each) => each >= 1)).toBe(true);
  });

  it("lets the event loop turn between chunks that are ready", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    for await (const part of pool.chunks(
      lineOf(UPPER_EPCG30, 12),
      { first: 0n, count: 20_000n },
      { onlyChunkTokens: 1_000 },
    )) {
      const end = performance.now() + 3;
      while (performance.now() < end) expect(part.count).toBe(1_000);
    }
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(15);
  });

  it("refuses ranges outside the line and lines that are none", async () => {
    await expect(collect(pool.chunks(lineOf(DICE, 5), { first: 0n, count: 7_777n }))).rejects.toThrow(RangeError);
    await expect(
      pool.chunks(lineOf(DICE, 5), { first: 0n, count: 7_776n }, { kind: "delta", onlyChunkTokens: 10 }).next(),
    ).rejects.toThrow(RangeError);
    await expect(collect(pool.chunks(lineOf(DICE, 5, new Uint8Array(16)), { first: 0n, count: 1n }))).rejects.toThrow(
      RangeError,
    );
  });
});

describe("stopping a generator pool", () => {
  it("ends every thread, and twice does no harm", async () => {
    const threads: Worker[] = [];
    const remember = (worker: Worker): void => {
      threads.push(worker);
    };
    process.on("worker", remember);
    const pool = startGeneratorPool({ workers: 3 });
    await bytesOf(pool, lineOf(DICE, 5), { first: 0n, count: 7_776n }, { onlyChunkTokens: 100 });
    process.off("worker", remember);
    expect(threads.filter((worker) => worker.threadId > 0)).toHaveLength(3);
    await Promise.all([pool.stop(), pool.stop()]);
    await pool.stop();
    expect(threads.filter((worker) => worker.threadId > 0)).toHaveLength(0);
  });

  it("fails what is under way and what comes later, saying that the service is stopping", async () => {
    const pool = startGeneratorPool({ workers: 1 });
    const line = lineOf(UPPER_EPCG30, 12);
    const reader = collect(pool.chunks(line, { first: 0n, count: 10n ** 9n }));
    const stopped = expect(reader).rejects.toMatchObject({ code: "SERVICE_STOPPING" });
    await pool.chunks(lineOf(DICE, 5), { first: 0n, count: 10n }).next();
    const found = expect(pool.indexesOf(line, ["000000000000"])).rejects.toMatchObject({ code: "SERVICE_STOPPING" });
    await pool.stop();
    await stopped;
    await found;
    await expect(pool.indexesOf(line, [])).rejects.toMatchObject({ code: "SERVICE_STOPPING" });
    await expect(collect(pool.chunks(line, { first: 0n, count: 1n }))).rejects.toMatchObject({
      code: "SERVICE_STOPPING",
    });
  });

  it("has nothing to forget any more", async () => {
    const pool = startGeneratorPool({ workers: 1 });
    await pool.stop();
    expect(await pool.forget("one")).toBe(0);
  });

  it("is not needed for the process to end: idle threads do not hold it", async () => {
    const script = `
      import { startGeneratorPool } from ${JSON.stringify(new URL("../../../src/generator/pool/generator-pool.ts", import.meta.url).href)};
      const line = { version: 1, key: new Uint8Array(32), chars: "AEIOU", digits: 5 };
      for await (const part of startGeneratorPool({ workers: 2 }).chunks(line, { first: 0n, count: 3n })) console.log(part.count);
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      timeout: 20_000,
    });
    expect(stdout).toBe("3\n");
  });
});
