import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { AlphabetType } from "../../alphabet/alphabet.type.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { presetOf } from "../../alphabet/presets.ts";
import { NodeType } from "../../graphql/node.type.ts";
import { BigIntScalar, UuidScalar } from "../../graphql/scalars.ts";
import { PaymentInput } from "../../payment/payment.type.ts";
import type { ShownLine } from "../records/line.entity.ts";
import type { AnalysisLevel, Part } from "../records/part.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { ProductionStatusType } from "./production-status.type.ts";

export const AnalysisLevelEnum = { NONE: "none", METRICS: "metrics" } as const satisfies Record<string, AnalysisLevel>;
registerEnumType(AnalysisLevelEnum, {
  name: "AnalysisLevel",
  description: "How far a part is analysed.",
  valuesConfig: {
    NONE: { description: "The part is not analysed." },
    METRICS: { description: "The part gets metrics, hypothesis tests, and files of scores and deltas." },
  },
});

@ObjectType("Tokens", {
  implements: NodeType,
  description: "A production line: one series of unique tokens, produced in one or more parts.",
})
export class TokensType {
  /**
   * @param part the one that the record speaks of; the newest without it.
   * @param current that part's record as it is now, where it is known already.
   */
  constructor(
    readonly line: ShownLine,
    readonly part: Part | null = null,
    readonly current: PartRecord | null = null,
  ) {}

  @Field(() => ID, { description: "The id of the line." })
  get id(): string {
    return this.line.id;
  }

  @Field(() => AlphabetType, {
    nullable: true,
    description: "The alphabet as it was when the line was ordered; null for a line that is written with several.",
  })
  get alphabet(): AlphabetType {
    const { alphabetId: name, alphabetChars: chars } = this.line;
    return new AlphabetType({
      name,
      style: presetOf(name) === null ? "custom" : "preset",
      alphabet: toAlphabet(chars),
    });
  }

  @Field(() => Int, { description: "The number of digits of each token." })
  get digits(): number {
    return this.line.digits;
  }
}

@ObjectType("ProductionEvent", { description: "What a listener is told of a production." })
export class ProductionEventType {
  @Field(() => TokensType, { description: "The production line that the event is about." })
  tokens!: TokensType;

  @Field(() => ProductionStatusType, { description: "The record at the moment of the event." })
  status!: ProductionStatusType;
}

@InputType({ description: "The order of the first part of a new line." })
export class RequestTokensInput {
  @Field(() => String, { description: "The name of the alphabet." })
  alphabet!: string;

  @Field(() => Int, { description: "The number of digits of a token, 1 to 1,000 and within the agreement." })
  digits!: number;

  @Field(() => BigIntScalar, { description: "The number of tokens." })
  size!: bigint;

  @Field(() => UuidScalar, {
    nullable: true,
    description: "The key of the files' hashes. It has no influence on the tokens.",
  })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { defaultValue: "none", description: "How far to analyse the part." })
  analysis!: AnalysisLevel;

  @Field(() => PaymentInput, { nullable: true, description: "The payment of the part." })
  payment?: PaymentInput | null;
}

@InputType({ description: "The order of the next part of a line." })
export class ContinueTokensInput {
  @Field(() => ID, { description: "The id of the line." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The name of the alphabet. If given, it must be the line's." })
  alphabet?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of digits of a token. If given, it must be the line's.",
  })
  digits?: number | null;

  @Field(() => BigIntScalar, { description: "The number of tokens in the part." })
  size!: bigint;

  @Field(() => UuidScalar, {
    nullable: true,
    description: "The key of the files' hashes. It has no influence on the tokens.",
  })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { defaultValue: "none", description: "How far to analyse the part." })
  analysis!: AnalysisLevel;

  @Field(() => PaymentInput, { nullable: true, description: "The payment of the part. Every part needs its own." })
  payment?: PaymentInput | null;

  @Field(() => String, {
    nullable: true,
    description: "The line's snapshot in base64. Without it, the line must still exist in this session.",
  })
  snapshot?: string | null;
}
