import { ServiceError } from "../../errors.ts";
import { FairQueue, type Timed } from "../../lib/fair-queue.ts";
import { Semaphore } from "../../lib/semaphore.ts";
import { type ChunkKind, chunkSize } from "../line/chunk-size.ts";
import type { ChunkRange, TokenRange } from "../line/chunk-ranges.ts";
import type { Chunk } from "../chunk.ts";
import { chunksInOrder } from "./chunks-in-order.ts";
import type { DeflatedChunk } from "./deflate-chunk.ts";
import type { HashedRange, RangeToHash } from "./hash-range.ts";
import type { GeneratorLine, TokenShape } from "../line/line.ts";
import type { TypedReading } from "../../format/lenient/read-typed.ts";
import { OpenLanes } from "./open-lanes.ts";
import { startThreads, TASKS_PER_WORKER, type Threads } from "./threads.ts";

/** What tokens are made for. All uses of a line have equal shares of the line's time. */
export type Use = "production" | "analysis" | "download" | "lookup";

export interface ReadOptions {
  /** Ends the iteration with its reason; what waits is not computed any more. */
  readonly signal?: AbortSignal | undefined;
  /** `download` unless told. */
  readonly use?: Use | undefined;
}

export interface ChunksOptions extends ReadOptions {
  /** What is made of the range's tokens: themselves unless told. The last of their deltas takes one token more than the range has. */
  readonly kind?: ChunkKind | undefined;
  /** Rows of each chunk; without it a small chunk comes first and then chunks of about 1 MiB. */
  readonly onlyChunkTokens?: number | undefined;
  /** Chunks that are made, or under way, while another is being used; the number of workers unless told, and never more. */
  readonly prefetch?: number | undefined;
}

export interface DeflatedOptions extends ReadOptions {
  /** So many bytes, or one chunk, are held at most while the reader takes none; without it, a chunk more than there are workers. */
  readonly maxBytes?: number | undefined;
  /** So many of the range's tokens, a multiple of those of a chunk, are left out at the beginning; what comes has the same bytes as ever. */
  readonly skip?: bigint | undefined;
  /** Whether the text ends with a newline: it does not unless told. */
  readonly endsWithNewline?: boolean | undefined;
}

/** A range that is wanted until its signal aborts. */
export interface WantedRange {
  readonly range: RangeToHash;
  readonly signal: AbortSignal;
}

/** How tokens are written, and whose time reading them takes. */
export type OwnedShape = TokenShape & Pick<GeneratorLine, "owner">;

/**
 * Threads that make tokens; the thread that asks only hands out ranges. Their time is shared among the lines' owners, then among an owner's
 * lines, then among a line's uses, by the time that each takes.
 */
export interface GeneratorPool {
  readonly workers: number;
  /** Tasks that threads have, and those that wait for one. */
  load(): { readonly running: number; readonly waiting: number };
  /**
   * The chunks of the range, in order: at most `workers + 1` are under way or made and not yet taken, and fewer where many lines are read
   * at the same time. Where the range is cut into chunks never shows in its bytes.
   *
   * The iteration rejects with a RangeError or ServiceError as `chunk()` does, with the signal's reason when it aborts, and with
   * `SERVICE_STOPPING` when the pool stops.
   */
  chunks(line: GeneratorLine, range: TokenRange, options?: ChunksOptions): AsyncGenerator<Chunk, void, undefined>;
  /**
   * The tokens of the range, at least one, joined by newlines and compressed: the chunks' bytes, in order, are one DEFLATE stream, at
   * most 1 % larger than zlib's at level 6, and the same on every machine. Rejects as `chunks()` does.
   */
  deflated(
    line: GeneratorLine,
    range: TokenRange,
    options?: DeflatedOptions,
  ): AsyncGenerator<DeflatedChunk, void, undefined>;
  /**
   * Makes and hashes ranges of several lines of one owner, each a chunk at most, in one task for production. What nobody wants any more when the
   * task begins is left out, and is null. Rejects as `chunks()` does, for all of them.
   */
  hashed(owner: string, ranges: readonly WantedRange[]): Promise<(HashedRange | null)[]>;
  /**
   * The indexes of tokens in their line, in the order given; null for each string that is no token of the line. It holds a thread until
   * all are found. Rejects as `chunks()` does.
   */
  indexesOf(line: GeneratorLine, tokens: readonly string[]): Promise<(bigint | null)[]>;
  /** The same in several lines of one owner, in their order, by one task; a line that is deleted before it begins has no tokens. */
  indexesIn(lines: readonly GeneratorLine[], tokens: readonly string[]): Promise<(bigint | null)[][]>;
  /** What people have typed, as `readTypedTokens()` reads it, in the order given. Rejects as `chunks()` does. */
  readTyped(shape: OwnedShape, typed: readonly string[]): Promise<TypedReading[]>;
  /**
   * Ends whatever is asked of the line with that id, and has every thread overwrite and drop what it keeps of it, once what runs has ended.
   *
   * @returns how many things the threads kept of it.
   */
  forget(lineId: string): Promise<number>;
  /** Ends all threads and fails what is under way; twice does no harm. */
  stop(): Promise<void>;
}

/** Starts the threads; all of them stay until `stop()`, and none keeps the process alive while it is idle. */
export function startGeneratorPool({ workers }: { readonly workers: number }): GeneratorPool {
  return new Pool(workers, startThreads(workers));
}

/** Chunks that all lines together may have made ahead: two that are ready for each one in the making. */
const AHEAD_PER_WORKER = 3 * TASKS_PER_WORKER;

class Pool implements GeneratorPool {
  readonly workers: number;
  private readonly threads: Threads;
  private readonly queue: FairQueue;
  private readonly lanes: OpenLanes;
  private readonly permits: Semaphore;
  private stopping: Promise<void> | undefined;

  constructor(workers: number, threads: Threads) {
    this.workers = workers;
    this.threads = threads;
    this.queue = new FairQueue(TASKS_PER_WORKER * workers);
    this.lanes = new OpenLanes(this.queue);
    this.permits = new Semaphore(AHEAD_PER_WORKER * workers);
  }

  load(): ReturnType<GeneratorPool["load"]> {
    return this.queue.load();
  }

  async *chunks(
    line: GeneratorLine,
    range: TokenRange,
    { signal, use = "download", kind = "data", onlyChunkTokens, prefetch }: ChunksOptions = {},
  ): AsyncGenerator<Chunk, void, undefined> {
    const { workers } = this;
    const threads = this.threads;
    // Whoever says how many to prefetch is held up by a reader, and must not take the permits of those who are not.
    const [permits, most] = prefetch === undefined ? [this.permits, workers] : [UNLIMITED, Math.min(prefetch, workers)];
    yield* chunksInOrder({
      line,
      range,
      kind,
      signal,
      onlyChunkTokens,
      prefetch: () => most,
      permits,
      lane: this.lanes.open(line, use),
      make: (part) => threads.run({ line, kind, ...part }),
    });
  }

  async *deflated(
    line: GeneratorLine,
    range: TokenRange,
    { signal, use = "download", maxBytes = Infinity, skip = 0n, endsWithNewline = false }: DeflatedOptions = {},
  ): AsyncGenerator<DeflatedChunk, void, undefined> {
    const { workers } = this;
    const threads = this.threads;
    signal?.throwIfAborted();
    const method = await this.runAlone(line, use, () => threads.run({ line, range }, { name: "chooseMethod" }));
    const end = range.first + range.count;
    let largest = 0;
    const make = async (part: ChunkRange) => {
      const isLast = part.first + BigInt(part.count) === end;
      const made = await threads.run({ line, ...part, method, isLast, endsWithNewline }, { name: "makeDeflated" });
      largest = Math.max(largest, made.value.bytes.length);
      return made;
    };
    // How large chunks get is known once the first is there.
    const fitting = () => (largest === 0 ? 1 : Math.floor(maxBytes / largest));
    const prefetch = () => (maxBytes === Infinity ? workers : Math.min(workers, Math.max(0, fitting() - 1)));
    // A chunk has nothing before it to match, so they are large; they are always the same, for here it shows where they are cut.
    yield* chunksInOrder({
      line,
      range: { first: range.first + skip, count: range.count - skip },
      kind: "data",
      signal,
      onlyChunkTokens: chunkSize(line),
      prefetch,
      permits: UNLIMITED,
      lane: this.lanes.open(line, use),
      make,
    });
  }

  async hashed(owner: string, ranges: readonly WantedRange[]): Promise<(HashedRange | null)[]> {
    let wanted: readonly WantedRange[] = [];
    // What is looked at when the task begins: a line that is deleted later waits for it.
    const ids = () => {
      wanted = ranges.filter(({ signal }) => !signal.aborted);
      return wanted.map(({ range }) => range.line.id ?? "");
    };
    const task = () =>
      wanted.length === 0
        ? Promise.resolve({ value: [], tookMs: 0 })
        : this.threads.run({ ranges: wanted.map(({ range }) => range) }, { name: "hashRanges" });
    const hashed = await this.lanes.runFor({ owner, ids }, "production", task);
    const byRange = new Map(wanted.map((each, at) => [each, hashed[at] ?? null]));
    return ranges.map((each) => byRange.get(each) ?? null);
  }

  async indexesOf(line: GeneratorLine, tokens: readonly string[]): Promise<(bigint | null)[]> {
    const task = () => this.threads.run({ lines: [line], tokens }, { name: "findIndexes" });
    const [indexes = []] = await this.runAlone(line, "lookup", task);
    return indexes;
  }

  async indexesIn(lines: readonly GeneratorLine[], tokens: readonly string[]): Promise<(bigint | null)[][]> {
    const ended = new Set<GeneratorLine>();
    const unwatch = lines.map((line) => this.lanes.watch(line.id ?? "", () => ended.add(line)));
    let left: readonly GeneratorLine[] = [];
    // What is looked at when the task begins, as in `hashed()`.
    const ids = () => {
      left = lines.filter((line) => !ended.has(line));
      return left.map(({ id = "" }) => id);
    };
    const task = () => this.threads.run({ lines: left, tokens }, { name: "findIndexes" });
    try {
      const found = await this.lanes.runFor({ owner: lines[0]?.owner ?? "", ids }, "lookup", task);
      const byLine = new Map(left.map((line, at) => [line, found[at]]));
      return lines.map((line) => byLine.get(line) ?? tokens.map(() => null));
    } finally {
      for (const end of unwatch) end();
    }
  }

  readTyped({ owner = "", chars, digits, format }: OwnedShape, typed: readonly string[]): Promise<TypedReading[]> {
    const shape = { chars, digits, ...(format !== undefined && { format }) }; // a line's key stays here
    return this.runAlone({ owner }, "lookup", () => this.threads.run({ shape, typed }, { name: "readTyped" }));
  }

  async forget(lineId: string): Promise<number> {
    await this.lanes.end(lineId);
    return this.threads.forget(lineId);
  }

  stop(): Promise<void> {
    this.lanes.endAll(new ServiceError("SERVICE_STOPPING", "The service is stopping."));
    this.stopping ??= this.threads.destroy();
    return this.stopping;
  }

  /** Runs a single task on a lane of its own. */
  private async runAlone<T>(
    line: Pick<GeneratorLine, "id" | "owner">,
    use: Use,
    task: () => Promise<Timed<T>>,
  ): Promise<T> {
    const lane = this.lanes.open<T>(line, use);
    try {
      return await lane.run(task);
    } finally {
      lane.close(new Error("The task is done."));
    }
  }
}

/** For what is bounded otherwise. */
const UNLIMITED = new Semaphore(Infinity);
