/** How often something has happened, under its labels. */
export interface LabelledCount<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  count: number;
}

/** Counts what happens by labels. Their values must be few: each combination is kept for ever. */
export class LabelledCounts<Label extends string> {
  private readonly counts = new Map<string, LabelledCount<Label>>();

  constructor(private readonly names: readonly Label[]) {}

  /** The count under these values, in the order of the labels: whoever keeps it counts by an increment. */
  of(...values: readonly string[]): LabelledCount<Label> {
    const key = values.join("\n");
    const known = this.counts.get(key);
    if (known !== undefined) return known;
    const labels = Object.fromEntries(this.names.map((name, at) => [name, values[at] ?? ""])) as Record<Label, string>; // each of the names
    const count = { labels, count: 0 };
    this.counts.set(key, count);
    return count;
  }

  all(): readonly LabelledCount<Label>[] {
    return [...this.counts.values()];
  }
}
