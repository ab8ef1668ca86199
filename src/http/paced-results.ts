import type { ExecutionResult } from "graphql";
import type { Mutex } from "../lib/mutex.ts";

export interface Pacing<Event> {
  readonly events: AsyncIterator<Event>;
  readonly run: (event: Event) => Promise<ExecutionResult> | ExecutionResult;
  /** Shared by all operations of a socket. */
  readonly lane: Mutex;
  /** Called once, when nothing more will come. */
  readonly onEnd: () => void;
}

/**
 * The results of an operation, made one at a time over all operations of a socket: the next one is begun when the one before was sent.
 *
 * So a socket holds one unsent result however many operations it has, its events are conflated where they wait, and others get their turn between.
 * Unlike an async generator it ends at once when its reader returns, also while that waits.
 */
export class PacedResults<Event> implements AsyncIterableIterator<ExecutionResult, undefined> {
  private leave: () => void = nothing;
  private hasEnded = false;

  constructor(private readonly pacing: Pacing<Event>) {}

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.leave(); // the one before was sent
    try {
      const event = await this.pacing.events.next();
      if (event.done === true) return this.end();
      const value = await this.inTurn(event.value);
      return value === null ? this.end() : { value, done: false };
    } catch (error) {
      this.end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.end();
    await this.pacing.events.return?.();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Null where the reader has returned meanwhile. */
  private async inTurn(event: Event): Promise<ExecutionResult | null> {
    this.leave = await this.pacing.lane.lock();
    const result = this.hasEnded ? null : await this.pacing.run(event);
    return this.hasEnded ? null : result;
  }

  private end(): IteratorReturnResult<undefined> {
    this.leave();
    if (!this.hasEnded) this.pacing.onEnd();
    this.hasEnded = true;
    return { value: undefined, done: true };
  }
}

function nothing(): void {
  // Nothing is held yet.
}
