/** A value worth keeping, and the memory it takes. */
export interface Weighed<V> {
  readonly value: V;
  readonly bytes: number;
  /** Overwrites what is secret of it, when it is to be forgotten. */
  readonly wipe?: () => void;
}

/** Counted on top of what a value says of itself, so that many small ones are bounded, too. */
const ENTRY_BYTES = 4_096;

/** Keeps what was used last, up to `limitBytes`; the value just asked for stays even when it alone is larger. */
export class ByteCache<V> {
  private readonly limitBytes: number;
  /** In order of use, the latest last. */
  private readonly entries = new Map<string, Weighed<V>>();
  private keptBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** What the cache holds, entries' overhead included. */
  get bytes(): number {
    return this.keptBytes;
  }

  /** The value of that name, made when it is not there. A failure to make it is thrown and not kept. */
  get(name: string, make: () => Weighed<V>): V {
    const kept = this.entries.get(name);
    const entry = kept ?? make();
    if (kept === undefined) this.keptBytes += entry.bytes + ENTRY_BYTES;
    this.entries.delete(name);
    this.entries.set(name, entry);
    this.evict();
    return entry.value;
  }

  /** Overwrites and drops all values of certain names, which nobody may be using; tells how many. */
  drop(isMeant: (name: string) => boolean): number {
    const names = [...this.entries.keys()].filter(isMeant);
    for (const name of names) {
      this.entries.get(name)?.wipe?.();
      this.remove(name);
    }
    return names.length;
  }

  private evict(): void {
    for (const name of this.entries.keys()) {
      if (this.keptBytes <= this.limitBytes || this.entries.size === 1) return;
      this.remove(name); // not overwritten: a value may still be in use
    }
  }

  private remove(name: string): void {
    this.keptBytes -= (this.entries.get(name)?.bytes ?? 0) + ENTRY_BYTES;
    this.entries.delete(name);
  }
}
