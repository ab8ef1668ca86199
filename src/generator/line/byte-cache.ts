/** A value worth keeping, and the memory it takes. */
export interface Weighed<V> {
  readonly value: V;
  readonly bytes: number;
  /** Overwrites the secrets in it, when it is to be forgotten. */
  readonly wipe?: () => void;
}

/** Added to the bytes of each value, so that the cache bounds many small ones, too. */
const ENTRY_BYTES = 4_096;

/** Keeps the values used most recently, up to `limitBytes` together. The one just asked for stays even when it alone is larger. */
export class ByteCache<V> {
  private readonly limitBytes: number;
  /** In order of use, the latest last. */
  private readonly entries = new Map<string, Weighed<V>>();
  private keptBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** Bytes that the cache holds, with what was added for each value. */
  get bytes(): number {
    return this.keptBytes;
  }

  /** The value of that name. Makes it when it is not there; a failure to make it is thrown and not kept. */
  get(name: string, make: () => Weighed<V>): V {
    const kept = this.entries.get(name);
    const entry = kept ?? make();
    if (kept === undefined) this.keptBytes += entry.bytes + ENTRY_BYTES;
    this.entries.delete(name);
    this.entries.set(name, entry);
    this.evict();
    return entry.value;
  }

  /** Overwrites and drops the values of certain names, which nobody may be using. Returns how many. */
  drop(isMeant: (name: string) => boolean): number {
    const meant = [...this.entries].filter(([name]) => isMeant(name));
    for (const [name, entry] of meant) {
      entry.wipe?.();
      this.remove(name, entry);
    }
    return meant.length;
  }

  private evict(): void {
    for (const [name, entry] of this.entries) {
      if (this.keptBytes <= this.limitBytes || this.entries.size === 1) return;
      this.remove(name, entry); // not overwritten: a value may still be in use
    }
  }

  private remove(name: string, { bytes }: Weighed<V>): void {
    this.keptBytes -= bytes + ENTRY_BYTES;
    this.entries.delete(name);
  }
}
