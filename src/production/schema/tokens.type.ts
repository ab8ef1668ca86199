import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { AlphabetType } from "../../alphabet/alphabet.type.ts";
import { toAlphabet } from "../../alphabet/alphabet.ts";
import { presetOf } from "../../alphabet/presets.ts";
import { BigIntScalar, UuidScalar } from "../../graphql/scalars.ts";
import { PaymentInput } from "../../payment/payment.type.ts";
import type { Line } from "../records/line.entity.ts";
import type { AnalysisLevel, Part } from "../records/part.entity.ts";
import { ProductionStatusType } from "./production-status.type.ts";

export const AnalysisLevelEnum = { NONE: "none", METRICS: "metrics" } as const satisfies Record<string, AnalysisLevel>;
registerEnumType(AnalysisLevelEnum, { name: "AnalysisLevel" });

@ObjectType("Tokens", { description: "A production line: one series of unique tokens, produced in one or more parts." })
export class TokensType {
  /** @param part the one that the record speaks of; the newest without it. */
  constructor(
    readonly line: Line,
    readonly part: Part | null = null,
  ) {}

  @Field(() => ID)
  get id(): string {
    return this.line.id;
  }

  @Field(() => AlphabetType, { description: "The alphabet as it was when the line was ordered." })
  get alphabet(): AlphabetType {
    const { alphabetId: id, alphabetChars: chars } = this.line;
    return new AlphabetType({ id, style: presetOf(id) === null ? "custom" : "preset", alphabet: toAlphabet(chars) });
  }

  @Field(() => Int)
  get digits(): number {
    return this.line.digits;
  }
}

@ObjectType("ProductionEvent", { description: "What a listener is told." })
export class ProductionEventType {
  @Field(() => TokensType)
  tokens!: TokensType;

  @Field(() => ProductionStatusType, { description: "The record at the moment of the event." })
  status!: ProductionStatusType;
}

@InputType()
export class RequestTokensInput {
  @Field(() => ID)
  alphabet!: string;

  @Field(() => Int, { description: "1 to 1,000, within the agreement." })
  digits!: number;

  @Field(() => BigIntScalar, { description: "Tokens." })
  size!: bigint;

  @Field(() => UuidScalar, { nullable: true, description: "Key of the files' hashes." })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { nullable: true, defaultValue: "none" })
  analysis?: AnalysisLevel | null;

  @Field(() => PaymentInput, { nullable: true })
  payment?: PaymentInput | null;
}

@InputType()
export class ContinueTokensInput {
  @Field(() => ID, { description: "The line." })
  id!: string;

  @Field(() => ID, { nullable: true, description: "Where given, it must be the line's." })
  alphabet?: string | null;

  @Field(() => Int, { nullable: true, description: "Where given, they must be the line's." })
  digits?: number | null;

  @Field(() => BigIntScalar, { description: "Tokens of the part." })
  size!: bigint;

  @Field(() => UuidScalar, { nullable: true, description: "Key of the files' hashes." })
  seed?: string | null;

  @Field(() => AnalysisLevelEnum, { nullable: true, defaultValue: "none" })
  analysis?: AnalysisLevel | null;

  @Field(() => PaymentInput, { nullable: true, description: "Every part needs its own." })
  payment?: PaymentInput | null;

  @Field(() => String, {
    nullable: true,
    description: "The line's sealed state in base64; without it the line must still exist in this session.",
  })
  snapshot?: string | null;
}
