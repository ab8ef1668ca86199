import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { ServiceError } from "../../errors.ts";
import { costs } from "../../graphql/field-cost.ts";
import { BigIntScalar } from "../../graphql/scalars.ts";
import { MoneyType } from "../../payment/money.type.ts";
import type { Money } from "../../payment/price.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import type { QuoteRequest } from "../orders/quotes.ts";
import { AnalysisLevelEnum } from "./tokens.type.ts";

@InputType({ description: "An order to be quoted or paid for." })
export class QuoteInput {
  @Field(() => ID, {
    nullable: true,
    description: "The id of the line to continue; leave it out for a new line.",
  })
  id?: string | null;

  @Field(() => ID, { nullable: true, description: "The name of the alphabet; optional if a line is continued." })
  alphabet?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The number of digits of a token; optional if a line is continued.",
  })
  digits?: number | null;

  @Field(() => BigIntScalar, { description: "The number of tokens." })
  size!: bigint;

  @Field(() => AnalysisLevelEnum, { nullable: true, defaultValue: "none", description: "How far to analyse the part." })
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

@ObjectType("Refusal", { description: "A reason to refuse an order." })
export class RefusalType implements Pick<ServiceError, "code" | "message"> {
  @Field(() => String, { description: "The stable code that the order would be refused with." })
  code!: ServiceError["code"];

  @Field(() => String, { description: "The reason in words." })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: "The member of the input that is at fault; null if there is no single one.",
  })
  field!: string | null;
}

@ObjectType("Quote", {
  description:
    "What an order would get and cost. Everything but `refusals` is null if the alphabet or the digits are refused.",
})
export class QuoteType {
  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "The number of tokens that the alphabet can write or, for a line that is continued, that the line can still make.",
  })
  available!: bigint | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The number of tokens that one order can get under the agreement.",
  })
  reachable!: bigint | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: "The number of bytes of the data file; also null if the characters of the alphabet differ in width.",
  })
  bytes!: bigint | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: "What the order costs; also null if the size is not a number of tokens.",
  })
  price!: Money | null;

  @costs({ times: 5 })
  @Field(() => [RefusalType], {
    description: "Every reason to refuse the order, in the order in which the reasons are checked.",
  })
  refusals!: RefusalType[];
}
