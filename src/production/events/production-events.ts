import { ConflatingQueue } from "../../lib/conflating-queue.ts";
import type { Line, ShownLine } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { outstandingWork } from "../records/unfinished.ts";

/** A change of a line, told after its commit: a new status, or progress. */
export interface ProductionEvent {
  readonly line: ShownLine;
  readonly part: Part;
  readonly status: PartRecord;
}

/** Carries the events of each session to those who follow it. */
export class ProductionEvents {
  private readonly streams = new Map<string, Set<FollowedProduction>>();

  /** @param tellOthers told every event that has happened on this node. */
  constructor(private readonly tellOthers: (event: ProductionEvent) => void = () => undefined) {}

  /** Tells what has happened here, on this node and all others. */
  publish(event: ProductionEvent): void {
    this.deliver(event);
    this.tellOthers(event);
  }

  /** Tells those who follow on this node. */
  deliver(event: ProductionEvent): void {
    for (const followed of this.streams.get(event.line.sessionId) ?? []) followed.offer(event);
  }

  /** Tells those who follow on this node what they may have missed, or been told already. */
  deliverMissed(event: ProductionEvent): void {
    for (const followed of this.streams.get(event.line.sessionId) ?? []) followed.offerMissed(event);
  }

  /** The sessions that somebody follows. */
  sessions(): Iterable<string> {
    return this.streams.keys();
  }

  /** Of what is followed, that which has not come to its end as far as it was told. */
  outstanding(): { readonly sessionIds: readonly string[]; readonly partIds: readonly string[] } {
    const all = [...this.streams.values()].flatMap((streams) => [...streams]);
    return { sessionIds: [...this.streams.keys()], partIds: [...new Set(all.flatMap((each) => each.outstanding()))] };
  }

  /** Ends every stream of a session that was closed. */
  endSession(sessionId: string): void {
    for (const followed of [...(this.streams.get(sessionId) ?? [])]) followed.end();
  }

  /** Ends every stream: the service stops. */
  endAll(): void {
    for (const sessionId of [...this.streams.keys()]) this.endSession(sessionId);
  }

  /**
   * Follows a session's lines, or one of them, from now on. A stream of one line ends with it.
   *
   * Every status is delivered; of progress that waits, only the newest of each line.
   */
  follow(sessionId: string, lineId: string | null): FollowedProduction {
    const followed = new FollowedProduction(lineId, () => {
      this.remove(sessionId, followed);
    });
    const streams = this.streams.get(sessionId) ?? new Set();
    this.streams.set(sessionId, streams.add(followed));
    return followed;
  }

  /** Whether anybody follows the session's lines, or one of them. */
  isFollowed(sessionId: string): boolean {
    return this.streams.has(sessionId);
  }

  /** How many streams tell of a line. */
  followers({ id, sessionId }: Pick<Line, "id" | "sessionId">): number {
    return [...(this.streams.get(sessionId) ?? [])].filter((followed) => followed.tellsOf(id)).length;
  }

  /** Streams that are open. */
  get open(): number {
    return this.streams.values().reduce((sum, { size }) => sum + size, 0);
  }

  private remove(sessionId: string, followed: FollowedProduction): void {
    const streams = this.streams.get(sessionId);
    streams?.delete(followed);
    if (streams?.size === 0) this.streams.delete(sessionId);
  }
}

/**
 * How far a stream is. While it catches up, the present is still being read: of a part that has ended meanwhile, an older record may come,
 * and must be known as older.
 */
type Phase = { readonly name: "catching up"; readonly ended: Set<string> } | { readonly name: "live" };

/** One listener's stream: it never goes back, and ends with the line where only one is followed. */
export class FollowedProduction {
  readonly queue: ConflatingQueue<ProductionEvent>;
  private readonly latest = new Map<string, PartRecord>();
  private phase: Phase = { name: "catching up", ended: new Set() };

  constructor(
    private readonly lineId: string | null,
    onReturn: () => void,
  ) {
    this.queue = new ConflatingQueue(onReturn);
  }

  tellsOf(lineId: string): boolean {
    return this.lineId === null || this.lineId === lineId;
  }

  /** Delivers an event unless it is older than what was delivered of its part. */
  offer(event: ProductionEvent): void {
    const { line, part, status } = event;
    if (!this.tellsOf(line.id)) return;
    const before = this.latest.get(part.id);
    if (before !== undefined && !isNewer(status, before)) return;
    const isProgress = before?.sequence === status.sequence;
    const ended = isEnd(part, status);
    this.latest.set(part.id, status);
    if (ended) this.forget(part.id);
    this.queue.push(event, isProgress ? part.id : null);
    if (ended && this.lineId !== null) this.end();
  }

  /** Delivers an event, unless it is of a part that was told to its end already: then nothing is known of it any more. */
  offerMissed(event: ProductionEvent): void {
    if (this.latest.has(event.part.id) || event.status.sequence === 1) this.offerUnlessEnded(event);
  }

  /** Parts that were not told to their end. */
  outstanding(): string[] {
    return [...this.latest.keys()];
  }

  /** The present was told: from now on events come in their order, and nothing is kept of a part that has ended. */
  catchUp(): void {
    if (this.phase.name === "catching up") for (const partId of this.phase.ended) this.latest.delete(partId);
    this.phase = { name: "live" };
  }

  /** Ends the stream once what waits has been read. */
  end(): void {
    this.queue.end();
  }

  private offerUnlessEnded(event: ProductionEvent): void {
    if (this.latest.has(event.part.id) || !isEnd(event.part, currentOf(event))) this.offer(event);
  }

  private forget(partId: string): void {
    if (this.phase.name === "live") this.latest.delete(partId);
    else this.phase.ended.add(partId);
  }
}

function isNewer(status: PartRecord, than: PartRecord): boolean {
  return status.sequence > than.sequence || (status.sequence === than.sequence && status.progress > than.progress);
}

/** How the part stands now, whatever is told of its past. */
function currentOf({ part, status }: ProductionEvent): PartRecord {
  return { ...status, status: part.status };
}

/** True once nothing more will happen to the part of its own accord. */
function isEnd({ analysis }: Part, { status, error }: PartRecord): boolean {
  return outstandingWork({ status, analysis }, error) === "nothing";
}
