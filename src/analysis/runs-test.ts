import { normalTails } from "./chi-square-tails.ts";
import { type Finding, notApplicable } from "./test-result.ts";

const NAME = "runs_up_and_down";

/** From so many tokens on a p-value below 0.001 is at most 1.5 times as frequent as it should be, by the exact distribution. */
const MIN_TOKENS = 20;

/** Counts runs: stretches of scores that only rise, or only fall. */
export class RunCounter {
  count = 1;
  runs = 0;
  /** Scores that are the same as the one before. */
  repeats = 0;
  private direction = 0;

  /** @param step Positive when the next score is larger than the one before, negative when it is smaller. */
  add(step: number): void {
    this.count += 1;
    if (step === 0) {
      this.repeats += 1;
      return;
    }
    const direction = step > 0 ? 1 : -1;
    if (direction !== this.direction) this.runs += 1;
    this.direction = direction;
  }
}

/**
 * The number of runs up and down. Over all orders of n different scores its mean is (2n − 1)/3 and its variance (16n − 29)/90, so too for a
 * sample without replacement.
 *
 * Source: H. Levene and J. Wolfowitz, "The covariance matrix of runs up and down", Annals of Mathematical Statistics 15 (1944).
 */
export function runsTest({ count: n, runs, repeats }: RunCounter): Finding {
  const found = {
    name: NAME,
    position: null,
    statistic: runs,
    expected: (2 * n - 1) / 3,
    degreesOfFreedom: null,
  } as const;
  if (repeats > 0) return { ...found, pValue: 0, reason: "A score comes twice, one right after the other." };
  if (n < MIN_TOKENS) return notApplicable(NAME, null, `It needs ${MIN_TOKENS} tokens.`);
  return { ...found, pValue: normalTails((runs - found.expected) / Math.sqrt((16 * n - 29) / 90)) };
}
