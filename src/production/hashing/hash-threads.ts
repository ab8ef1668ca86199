import { Piscina } from "piscina";
import { releaseMemory } from "../../lib/release-memory.ts";
import { workerFile, YOUNG_MIB } from "../../lib/worker-thread.ts";
import { type HashedText, TextHashes } from "../../lib/text-hashes.ts";
import type { DropTask, EndTask, PieceTask } from "./worker.ts";

/** Making a token takes three times as long as hashing it, or more, so that one thread hashes what three workers make. */
const WORKERS_PER_THREAD = 3;

/** A text that is being hashed, and comes piece by piece. */
export interface HashingText {
  /** Takes the first `length` bytes and their memory over; fulfils once all pieces before are hashed, so that one waits at most. */
  update(bytes: Uint8Array<ArrayBuffer>, length: number): Promise<void>;
  end(): Promise<HashedText>;
  /** Forgets the text unless it has ended. */
  drop(): void;
}

export interface HashOptions {
  /** Key of the HMAC-SHA-256, or null for none. */
  readonly seed: string | null;
  /** A text of one piece at most: it is hashed sooner than it is handed over. */
  readonly isShort: boolean;
}

/** Threads that hash texts, each text in one of them: beside the main thread, which has requests to answer, and the ones that make tokens. */
export class HashThreads {
  private readonly threads: readonly Thread[];
  private texts = 0;

  constructor({ workers }: { readonly workers: number }) {
    this.threads = Array.from({ length: Math.ceil(workers / WORKERS_PER_THREAD) }, startThread);
  }

  open({ seed, isShort }: HashOptions): HashingText {
    if (isShort) return hashingHere(seed);
    const id = this.texts++;
    const thread = this.threads[id % this.threads.length];
    if (thread === undefined) throw new Error("There is no thread.");
    return hashingIn(thread, id, seed);
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.destroy()));
  }
}

/** One thread. */
type Thread = Piscina<PieceTask | EndTask | DropTask, never /* the functions' names say which result is whose */>;

function startThread(): Thread {
  return new Piscina({
    filename: workerFile(import.meta.url),
    name: "hashPiece",
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 2,
    recordTiming: false,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    atomics: "disabled",
  });
}

function hashingHere(seed: string | null): HashingText {
  const hashes = new TextHashes(seed);
  return {
    update: (bytes, length) => {
      hashes.update(bytes.subarray(0, length));
      releaseMemory(bytes);
      return Promise.resolve();
    },
    end: () => Promise.resolve(hashes.digest()),
    drop: () => undefined,
  };
}

function hashingIn(thread: Thread, id: number, seed: string | null): HashingText {
  let at = 0;
  let hasEnded = false;
  let last = Promise.resolve();
  return {
    update: async (bytes, length) => {
      const before = last;
      const task = { id, at, seed, bytes: bytes.subarray(0, length) };
      // One at a time: tasks that wait for a thread of the pool may overtake each other.
      last = before.then(() => thread.run(task, { transferList: [bytes.buffer] }));
      last.catch(() => {
        /* the next call learns of it */
      });
      at += length;
      await before;
    },
    end: async () => {
      await last;
      hasEnded = true;
      return thread.run({ id, at }, { name: "endText" });
    },
    drop: () => {
      if (at > 0 && !hasEnded)
        last
          .then(() => thread.run({ id }, { name: "dropText" }))
          .catch(() => {
            /* the thread has ended, and what it kept with it */
          });
    },
  };
}
