/** How often something has happened, under its labels. */
export interface LabelledCount<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  count: number;
}

/** By the value of one label after the other. */
type Branch<Label extends string> = Map<string, Branch<Label> | LabelledCount<Label>>;

/** Counts what happens by labels. Their values must be few: each combination is kept for ever. */
export class LabelledCounts<Label extends string> {
  private readonly counts: LabelledCount<Label>[] = [];
  private readonly root: Branch<Label> = new Map();

  constructor(private readonly names: readonly Label[]) {}

  /** The count under these values, in the order of the labels: whoever keeps it counts by an increment. No text is made to find it. */
  of(...values: readonly string[]): LabelledCount<Label> {
    let found: Branch<Label> | LabelledCount<Label> | undefined = this.root;
    for (const value of values) found = found instanceof Map ? found.get(value) : undefined;
    return found === undefined || found instanceof Map ? this.add(values) : found;
  }

  all(): readonly LabelledCount<Label>[] {
    return this.counts;
  }

  private add(values: readonly string[]): LabelledCount<Label> {
    const labels = Object.fromEntries(this.names.map((name, at) => [name, values[at] ?? ""])) as Record<Label, string>; // each of the names
    const count = { labels, count: 0 };
    let branch = this.root;
    for (const value of values.slice(0, -1)) {
      const known = branch.get(value);
      const next: Branch<Label> = known instanceof Map ? known : new Map<string, LabelledCount<Label>>();
      branch.set(value, next);
      branch = next;
    }
    branch.set(values.at(-1) ?? "", count);
    this.counts.push(count);
    return count;
  }
}
