import { BroadcastChannel } from "node:worker_threads";
import type { ForgetQuestion, ThreadMessage } from "./worker.ts";

/** A question that not all threads have answered yet. */
interface OpenQuestion {
  /** Ids of the threads whose answers are missing. */
  readonly pending: Set<number>;
  things: number;
  readonly resolve: (things: number) => void;
}

/** Asks all threads of a pool that are up, each of which answers; one that comes up later keeps nothing yet. */
export class ThreadQuestions {
  private readonly channel: BroadcastChannel;
  private readonly up = new Set<number>();
  private readonly open = new Map<number, OpenQuestion>();
  private asked = 0;
  private isClosed = false;

  constructor(channelName: string) {
    this.channel = new BroadcastChannel(channelName);
    this.channel.unref();
    this.channel.onmessage = (event) => {
      this.hear((event as { data: ThreadMessage }).data); // what threads send
    };
  }

  /** @returns how many things the threads kept of the line. */
  forget(lineId: string): Promise<number> {
    if (this.isClosed || this.up.size === 0) return Promise.resolve(0);
    const { promise, resolve } = Promise.withResolvers<number>();
    this.asked += 1;
    this.open.set(this.asked, { pending: new Set(this.up), things: 0, resolve });
    this.channel.ref();
    this.channel.postMessage({ forget: lineId, asked: this.asked } satisfies ForgetQuestion);
    return promise;
  }

  /** Expects answers of these threads alone: the others have ended. */
  retain(threads: readonly number[]): void {
    for (const thread of this.up) {
      if (threads.includes(thread)) continue;
      this.up.delete(thread);
      for (const { pending } of this.open.values()) pending.delete(thread);
    }
    this.settle();
  }

  close(): void {
    this.isClosed = true;
    this.channel.close();
    for (const { resolve, things } of this.open.values()) resolve(things); // threads that have ended keep nothing
    this.open.clear();
  }

  private hear({ thread, asked, things }: ThreadMessage): void {
    this.up.add(thread);
    const question = asked === null ? undefined : this.open.get(asked);
    if (question === undefined) return;
    question.pending.delete(thread);
    question.things += things;
    this.settle();
  }

  private settle(): void {
    for (const [asked, { pending, things, resolve }] of this.open) {
      if (pending.size > 0) continue;
      this.open.delete(asked);
      resolve(things);
    }
    if (this.open.size === 0 && !this.isClosed) this.channel.unref();
  }
}
