import { BroadcastChannel } from "node:worker_threads";
import type { ForgetQuestion, ThreadMessage } from "./worker.ts";

/** A question that not all threads have answered yet. */
interface OpenQuestion extends ForgetQuestion {
  /** Ids of the threads that have. */
  readonly answered: Set<number>;
  things: number;
  readonly resolve: (things: number) => void;
}

/**
 * Asks all threads of a pool, each of which answers.
 *
 * A thread that is still loading hears nothing: it says when it is up, and is then asked what is open. So is one that takes the place of a dead one.
 */
export class ThreadQuestions {
  private readonly threads: number;
  private readonly channel: BroadcastChannel;
  private readonly open = new Map<number, OpenQuestion>();
  private asked = 0;
  private isClosed = false;

  constructor(channelName: string, threads: number) {
    this.threads = threads;
    this.channel = new BroadcastChannel(channelName);
    this.channel.unref();
    this.channel.onmessage = (event) => {
      this.hear((event as { data: ThreadMessage }).data); // what threads send
    };
  }

  /** @returns how many things the threads kept of the line. */
  forget(lineId: string): Promise<number> {
    if (this.isClosed) return Promise.resolve(0);
    const { promise, resolve } = Promise.withResolvers<number>();
    this.asked += 1;
    const question = { forget: lineId, asked: this.asked, answered: new Set<number>(), things: 0, resolve };
    this.open.set(this.asked, question);
    this.channel.ref();
    this.ask(question);
    return promise;
  }

  close(): void {
    this.isClosed = true;
    this.channel.close();
    for (const { resolve, things } of this.open.values()) resolve(things); // threads that have ended keep nothing
    this.open.clear();
  }

  private ask({ forget, asked }: OpenQuestion): void {
    this.channel.postMessage({ forget, asked } satisfies ForgetQuestion);
  }

  private hear({ thread, asked, things }: ThreadMessage): void {
    if (asked === null) {
      for (const question of this.open.values()) this.ask(question);
      return;
    }
    const question = this.open.get(asked);
    if (question === undefined) return; // answered by as many as there are
    question.answered.add(thread);
    question.things += things;
    if (question.answered.size < this.threads) return;
    this.open.delete(asked);
    if (this.open.size === 0) this.channel.unref();
    question.resolve(question.things);
  }
}
