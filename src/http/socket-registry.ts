/** Whose a connection that stays is, a WebSocket or a stream, and what it may hold. */
export interface SocketAdmission {
  readonly customerId: string;
  /** Null where it came with an Api-Key alone. */
  readonly sessionId: string | null;
  readonly quotas: { readonly sockets: number; readonly operationsPerSocket: number };
}

/** Sockets that have not shown a credential yet: each has three seconds for it. */
const MAX_WAITING = 2_000;
const MAX_WAITING_BY_ADDRESS = 200;

/** Counts the WebSockets and streams that are open, and knows those of each session. */
export class SocketRegistry {
  private readonly waiting = new Counts();
  private readonly admitted = new Counts();
  private readonly closers = new Map<string, Set<() => void>>();

  /** @returns how it stops waiting, once; null where too many wait already. */
  arrive(address: string): (() => void) | null {
    return this.waiting.total >= MAX_WAITING ? null : this.waiting.add(address, MAX_WAITING_BY_ADDRESS);
  }

  /**
   * @param close called when the session ends.
   * @returns how it leaves, once; null where its customer has as many as it may.
   */
  admit({ customerId, sessionId, quotas }: SocketAdmission, close: () => void): (() => void) | null {
    const leave = this.admitted.add(customerId, quotas.sockets);
    if (leave === null || sessionId === null) return leave;
    const closers = this.closers.get(sessionId) ?? new Set();
    this.closers.set(sessionId, closers.add(close));
    return () => {
      closers.delete(close);
      if (closers.size === 0 && this.closers.get(sessionId) === closers) this.closers.delete(sessionId);
      leave();
    };
  }

  /** Connections that were let in and are open. */
  get open(): number {
    return this.admitted.total;
  }

  /** The sessions that a socket or a stream is open for. */
  sessions(): Iterable<string> {
    return this.closers.keys();
  }

  /** Closes the sockets of a session that was revoked. */
  endSession(sessionId: string): void {
    for (const close of [...(this.closers.get(sessionId) ?? [])]) close();
  }
}

/** How many there are of each key, and of all. */
class Counts {
  total = 0;
  private readonly byKey = new Map<string, number>();

  add(key: string, most: number): (() => void) | null {
    const before = this.byKey.get(key) ?? 0;
    if (before >= most) return null;
    this.byKey.set(key, before + 1);
    this.total += 1;
    let isCounted = true;
    return () => {
      if (isCounted) this.remove(key);
      isCounted = false;
    };
  }

  private remove(key: string): void {
    const left = (this.byKey.get(key) ?? 1) - 1;
    if (left === 0) this.byKey.delete(key);
    else this.byKey.set(key, left);
    this.total -= 1;
  }
}
