/** What runs in the pool's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import { performance } from "node:perf_hooks";
import { BroadcastChannel, type MessagePort, receiveMessageOnPort, threadId, workerData } from "node:worker_threads";
import { move, transferableSymbol, valueSymbol } from "piscina";
import type { Timed } from "../../lib/fair-queue.ts";
import type { ChunkKind } from "../line/chunk-size.ts";
import type { ChunkRange, TokenRange } from "../line/chunk-ranges.ts";
import { chunk } from "../chunk.ts";
import { chooseDeflateMethod, deflateChunk, type DeflatedRange, type DeflateMethod } from "./deflate-chunk.ts";
import { type HashedRange, hashRange, type RangeToHash } from "./hash-range.ts";
import { indexesInLines, indexesOfTokens } from "../indexes-of-tokens.ts";
import { readTypedTokens } from "../typed-tokens.ts";
import type { TypedReading } from "../../format/lenient/read-typed.ts";
import { forgetLine } from "../line/line-caches.ts";
import type { GeneratorLine, TokenShape } from "../line/line.ts";
import { lowerPriority } from "../../lib/worker-thread.ts";
import { scoreChunk } from "../score-chunk.ts";

export interface ChunkTask extends ChunkRange {
  readonly line: GeneratorLine;
  readonly kind: ChunkKind;
}

export interface DeflateTask extends DeflatedRange {
  readonly line: GeneratorLine;
}

export interface MethodTask {
  readonly line: GeneratorLine;
  readonly range: TokenRange;
}

export interface IndexesTask {
  readonly lines: readonly GeneratorLine[];
  readonly tokens: readonly string[];
}

export interface TypedTask {
  readonly shape: TokenShape;
  readonly typed: readonly string[];
}

export interface RangesTask {
  readonly ranges: readonly RangeToHash[];
}

/** Asks all threads to forget a line. */
export interface ForgetQuestion {
  readonly forget: string;
  /** Names the question. */
  readonly asked: number;
}

/** What a thread says: that it is up, or its answer. */
export interface ThreadMessage {
  /** The thread's id. */
  readonly thread: number;
  /** Which question it answers; null for none. */
  readonly asked: number | null;
  /** How many things it kept of the line. */
  readonly things: number;
}

lowerPriority();

const channel = new BroadcastChannel(String(workerData));
channel.onmessage = (event) => {
  answer((event as { data: ForgetQuestion | ThreadMessage }).data);
}; // what pool and threads send
channel.unref();
say({ asked: null, things: 0 }); // from now on it hears every question

/** Node takes a channel, too, as its documentation says and its types do not. */
const port = channel as unknown as MessagePort;

function say(message: Omit<ThreadMessage, "thread">): void {
  channel.postMessage({ ...message, thread: threadId } satisfies ThreadMessage);
}

function answer(message: ForgetQuestion | ThreadMessage): void {
  if ("forget" in message) say({ asked: message.asked, things: forgetLine(message.forget) });
}

/** Makes a chunk and transfers its buffers to the asking thread, which copies nothing. */
export function makeChunk({ line, kind, first, count }: ChunkTask): unknown {
  const made = timed(line, () =>
    kind === "data" ? chunk(line, first, count) : scoreChunk(line, { first, count }, kind),
  );
  return move({ [transferableSymbol]: [made.value.bytes.buffer, made.value.register.buffer], [valueSymbol]: made });
}

export function makeDeflated({ line, ...range }: DeflateTask): unknown {
  const made = timed(line, () => deflateChunk(line, range));
  return move({ [transferableSymbol]: [made.value.bytes.buffer], [valueSymbol]: made });
}

export function chooseMethod({ line, range }: MethodTask): Timed<DeflateMethod> {
  return timed(line, () => chooseDeflateMethod(line, range));
}

export function findIndexes({ lines, tokens }: IndexesTask): Timed<(bigint | null)[][]> {
  const [first] = lines;
  return timed(lines, () =>
    first !== undefined && lines.length === 1 ? [indexesOfTokens(first, tokens)] : indexesInLines(lines, tokens),
  );
}

export function readTyped({ shape, typed }: TypedTask): Timed<TypedReading[]> {
  return timed([], () => readTypedTokens(shape, typed));
}

export function hashRanges({ ranges }: RangesTask): Timed<HashedRange[]> {
  const lines = ranges.map(({ line }) => line);
  return timed(lines, () => ranges.map(hashRange));
}

/** Measures the time, and overwrites the task's copies of the keys. A thread that is never idle hears here what to forget. */
function timed<T>(lines: GeneratorLine | readonly GeneratorLine[], make: () => T): Timed<T> {
  for (let told = receiveMessageOnPort(port); told !== undefined; told = receiveMessageOnPort(port))
    answer(told.message as ForgetQuestion | ThreadMessage); // what pool and threads send
  const startedMs = performance.now();
  try {
    return { value: make(), tookMs: performance.now() - startedMs };
  } finally {
    for (const { key } of [lines].flat()) key.fill(0);
  }
}
