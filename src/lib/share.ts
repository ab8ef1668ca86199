/** Milliseconds that a task is charged with while nothing is known of it. */
const UNKNOWN_MS = 1;

/** No task is free of charge, so that whoever has many of them does not stay first for ever. */
const MIN_MS = 0.01;

/**
 * One that has a share of the time: the whole, one of its users, one of a user's uses, and so on.
 *
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996) at each level: of those who wait, the one that has used least is next. Whoever
 * begins to wait after a rest starts from where the others are, so that nobody saves time up.
 */
export class Share {
  readonly children = new Map<string, Share>();
  /** Tasks that wait, and that run, here and below. */
  waiting = 0;
  running = 0;
  /** Time that was used here and below, counted from where the others were when it began. */
  private usedMs = 0;
  /** Where its children are: the most that one of them had used when its turn came. */
  private turnMs = 0;
  /** What the last task has taken. */
  private lastMs = UNKNOWN_MS;

  /** The one of that path, from the whole on, each made where there is none; they are charged and counted together. */
  path(names: readonly string[]): Share[] {
    const [name, ...rest] = names;
    if (name === undefined) return [this];
    const child = this.children.get(name) ?? new Share();
    this.children.set(name, child);
    if (child.isIdle) child.usedMs = Math.max(child.usedMs, this.turnMs);
    return [this, ...child.path(rest)];
  }

  /** The path to the one whose turn it is; only where something waits. */
  next(): Share[] {
    const child = this.nextChild();
    if (child === undefined) return [this];
    this.turnMs = Math.max(this.turnMs, child.usedMs);
    return [this, ...child.next()];
  }

  private nextChild(): Share | undefined {
    let next: Share | undefined;
    for (const [name, child] of this.children) {
      if (child.waiting > 0 && (next === undefined || child.usedMs < next.usedMs)) next = child;
      // One at rest that is not ahead of the others would start from where they are, as a new one does.
      else if (child.isIdle && child.usedMs <= this.turnMs) this.children.delete(name);
    }
    return next;
  }

  private get isIdle(): boolean {
    return this.waiting === 0 && this.running === 0;
  }

  /** What a task is charged with when it starts: as much as the one before has taken. */
  static start(path: readonly Share[]): number {
    const expectedMs = path.at(-1)?.lastMs ?? UNKNOWN_MS;
    for (const share of path) {
      share.waiting -= 1;
      share.running += 1;
      share.usedMs += expectedMs;
    }
    return expectedMs;
  }

  /** Charges what a task has really taken in the place of what was expected. */
  static end(path: readonly Share[], expectedMs: number, tookMs: number): void {
    const ms = Math.max(MIN_MS, tookMs);
    const last = path.at(-1);
    if (last !== undefined) last.lastMs = ms;
    for (const share of path) {
      share.running -= 1;
      share.usedMs += ms - expectedMs;
      if (share.isIdle) share.children.clear(); // nobody competes: all may begin anew
    }
  }
}
