import { Field, Float, Int, ObjectType } from "type-graphql";
import type { PlotPoints } from "../../analysis/plot-points.ts";
import type { SymbolFrequencies } from "../../analysis/symbol-frequencies.ts";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";

/** Of a curve, which has up to 4,000 numbers, each far cheaper than a field. */
const POINTS_COST = { own: 400, times: 1 };
/** All digits together have up to 8,192 numbers, each far cheaper than a field. */
const FREQUENCIES_COST = { own: 8, times: 1 };

@ObjectType("HistogramBin", { description: "One bin of a histogram of scores." })
export class HistogramBinType {
  @Field(() => BigIntScalar, {
    description: "The least score of the bin, which reaches to the minimum of the next bin.",
  })
  minimum!: bigint;

  @Field(() => BigIntScalar, { description: "The number of tokens whose score lies in the bin." })
  count!: bigint;
}

@ObjectType("SymbolFrequencies", {
  description:
    "How often the symbols of the alphabet come at one digit. Where there are too many to count each alone, neighbours in the alphabet are counted together.",
})
export class SymbolFrequenciesType {
  constructor(private readonly frequencies: SymbolFrequencies) {}

  @Field(() => Int, { description: "The digit, 1 for the most significant." })
  get position(): number {
    return this.frequencies.position;
  }

  @Field(() => [Int], { description: "The number of symbols in each group, in the order of the alphabet." })
  @costs(FREQUENCIES_COST)
  get sizes(): readonly number[] {
    return this.frequencies.sizes;
  }

  @Field(() => [BigIntScalar], { description: "The number of tokens that have a symbol of the group at this digit." })
  @costs(FREQUENCIES_COST)
  get counts(): bigint[] {
    return this.frequencies.counts.map(BigInt);
  }

  @Field(() => [Float], {
    description:
      "The mean of each count, if the tokens are drawn at random: of all tokens that the line can write, as many have such a symbol here.",
  })
  @costs(FREQUENCIES_COST)
  get expected(): readonly number[] {
    return this.frequencies.expected;
  }
}

@ObjectType("Curve", {
  description: "At most 4,000 points of a plot: `values[i]` belongs to the token at `indexes[i]`.",
})
export class CurveType implements PlotPoints {
  @Field(() => [Float], { description: "The places of the tokens, counted from 0 in the part." })
  @costs(POINTS_COST)
  indexes!: readonly number[];

  @Field(() => [Float], { description: "The values at these places." })
  @costs(POINTS_COST)
  values!: readonly number[];
}

@ObjectType("PlotPoints", {
  description: "The points of three plots of a part's scores.",
})
export class PlotPointsType {
  @Field(() => CurveType, { description: "The scores, each divided by the number of all possible scores." })
  scores!: CurveType;

  @Field(() => CurveType, { description: "The deltas, each divided by the number of all possible scores." })
  deltas!: CurveType;

  @Field(() => CurveType, {
    description:
      "The sum of all scores up to a token, each less their mean, in standard deviations. Of each stretch the least and the greatest sum are kept.",
  })
  walk!: CurveType;
}
