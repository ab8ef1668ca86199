import { BroadcastChannel, threadId } from "node:worker_threads";
import { transferableSymbol, valueSymbol } from "piscina";
import { describe, expect, it } from "vitest";
import type { Timed } from "../../../src/lib/fair-queue.ts";
import { chunk, type Chunk } from "../../../src/generator/chunk.ts";
import { keptBytes } from "../../../src/generator/line/line-caches.ts";
import { chooseDeflateMethod, deflateChunk, type DeflatedChunk } from "../../../src/generator/pool/deflate-chunk.ts";
import {
  chooseMethod,
  findIndexes,
  type ThreadMessage,
  makeChunk,
  makeDeflated,
} from "../../../src/generator/pool/worker.ts";
import { scoreChunk } from "../../../src/generator/score-chunk.ts";
import { DICE, keyOf, lineOf, tokensIn, UPPER_EPCG30 } from "../support/lines.ts";

/** A line as a thread gets it: with a copy of the key. */
const ownLine = (id?: string) => ({ ...lineOf(UPPER_EPCG30, 12, keyOf(3)), ...(id === undefined ? {} : { id }) });

/** What a task gives away: its value, and the buffers that move. */
function given<T>(result: unknown): { readonly made: Timed<T>; readonly moved: readonly unknown[] } {
  const movable = result as Record<symbol, unknown>; // Piscina's mark of what moves
  return { made: movable[valueSymbol] as Timed<T>, moved: movable[transferableSymbol] as unknown[] };
}

describe("a worker's task", () => {
  it("makes tokens, scores and deltas, and moves their buffers", () => {
    for (const kind of ["data", "score", "delta"] as const) {
      const { made, moved } = given<Chunk>(makeChunk({ line: ownLine(), kind, first: 5n, count: 9 }));
      const expected = kind === "data" ? chunk(ownLine(), 5n, 9) : scoreChunk(ownLine(), { first: 5n, count: 9 }, kind);
      expect(made.value).toEqual(expected);
      expect(made.tookMs).toBeGreaterThan(0);
      expect(moved).toEqual([made.value.bytes.buffer, made.value.register.buffer]);
    }
  });

  it("compresses tokens, by the method that it chooses", () => {
    const range = { first: 0n, count: 7_776n };
    const chosen = chooseMethod({ line: lineOf(DICE, 5), range }).value;
    expect(chosen).toBe(chooseDeflateMethod(lineOf(DICE, 5), range));
    const part = { first: 0n, count: 20, method: chosen, isLast: true };
    const { made, moved } = given<DeflatedChunk>(makeDeflated({ line: lineOf(DICE, 5), ...part }));
    expect(made.value).toEqual(deflateChunk(lineOf(DICE, 5), part));
    expect(moved).toEqual([made.value.bytes.buffer]);
  });

  it("finds the indexes of tokens", () => {
    const tokens = [...tokensIn(chunk(ownLine(), 40n, 3).bytes), "no token"];
    expect(findIndexes({ lines: [ownLine(), ownLine()], tokens }).value).toEqual([
      [40n, 41n, 42n, null],
      [40n, 41n, 42n, null],
    ]);
  });

  it("overwrites its copy of the key, also when it fails", () => {
    const lines = [ownLine(), ownLine()] as const;
    makeChunk({ line: lines[0], kind: "data", first: 0n, count: 1 });
    expect(() => makeChunk({ line: lines[1], kind: "data", first: -1n, count: 1 })).toThrow(RangeError);
    for (const { key } of lines) expect(Array.from(key)).toEqual(new Array(32).fill(0));
  });
});

describe("a worker that is asked to forget a line", () => {
  /** The tests run where no pool has named a channel. */
  const channelName = "null";

  it("answers with how many things it kept, whether idle or busy", async () => {
    const channel = new BroadcastChannel(channelName);
    const answers: ThreadMessage[] = [];
    const { promise: both, resolve } = Promise.withResolvers<undefined>();
    channel.onmessage = (event) => {
      answers.push((event as { data: ThreadMessage }).data);
      if (answers.length === 2) resolve(undefined);
    };
    makeChunk({ line: ownLine("forgotten"), kind: "data", first: 0n, count: 1 });
    const before = keptBytes();
    channel.postMessage({ thread: 99, asked: 0, things: 7 }); // another thread's answer, which needs none
    channel.postMessage({ forget: "forgotten", asked: 1 });
    findIndexes({ lines: [lineOf(DICE, 5)], tokens: [] }); // no turn of the event loop between: the task hears of it
    expect(keptBytes()).toBeLessThan(before);
    channel.postMessage({ forget: "forgotten", asked: 2 });
    await both;
    channel.close();
    expect(answers).toEqual([
      { thread: threadId, asked: 1, things: 1 },
      { thread: threadId, asked: 2, things: 0 },
    ]);
  });
});
