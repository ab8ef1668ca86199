import type { Check } from "./check.ts";

/** Counts what was looked at, and what was wrong with it. */
export class Tally {
  private seen = 0;
  private problems = 0;
  private first: string | null = null;

  constructor(private readonly name: string) {}

  /** @param seen how many things were looked at. */
  count(problems: readonly string[], seen = 1): void {
    this.seen += seen;
    this.problems += problems.length;
    this.first ??= problems[0] ?? null;
  }

  /** @param say what holds of so many things, where nothing is wrong. */
  check(say: (seen: string) => string): Check {
    if (this.first === null) return { name: this.name, holds: true, detail: say(this.seen.toLocaleString("en")) };
    const others = this.problems === 1 ? "" : `, and ${(this.problems - 1).toLocaleString("en")} more`;
    return { name: this.name, holds: false, detail: `${this.first}${others}` };
  }
}
