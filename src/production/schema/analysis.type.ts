import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Findings } from "../../analysis/analyse.ts";
import type { Metrics } from "../../analysis/metrics.ts";
import type { PlotPoints } from "../../analysis/plot-points.ts";
import type { Outcome, TestName, TestResult } from "../../analysis/test-result.ts";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import { tokenRange } from "../jobs/analysis-document.ts";
import type { Line } from "../records/line.entity.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { AnalysisLevelEnum } from "./tokens.type.ts";

const TestNameEnum = {
  FREQUENCY: "frequency",
  SERIAL_CORRELATION: "serial_correlation",
  RUNS_UP_AND_DOWN: "runs_up_and_down",
  GAP: "gap",
} as const satisfies Record<string, TestName>;
registerEnumType(TestNameEnum, { name: "TestName" });

const OutcomeEnum = { PASS: "pass", FAIL: "fail", NOT_APPLICABLE: "not_applicable" } as const satisfies Record<
  string,
  Outcome
>;
registerEnumType(OutcomeEnum, { name: "Outcome" });

/** Of a curve, which has up to 4,000 numbers, each far cheaper than a field. */
const POINTS_COST = { own: 400, times: 1 };
/** One for each digit and a few of all; lines of more digits than this are rare. */
const USUAL_TESTS = 100;
const MAX_BINS = 256;

@ObjectType("Metrics", {
  description: "Of a series of numbers: exact to double precision; `minimum` and `maximum` are exact.",
})
export class MetricsType {
  constructor(private readonly metrics: Metrics) {}

  @Field(() => BigIntScalar)
  get minimum(): bigint {
    return this.metrics.minimum;
  }

  @Field(() => BigIntScalar)
  get maximum(): bigint {
    return this.metrics.maximum;
  }

  @Field(() => Float, { nullable: true, description: "Null, as the next three, beyond double's range." })
  get mean(): number | null {
    return this.metrics.mean;
  }

  @Field(() => Float, { nullable: true })
  get median(): number | null {
    return this.metrics.median;
  }

  @Field(() => Float, { nullable: true, description: "Variance of a sample: its divisor is one less than the count." })
  get var(): number | null {
    return this.metrics.variance;
  }

  @Field(() => Float, { nullable: true, description: "Standard deviation: the variance's root." })
  get std(): number | null {
    return this.metrics.deviation;
  }

  @Field(() => Float, {
    description:
      "Hurst exponent by the estimator of Veitch and Abry: near 0.5 where the order has no memory; of deltas near 0.",
  })
  get hurst(): number {
    return this.metrics.hurst;
  }
}

@ObjectType("TokenRange", { description: "The tokens with the least and the greatest score." })
export class TokenRangeType {
  @Field(() => String)
  minimum!: string;

  @Field(() => String)
  maximum!: string;

  @Field(() => String, { description: "Of the line up to the end of the part." })
  checksum!: string;
}

@ObjectType("HypothesisTest", {
  description: "A test of the hypothesis that the tokens were drawn at random without replacement.",
})
export class HypothesisTestType implements TestResult {
  @Field(() => TestNameEnum)
  name!: TestName;

  @Field(() => Int, {
    nullable: true,
    description:
      "The digit that was tested, 1 for the most significant; null for a test of whole tokens, or of all digits together.",
  })
  position!: number | null;

  @Field(() => Float, { nullable: true })
  statistic!: number | null;

  @Field(() => Float, { nullable: true, description: "The statistic's mean under sampling without replacement." })
  expected!: number | null;

  @Field(() => Float, { nullable: true, description: "Of tests by chi-square." })
  degreesOfFreedom!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "How often a line in random order shows a statistic at least as unlikely; null where the test says nothing.",
  })
  pValue!: number | null;

  @Field(() => OutcomeEnum, { description: "Judged among all tests of the analysis (Holm's method)." })
  verdict!: Outcome;

  @Field(() => String, { nullable: true, description: "Why the test says nothing, or how it was made." })
  reason?: string;
}

@ObjectType("HistogramBin")
export class HistogramBinType {
  @Field(() => BigIntScalar, { description: "The least score of the bin; the next bin begins after the greatest." })
  minimum!: bigint;

  @Field(() => BigIntScalar, { description: "Tokens." })
  count!: bigint;
}

@ObjectType("Curve", {
  description: "At most 4,000 points: `values[i]` belongs to the token `indexes[i]`, counted from 0 in the part.",
})
export class CurveType implements PlotPoints {
  @Field(() => [Float])
  @costs(POINTS_COST)
  indexes!: readonly number[];

  @Field(() => [Float])
  @costs(POINTS_COST)
  values!: readonly number[];
}

@ObjectType("PlotPoints", {
  description:
    "Scores and deltas as parts of the line's whole space, and the walk of the scores in standard deviations.",
})
export class PlotPointsType {
  @Field(() => CurveType)
  scores!: CurveType;

  @Field(() => CurveType)
  deltas!: CurveType;

  @Field(() => CurveType, {
    description: "The sum of all scores until then, less their mean: the least and the greatest of each stretch.",
  })
  walk!: CurveType;
}

export interface AnalysedLine {
  readonly line: Line;
  readonly level: AnalysisLevel;
  readonly findings: Findings;
  readonly checksum: string;
}

@ObjectType("Analysis", { description: "What the numbers of a part say." })
export class AnalysisType {
  constructor(private readonly analysed: AnalysedLine) {}

  @Field(() => AnalysisLevelEnum)
  get level(): AnalysisLevel {
    return this.analysed.level;
  }

  @Field(() => MetricsType, { description: "Of the tokens' scores, their ranks among all tokens." })
  get score(): MetricsType {
    return new MetricsType(this.analysed.findings.metrics.score);
  }

  @Field(() => MetricsType, { description: "Of the differences of each score and the one before." })
  get delta(): MetricsType {
    return new MetricsType(this.analysed.findings.metrics.delta);
  }

  @Field(() => TokenRangeType)
  get data(): TokenRangeType {
    const { line, findings, checksum } = this.analysed;
    return { ...tokenRange(line, findings.metrics), checksum };
  }

  @Field(() => OutcomeEnum, { description: "Fails when a test does; not applicable when none is." })
  get verdict(): Outcome {
    return this.analysed.findings.verdict.verdict;
  }

  @Field(() => Float, {
    description: "How often the tokens of a line in random order fail, at most: all tests together.",
  })
  get significance(): number {
    return this.analysed.findings.verdict.significance;
  }

  @Field(() => [HypothesisTestType])
  @costs({ times: USUAL_TESTS })
  get tests(): readonly HypothesisTestType[] {
    return this.analysed.findings.verdict.tests;
  }

  @Field(() => [HistogramBinType], {
    description: "At most 256 bins of the line's whole space, as large as each other but for one score.",
  })
  @costs({ times: MAX_BINS })
  get histogram(): HistogramBinType[] {
    const { borders, counts } = this.analysed.findings.verdict.histogram;
    return counts.map((count, bin) => ({ minimum: borders[bin] ?? 0n, count: BigInt(count) }));
  }

  @Field(() => PlotPointsType)
  get points(): PlotPointsType {
    return this.analysed.findings.verdict.points;
  }
}
