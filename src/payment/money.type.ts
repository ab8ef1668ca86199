import { Field, ObjectType } from "type-graphql";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { Money } from "./price.ts";

@ObjectType("Money", { description: "In minor units of the currency." })
export class MoneyType implements Money {
  @Field(() => BigIntScalar)
  amount!: bigint;

  @Field(() => String, { description: "ISO 4217." })
  currency!: string;
}
