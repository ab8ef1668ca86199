import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { ServiceError } from "../../errors.ts";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import { MoneyType } from "../../payment/money.type.ts";
import type { Money } from "../../payment/price.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import type { QuoteRequest } from "../orders/quotes.ts";
import { AnalysisLevelEnum } from "./tokens.type.ts";

@InputType()
export class QuoteInput {
  @Field(() => ID, {
    nullable: true,
    description: "The line to continue, for a further part; then its alphabet and digits may be left out.",
  })
  id?: string | null;

  @Field(() => ID, { nullable: true })
  alphabet?: string | null;

  @Field(() => Int, { nullable: true })
  digits?: number | null;

  @Field(() => BigIntScalar, { description: "Tokens." })
  size!: bigint;

  @Field(() => AnalysisLevelEnum, { nullable: true, defaultValue: "none" })
  analysis?: AnalysisLevel | null;
}

/** Reads an absent member as it is meant; an empty id names no line. */
export function toQuoteRequest({ id, alphabet, digits, size, analysis }: QuoteInput): QuoteRequest {
  return {
    id: id === undefined || id === "" ? null : id,
    alphabet: alphabet ?? null,
    digits: digits ?? null,
    size,
    analysis: analysis ?? "none",
  };
}

@ObjectType("Refusal", { description: "A reason to refuse a request." })
export class RefusalType implements Pick<ServiceError, "code" | "message"> {
  @Field(() => String)
  code!: ServiceError["code"];

  @Field(() => String)
  message!: string;

  @Field(() => String, { nullable: true })
  field!: string | null;
}

@ObjectType("Quote", {
  description:
    "What a request would get and cost. All but the refusals are null where the alphabet or the digits are refused.",
})
export class QuoteType {
  @Field(() => BigIntScalar, { nullable: true, description: "Tokens that the alphabet can write." })
  available!: bigint | null;

  @Field(() => BigIntScalar, { nullable: true, description: "Tokens that one order can get." })
  reachable!: bigint | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "Bytes of the data file; null as well where an alphabet's characters differ in width.",
  })
  bytes!: bigint | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: "What the order costs; null as well where the size is no number of tokens.",
  })
  price!: Money | null;

  @costs({ times: 5 })
  @Field(() => [RefusalType], { description: "Every reason to refuse, in the order in which they would be told." })
  refusals!: RefusalType[];
}
