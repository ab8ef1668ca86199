import { ConflatingQueue } from "../../lib/conflating-queue.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { outstandingWork } from "../records/unfinished.ts";

/** A change of a line, told after its commit: a new status, or progress. */
export interface ProductionEvent {
  readonly line: Line;
  readonly part: Part;
  readonly status: PartRecord;
}

type Listener = (event: ProductionEvent | null) => void;

/** Carries the events of each session to those who follow it. */
export class ProductionEvents {
  private readonly listeners = new Map<string, Set<Listener>>();

  publish(event: ProductionEvent): void {
    for (const listener of this.listeners.get(event.line.sessionId) ?? []) listener(event);
  }

  /** Ends every stream of a session that was closed. */
  endSession(sessionId: string): void {
    for (const listener of [...(this.listeners.get(sessionId) ?? [])]) listener(null);
  }

  /** Ends every stream: the service stops. */
  endAll(): void {
    for (const sessionId of [...this.listeners.keys()]) this.endSession(sessionId);
  }

  /**
   * Follows a session's lines, or one of them, from now on. A stream of one line ends with it.
   *
   * Every status is delivered; of progress that waits, only the newest of each line.
   */
  follow(sessionId: string, lineId: string | null): FollowedProduction {
    const followed = new FollowedProduction(lineId, () => {
      this.remove(sessionId, listener);
    });
    const listener: Listener = (event) => {
      if (event === null) followed.queue.end();
      else followed.offer(event);
    };
    const listeners = this.listeners.get(sessionId) ?? new Set();
    this.listeners.set(sessionId, listeners.add(listener));
    return followed;
  }

  /** Whether anybody follows the session's lines, or one of them. */
  isFollowed(sessionId: string): boolean {
    return this.listeners.has(sessionId);
  }

  /** Streams that are open. */
  get open(): number {
    return this.listeners.values().reduce((sum, { size }) => sum + size, 0);
  }

  private remove(sessionId: string, listener: Listener): void {
    const listeners = this.listeners.get(sessionId);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.listeners.delete(sessionId);
  }
}

/** One listener's stream: never goes back, and ends with the line where only one is followed. */
export class FollowedProduction {
  readonly queue: ConflatingQueue<ProductionEvent>;
  private readonly latest = new Map<string, PartRecord>();
  /** Parts that ended while the present was still being read, and may yet be told of as they were. */
  private endedEarly: Set<string> | null = new Set();

  constructor(
    private readonly lineId: string | null,
    onReturn: () => void,
  ) {
    this.queue = new ConflatingQueue(onReturn);
  }

  /** Delivers an event unless it is older than what was delivered of its part. */
  offer(event: ProductionEvent): void {
    const { line, part, status } = event;
    if (this.lineId !== null && this.lineId !== line.id) return;
    const before = this.latest.get(part.id);
    if (before !== undefined && !isNewer(status, before)) return;
    const isProgress = before?.sequence === status.sequence;
    const ended = isEnd(part, status);
    this.latest.set(part.id, status);
    if (ended) this.forget(part.id);
    this.queue.push(event, isProgress ? part.id : null);
    if (ended && this.lineId !== null) this.queue.end();
  }

  /** The present was told: from now on events come in their order, and nothing is kept of a part that has ended. */
  catchUp(): void {
    for (const partId of this.endedEarly ?? []) this.latest.delete(partId);
    this.endedEarly = null;
  }

  private forget(partId: string): void {
    if (this.endedEarly === null) this.latest.delete(partId);
    else this.endedEarly.add(partId);
  }
}

function isNewer(status: PartRecord, than: PartRecord): boolean {
  return status.sequence > than.sequence || (status.sequence === than.sequence && status.progress > than.progress);
}

/** True once nothing more will happen to the part of its own accord. */
function isEnd({ analysis }: Part, { status, error }: PartRecord): boolean {
  return outstandingWork({ status, analysis }, error !== null) === "nothing";
}
