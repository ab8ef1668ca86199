import { readFileSync } from "node:fs";
import type { Tails } from "../../../src/analysis/chi-square-tails.ts";
import type { TestResult } from "../../../src/analysis/test-result.ts";
import type { Shape } from "./samples.ts";

export interface TailsFixture extends Tails {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
}

export interface SampleFixture extends Shape {
  readonly name: string;
  readonly scores: readonly string[];
  readonly tests: readonly Omit<TestResult, "verdict" | "reason">[];
  readonly histogram: readonly number[];
}

/** What verdict.py beside it has written; the script is its description. */
export const FIXTURES = JSON.parse(readFileSync(new URL("../fixtures/verdict.json", import.meta.url), "utf8")) as {
  readonly tails: readonly TailsFixture[];
  readonly samples: readonly SampleFixture[];
};
