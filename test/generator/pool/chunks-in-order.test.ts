import { describe, expect, it } from "vitest";
import type { ChunkRange } from "../../../src/generator/line/chunk-ranges.ts";
import { chunk, type Chunk } from "../../../src/generator/chunk.ts";
import { chunksInOrder, type ChunksInOrder } from "../../../src/generator/pool/chunks-in-order.ts";
import { FairQueue, type Timed } from "../../../src/lib/fair-queue.ts";
import { Semaphore } from "../../../src/lib/semaphore.ts";
import { DICE, lineOf } from "../support/lines.ts";

const LINE = lineOf(DICE, 5);

/** A job of many chunks on a queue of two places that makes them at once and writes down when. */
function jobOf(change: Partial<ChunksInOrder<Chunk>> = {}): { job: ChunksInOrder<Chunk>; made: bigint[] } {
  const made: bigint[] = [];
  const make = (part: ChunkRange): Promise<Timed<Chunk>> => {
    made.push(part.first);
    return Promise.resolve({ value: chunk(LINE, part.first, part.count), tookMs: 1 });
  };
  const lane = new FairQueue(2).lane<Chunk>(["a", "line", "download"]);
  return {
    job: {
      line: LINE,
      range: { first: 0n, count: 7_776n },
      kind: "data",
      onlyChunkTokens: 100,
      signal: undefined,
      prefetch: () => 2,
      permits: new Semaphore(Infinity),
      lane,
      make,
      ...change,
    },
    made,
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("chunks in order", () => {
  it("come in the order of their indexes, whichever was ready first", async () => {
    const second: PromiseWithResolvers<undefined>[] = [];
    let count = 0;
    const make = async (part: ChunkRange): Promise<Timed<Chunk>> => {
      const pair = (second[count >> 1] ??= Promise.withResolvers());
      if (count++ % 2 === 0)
        await pair.promise; // ready only after the one behind it
      else pair.resolve(undefined);
      return { value: chunk(LINE, part.first, part.count), tookMs: 1 };
    };
    const bytes: Uint8Array[] = [];
    for await (const part of chunksInOrder(jobOf({ make, onlyChunkTokens: 500 }).job)) bytes.push(part.bytes);
    expect(Buffer.concat(bytes).equals(chunk(LINE, 0n, 7_776).bytes)).toBe(true);
  });

  it("are made no further ahead than the bound when nobody takes them", async () => {
    const { job, made } = jobOf();
    const chunks = chunksInOrder(job);
    await settled();
    expect(made).toHaveLength(0);
    for (let taken = 1; taken <= 5; taken++) {
      await chunks.next();
      await settled();
      expect(made.length - taken).toBeLessThanOrEqual(2);
    }
    await chunks.return();
    await settled();
    expect(made.length).toBeLessThanOrEqual(7);
  });

  it("reject with the signal's reason, at once, even while a chunk is awaited", async () => {
    const controller = new AbortController();
    const chunks = chunksInOrder(
      jobOf({
        signal: controller.signal,
        make: () =>
          new Promise(() => {
            /* never done */
          }),
      }).job,
    );
    const next = chunks.next();
    await settled();
    controller.abort(new Error("nobody waits any more"));
    await expect(next).rejects.toThrow("nobody waits any more");
    await expect(chunks.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it("reject with the signal's reason when chunks are ready, too, and make no more", async () => {
    const controller = new AbortController();
    const { job, made } = jobOf({ signal: controller.signal });
    const chunks = chunksInOrder(job);
    await chunks.next();
    await settled();
    const before = made.length;
    controller.abort(new Error("enough"));
    await expect(chunks.next()).rejects.toThrow("enough");
    await settled();
    expect(made.length).toBe(before);
  });

  it("reject and make none when the signal has aborted already", async () => {
    const { job, made } = jobOf({ signal: AbortSignal.abort(new Error("too late")) });
    await expect(chunksInOrder(job).next()).rejects.toThrow("too late");
    expect(made).toHaveLength(0);
  });

  it("leave nothing waiting when the consumer breaks off", async () => {
    const { job, made } = jobOf();
    for await (const part of chunksInOrder(job)) {
      expect(part.count).toBe(100);
      break;
    }
    await settled();
    expect(made.length).toBeLessThanOrEqual(3);
    await expect(job.lane.run(() => Promise.reject(new Error("ran")))).rejects.toThrow("Nobody takes the chunks");
  });

  it("pass a failure on and end", async () => {
    const chunks = chunksInOrder(jobOf({ make: () => Promise.reject(new Error("broken")) }).job);
    await expect(chunks.next()).rejects.toThrow("broken");
    await expect(chunks.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it("are none for an empty range, and are refused outside the line", async () => {
    await expect(chunksInOrder(jobOf({ range: { first: 7_776n, count: 0n } }).job).next()).resolves.toEqual({
      done: true,
      value: undefined,
    });
    await expect(chunksInOrder(jobOf({ range: { first: 1n, count: 7_776n } }).job).next()).rejects.toThrow(RangeError);
  });
});
