import type { SqlEntityManager } from "@mikro-orm/sql";
import { OperatorError, ServiceError } from "../../errors.ts";
import type { Runtime, Timer } from "../../lib/runtime.ts";
import { Freshness, MAX_BEHIND_MS } from "./freshness.ts";
import { ASTRAY, endOfLog, type Identity, identityOf, lookAtReplica, unfitness } from "./look-at-replica.ts";
import type { Reader, SessionReads } from "./session-reads.ts";

/** How a replica is: read; too far behind; without an answer; or leading elsewhere by now, another history of the same server included. */
export type ReplicaCondition = "well" | "lagging" | "away" | "unfit";

/** Told each change, with what shows it. */
export type OnReplica = (condition: ReplicaCondition, why: Error | null) => void;

/** Each look is a short statement on either server. */
const LOOK_MS = 250;
/** Looks in a row at one that is too far behind, five seconds, are worth a word; fewer come and go under load. */
const LAGGING_LOOKS = 20;

export interface ReplicaDeps {
  /** Reads the server that takes writes. */
  readonly primary: SqlEntityManager;
  /** Reads the replica. */
  readonly replica: SqlEntityManager;
  readonly runtime: Pick<Runtime, "monotonicMs" | "timer">;
  /** Whether this node hears what others write. */
  readonly isHearing: () => boolean;
  readonly onChange: OnReplica;
}

/** Reads of sessions by a replica, wherever it shows them enough; by the server otherwise. */
export class Replica implements SessionReads {
  /** Reads that the replica has answered, and those that the server had to. */
  readonly counts = { replica: 0, primary: 0 };
  condition: ReplicaCondition = "well";
  private readonly freshness = new Freshness();
  /** Requests that the server has read for: they do not go back to a replica, which may not know yet what they have seen. */
  private readonly settled = new WeakSet<Reader>();
  /** Requests that the replica has read for. */
  private readonly begun = new WeakSet<Reader>();
  private identity: Identity | null = null;
  private looksBehind = 0;
  private timer: Timer | null = null;
  private looking: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly deps: ReplicaDeps) {}

  /**
   * Looks at it once, and from then on again and again. One that is away is waited for.
   *
   * @throws {OperatorError} where it leads elsewhere.
   */
  async start(): Promise<void> {
    this.identity = await identityOf(this.deps.primary);
    const unfit = await this.look();
    if (unfit !== null) throw new OperatorError(unfit);
    this.timer = this.deps.runtime.timer(LOOK_MS, () => {
      this.looking = this.look().then(() => {
        if (!this.isStopped) this.timer?.restart();
      });
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.stop();
    await this.looking;
  }

  async read<T>(reader: Reader, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const { primary, replica } = this.deps;
    if (!this.settled.has(reader) && this.isFreshFor(reader)) {
      try {
        const found = await work(replica);
        if (found !== null) {
          this.counts.replica += 1;
          this.begun.add(reader);
          return found;
        }
      } catch (fault) {
        if (fault instanceof ServiceError) throw fault;
        this.freshness.lost(); // until it is looked at again; if the work itself is at fault, the server tells
      }
    }
    this.counts.primary += 1;
    this.settled.add(reader);
    return work(primary);
  }

  readMore<T>(reader: Reader, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.begun.has(reader) ? this.read(reader, work) : work(this.deps.primary);
  }

  wrote(sessionId: string): void {
    this.freshness.wrote(sessionId, this.deps.runtime.monotonicMs());
  }

  missed(): void {
    this.freshness.wroteAnything(this.deps.runtime.monotonicMs());
  }

  /** Where nothing is heard of other nodes, nobody knows what a session has done there. */
  private isFreshFor({ id }: Reader): boolean {
    const { isHearing, runtime } = this.deps;
    return isHearing() && this.freshness.isFreshFor(id, runtime.monotonicMs());
  }

  /** @returns what speaks against it, as a sentence. */
  private async look(): Promise<string | null> {
    const { primary, replica, runtime } = this.deps;
    const atMs = runtime.monotonicMs();
    const end = await endOfLog(primary).catch(() => null); // told by whoever needs it
    try {
      const seen = await lookAtReplica(replica);
      const unfit = this.identity === null ? null : unfitness(seen, this.identity);
      if (unfit !== null || seen.replayed === null) {
        this.freshness.lost();
        this.tell("unfit", new Error(unfit ?? ""));
        return unfit;
      }
      // Nothing can be said of positions in two histories; and one that is just being led to the new server is none to refuse.
      if (end !== null && seen.timeline !== end.timeline) {
        this.freshness.lost();
        this.tell("unfit", new Error(ASTRAY));
        return null;
      }
      if (end !== null) this.freshness.ended(atMs, end.position);
      this.freshness.replayed(seen.replayed);
      if (end !== null) this.tellBehind(this.freshness.behindMs(atMs));
    } catch (cause) {
      this.freshness.lost();
      this.tell("away", cause instanceof Error ? cause : new Error(String(cause)));
    }
    return null;
  }

  private tellBehind(behindMs: number): void {
    this.looksBehind = behindMs <= MAX_BEHIND_MS ? 0 : this.looksBehind + 1;
    if (this.looksBehind === 0) this.tell("well", null);
    else if (this.looksBehind >= LAGGING_LOOKS) this.tell("lagging", null);
  }

  private tell(condition: ReplicaCondition, why: Error | null): void {
    if (condition === this.condition) return;
    this.condition = condition;
    this.deps.onChange(condition, why);
  }
}
