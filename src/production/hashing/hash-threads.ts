import type { Piscina } from "piscina";
import { releaseMemory } from "../../lib/release-memory.ts";
import { startPool } from "../../lib/thread-pool.ts";
import { MerkleHash } from "../../lib/merkle-tree.ts";
import { type HashedText, TextHashes } from "../../lib/text-hashes.ts";
import type { DropTask, EndTask, LeavesTask, PieceTask } from "./worker.ts";

/** Making a token takes three times as long as hashing it once, or more, so that one thread hashes twice what two workers make beside it. */
const WORKERS_PER_THREAD = 2;

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

/** Threads that hash texts, each text in one of them and its leaves in the next: beside the main thread, which has requests to answer, and the ones that make tokens. */
export class HashThreads {
  private readonly threads: readonly Thread[];
  private texts = 0;

  constructor({ workers }: { readonly workers: number }) {
    this.threads = Array.from({ length: Math.ceil(workers / WORKERS_PER_THREAD) }, startThread);
  }

  open({ seed, isShort }: HashOptions): HashingText {
    if (isShort) return hashingHere(seed);
    const id = this.texts++;
    return hashingIn({ ofText: this.thread(2 * id), ofTree: this.thread(2 * id + 1) }, id, seed);
  }

  private thread(at: number): Thread {
    const thread = this.threads[at % this.threads.length];
    if (thread === undefined) throw new Error("There is no thread.");
    return thread;
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.destroy()));
  }
}

/** One thread. */
type Thread = Piscina<
  PieceTask | LeavesTask | EndTask | DropTask,
  never /* the functions' names say which result is whose */
>;

function startThread(): Thread {
  return startPool(import.meta.url, {
    name: "hashPiece",
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 2,
  });
}

function hashingHere(seed: string | null): HashingText {
  const [hashes, merkle] = [new TextHashes(seed), new MerkleHash()];
  return {
    update: (bytes, length) => {
      for (const each of [hashes, merkle]) each.update(bytes.subarray(0, length));
      releaseMemory(bytes);
      return Promise.resolve();
    },
    end: () => Promise.resolve({ ...hashes.digest(), merkleRoot: merkle.digest() }),
    drop: () => undefined,
  };
}

/** Where a text is hashed as a whole, and where its leaves are, a piece behind: two threads where there are two. */
interface Places {
  readonly ofText: Thread;
  readonly ofTree: Thread;
}

function hashingIn({ ofText, ofTree }: Places, id: number, seed: string | null): HashingText {
  let at = 0;
  let hasEnded = false;
  let text: Promise<Uint8Array<ArrayBuffer> | null> = Promise.resolve(null);
  let tree: Promise<void> = Promise.resolve();
  return {
    update: async (bytes, length) => {
      const [textBefore, treeBefore] = [text, tree];
      const place = { id, at };
      // One at a time: tasks that wait for a thread of the pool may overtake each other.
      const hashed: Promise<Uint8Array<ArrayBuffer>> = textBefore.then(() =>
        ofText.run({ ...place, seed, bytes: bytes.subarray(0, length) }, { transferList: [bytes.buffer] }),
      );
      text = hashed;
      tree = treeBefore.then(async () => {
        const back = await hashed;
        await ofTree.run({ ...place, bytes: back }, { name: "hashLeaves", transferList: [back.buffer] });
      });
      for (const each of [text, tree])
        each.catch(() => {
          /* the next call learns of it */
        });
      at += length;
      await treeBefore;
    },
    end: async () => {
      await tree;
      hasEnded = true;
      const [hashed, merkleRoot]: [Omit<HashedText, "merkleRoot">, string] = await Promise.all([
        ofText.run({ id, at }, { name: "endText" }),
        ofTree.run({ id, at }, { name: "endTree" }),
      ]);
      return { ...hashed, merkleRoot };
    },
    drop: () => {
      if (at === 0 || hasEnded) return;
      for (const [last, thread] of [
        [text, ofText],
        [tree, ofTree],
      ] as const)
        last
          .then(() => thread.run({ id }, { name: "dropText" }))
          .catch(() => {
            /* the thread has ended, and what it kept with it */
          });
    },
  };
}
