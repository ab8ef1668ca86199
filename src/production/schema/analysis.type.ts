import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Findings } from "../../analysis/analyse.ts";
import type { Metrics } from "../../analysis/metrics.ts";
import type { Outcome, TestName, TestResult } from "../../analysis/test-result.ts";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import { tokenRange } from "../jobs/analysis-document.ts";
import type { ShownLine } from "../records/line.entity.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { HistogramBinType, PlotPointsType, SymbolFrequenciesType } from "./analysis-plots.type.ts";
import { AnalysisLevelEnum } from "./tokens.type.ts";

const TestNameEnum = {
  FREQUENCY: "frequency",
  SERIAL_CORRELATION: "serial_correlation",
  RUNS_UP_AND_DOWN: "runs_up_and_down",
  GAP: "gap",
} as const satisfies Record<string, TestName>;
registerEnumType(TestNameEnum, {
  name: "TestName",
  description: "The name of a hypothesis test.",
  valuesConfig: {
    FREQUENCY: { description: "How often each symbol occurs, at one position or at all positions together." },
    SERIAL_CORRELATION: { description: "How far a score depends on the score before it." },
    RUNS_UP_AND_DOWN: { description: "How many stretches of only rising or only falling scores there are." },
    GAP: { description: "How many tokens lie between two scores in the lower half." },
  },
});

const OutcomeEnum = { PASS: "pass", FAIL: "fail", NOT_APPLICABLE: "not_applicable" } as const satisfies Record<
  string,
  Outcome
>;
registerEnumType(OutcomeEnum, {
  name: "Outcome",
  description: "The verdict of a test or of a whole analysis.",
  valuesConfig: {
    PASS: { description: "Nothing suggests that the tokens were not drawn at random." },
    FAIL: { description: "The tokens do not look as if they had been drawn at random." },
    NOT_APPLICABLE: { description: "There are too few tokens to tell." },
  },
});

/** One for each digit and a few of all; lines of more digits than this are rare. */
const USUAL_TESTS = 100;
const MAX_BINS = 256;

@ObjectType("Metrics", {
  description:
    "The metrics of a series of numbers. `minimum` and `maximum` are exact, the others are exact to double precision.",
})
export class MetricsType {
  constructor(private readonly metrics: Metrics) {}

  @Field(() => BigIntScalar, { description: "The least number." })
  get minimum(): bigint {
    return this.metrics.minimum;
  }

  @Field(() => BigIntScalar, { description: "The greatest number." })
  get maximum(): bigint {
    return this.metrics.maximum;
  }

  @Field(() => Float, { nullable: true, description: "The mean; null beyond the range of a double." })
  get mean(): number | null {
    return this.metrics.mean;
  }

  @Field(() => Float, { nullable: true, description: "The median; null beyond the range of a double." })
  get median(): number | null {
    return this.metrics.median;
  }

  @Field(() => Float, {
    nullable: true,
    description:
      "The variance of a sample, whose divisor is one less than the count; null beyond the range of a double.",
  })
  get var(): number | null {
    return this.metrics.variance;
  }

  @Field(() => Float, {
    nullable: true,
    description: "The standard deviation, which is the root of the variance; null beyond the range of a double.",
  })
  get std(): number | null {
    return this.metrics.deviation;
  }

  @Field(() => Float, {
    description:
      "The Hurst exponent by the estimator of Veitch and Abry: near 0.5 where the order has no memory, and near 0 for deltas.",
  })
  get hurst(): number {
    return this.metrics.hurst;
  }
}

@ObjectType("TokenRange", { description: "The tokens with the least and the greatest score, and the line's checksum." })
export class TokenRangeType {
  @Field(() => String, { description: "The token with the least score." })
  minimum!: string;

  @Field(() => String, { description: "The token with the greatest score." })
  maximum!: string;

  @Field(() => String, { description: "The checksum of the line up to the end of the part." })
  checksum!: string;
}

@ObjectType("HypothesisTest", {
  description: "A test of the hypothesis that the tokens were drawn at random without replacement.",
})
export class HypothesisTestType implements TestResult {
  @Field(() => TestNameEnum, { description: "The name of the test." })
  name!: TestName;

  @Field(() => Int, {
    nullable: true,
    description:
      "The digit that was tested, 1 for the most significant; null for a test of whole tokens or of all digits together.",
  })
  position!: number | null;

  @Field(() => Float, { nullable: true, description: "The statistic of the part; null where the test does not apply." })
  statistic!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "The mean of the statistic under the hypothesis; null where the test does not apply.",
  })
  expected!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "The degrees of freedom of a chi-square test; null for other tests.",
  })
  degreesOfFreedom!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The probability that a line in random order has a statistic at least as extreme; null where the test does not apply.",
  })
  pValue!: number | null;

  @Field(() => OutcomeEnum, {
    description: "The verdict of this test, judged together with all tests of the analysis by Holm's method.",
  })
  verdict!: Outcome;

  @Field(() => String, {
    nullable: true,
    description: "Why the test does not apply, or how it was adapted; null if neither.",
  })
  reason?: string;
}

export interface AnalysedLine {
  readonly line: ShownLine;
  readonly level: AnalysisLevel;
  readonly findings: Findings;
  readonly checksum: string;
}

@ObjectType("Analysis", { description: "What an analysis has found in the scores of a part's tokens." })
export class AnalysisType {
  constructor(private readonly analysed: AnalysedLine) {}

  @Field(() => AnalysisLevelEnum, { description: "The level of the analysis." })
  get level(): AnalysisLevel {
    return this.analysed.level;
  }

  @Field(() => MetricsType, {
    description:
      "The metrics of the scores: the ranks of the tokens among all tokens that the alphabet can write, or that the format has.",
  })
  get score(): MetricsType {
    return new MetricsType(this.analysed.findings.metrics.score);
  }

  @Field(() => MetricsType, { description: "The metrics of the deltas: each score subtracted from the next." })
  get delta(): MetricsType {
    return new MetricsType(this.analysed.findings.metrics.delta);
  }

  @Field(() => TokenRangeType, {
    description: "The tokens with the least and the greatest score, and the line's checksum.",
  })
  get data(): TokenRangeType {
    const { line, findings, checksum } = this.analysed;
    return { ...tokenRange(line, findings), checksum };
  }

  @Field(() => OutcomeEnum, {
    description: "The verdict on the part: it fails if any test fails, and is not applicable if no test applies.",
  })
  get verdict(): Outcome {
    return this.analysed.findings.verdict.verdict;
  }

  @Field(() => Float, {
    description: "The greatest probability that a line in random order fails, for all tests together.",
  })
  get significance(): number {
    return this.analysed.findings.verdict.significance;
  }

  @Field(() => [HypothesisTestType], { description: "The hypothesis tests, each with its result." })
  @costs({ times: USUAL_TESTS })
  get tests(): readonly HypothesisTestType[] {
    return this.analysed.findings.verdict.tests;
  }

  @Field(() => [HistogramBinType], {
    description:
      "At most 256 bins, which divide all possible scores of the line evenly: no bin covers more than one score more than another.",
  })
  @costs({ times: MAX_BINS })
  get histogram(): HistogramBinType[] {
    const { borders, counts } = this.analysed.findings.verdict.histogram;
    return counts.map((count, bin) => ({ minimum: borders[bin] ?? 0n, count: BigInt(count) }));
  }

  @Field(() => [SymbolFrequenciesType], {
    nullable: true,
    description:
      "The frequencies of the symbols, digit by digit, at most 8,192 counts in all; null for an analysis that an earlier version made.",
  })
  @costs({ times: USUAL_TESTS })
  get frequencies(): SymbolFrequenciesType[] | null {
    const { frequencies } = this.analysed.findings.verdict;
    return frequencies?.map((each) => new SymbolFrequenciesType(each)) ?? null;
  }

  @Field(() => PlotPointsType, { description: "The points of three plots." })
  get points(): PlotPointsType {
    return this.analysed.findings.verdict.points;
  }
}
