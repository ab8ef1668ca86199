/** A position in the server's write-ahead log, in bytes. */
export type Position = bigint;

/**
 * A replica that is further behind is not read: what is closed, deleted or ordered on one node holds on all within a second.
 */
export const MAX_BEHIND_MS = 1_000;

/** Readers whose last write is remembered one by one. */
const MAX_READERS = 50_000;

/**
 * Up to when a replica shows everything, and for which readers that is enough.
 *
 * A look asks the server where its log ends, and the replica how far it has replayed. A replica that is past such an end shows all that was committed
 * before the look began. So no commit has to be asked for its own position: that it was over at a time is enough. All times are monotonic milliseconds.
 */
export class Freshness {
  private looks: { readonly atMs: number; readonly end: Position }[] = [];
  private freshAtMs = -Infinity;
  /** When something was last written for each reader, the earliest first. */
  private readonly writes = new Map<string, number>();
  /** Of readers that are no longer remembered, the last write. */
  private forgottenMs = -Infinity;

  constructor(private readonly maxReaders = MAX_READERS) {}

  /** The server's log ended there, in a look that began at that time. */
  ended(atMs: number, end: Position): void {
    this.looks = [...this.looks.filter((look) => atMs - look.atMs <= MAX_BEHIND_MS), { atMs, end }];
  }

  /** The replica has replayed the log so far. */
  replayed(position: Position): void {
    for (const { atMs, end } of this.looks) if (end <= position) this.freshAtMs = Math.max(this.freshAtMs, atMs);
    for (const [reader, atMs] of this.writes) {
      if (atMs > this.freshAtMs) break;
      this.writes.delete(reader);
    }
  }

  /** Nothing is known of the replica any more. */
  lost(): void {
    this.looks = [];
    this.freshAtMs = -Infinity;
  }

  /** Something was committed that the reader is to see from now on. */
  wrote(reader: string, atMs: number): void {
    this.writes.delete(reader); // a map keeps the order in which its keys came
    this.writes.set(reader, atMs);
    if (this.writes.size <= this.maxReaders) return;
    const [[oldest, oldestMs] = ["", atMs]] = this.writes;
    this.writes.delete(oldest);
    this.forgottenMs = oldestMs;
  }

  /** Something may have been committed that any reader is to see. */
  wroteAnything(atMs: number): void {
    this.writes.clear();
    this.forgottenMs = atMs;
  }

  /** By how much the replica is behind at most. */
  behindMs(nowMs: number): number {
    return nowMs - this.freshAtMs;
  }

  /** Whether the replica shows the reader all that was written for him, and of everything else what is older than a second. */
  isFreshFor(reader: string, nowMs: number): boolean {
    const writtenMs = this.writes.get(reader) ?? this.forgottenMs;
    return this.freshAtMs >= writtenMs && this.behindMs(nowMs) <= MAX_BEHIND_MS;
  }
}
