export type TestName = "frequency" | "serial_correlation" | "runs_up_and_down" | "gap";
export type Outcome = "pass" | "fail" | "not_applicable";

/** What a hypothesis test has found, before it is judged among the others. */
export interface Finding {
  readonly name: TestName;
  /** The digit that was tested, 1 for the most significant; null for a test of whole tokens. */
  readonly position: number | null;
  readonly statistic: number | null;
  /** The statistic's mean for a line in random order. */
  readonly expected: number | null;
  /** Of tests by chi-square. */
  readonly degreesOfFreedom: number | null;
  /** How often a line in random order shows a statistic at least as unlikely. Null where the test says nothing; 0 where no such line can show it. */
  readonly pValue: number | null;
  /** Why the test says nothing, or what the reader should know of how it was made. */
  readonly reason?: string;
}

export interface TestResult extends Finding {
  readonly verdict: Outcome;
}

/** How often an analysis of a line in random order may fail: once in a thousand, all its tests together. */
export const SIGNIFICANCE = 0.001;

/** A finding that says nothing, and why. */
export function notApplicable(name: TestName, position: number | null, reason: string): Finding {
  return { name, position, statistic: null, expected: null, degreesOfFreedom: null, pValue: null, reason };
}

/**
 * Judges tests together, so that all of them pass but once in `1 / SIGNIFICANCE` analyses of a line in random order, however the tests depend on each other:
 * the smallest p-value is compared with the significance divided by the number of tests, the next with one test less, until one passes.
 *
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function judge(findings: readonly Finding[]): TestResult[] {
  const pValues = findings
    .map(({ pValue }) => pValue)
    .filter((pValue) => pValue !== null)
    .toSorted((a, b) => a - b);
  const passing = pValues.find((pValue, index) => pValue > SIGNIFICANCE / (pValues.length - index)) ?? Infinity;
  return findings.map((finding) => ({ ...finding, verdict: outcome(finding.pValue, passing) }));
}

/** Fails when a test does; not applicable when none is. */
export function overall(results: readonly TestResult[]): Outcome {
  if (results.some(({ verdict }) => verdict === "fail")) return "fail";
  return results.some(({ verdict }) => verdict === "pass") ? "pass" : "not_applicable";
}

function outcome(pValue: number | null, passing: number): Outcome {
  if (pValue === null) return "not_applicable";
  return pValue < passing ? "fail" : "pass";
}
