import { Field, ObjectType } from "type-graphql";
import { BigIntScalar } from "../graphql/scalars.ts";
import type { Money } from "./price.ts";

@ObjectType("Money", { description: "An amount of money." })
export class MoneyType implements Money {
  @Field(() => BigIntScalar, { description: "The amount in minor units of the currency, such as cents." })
  amount!: bigint;

  @Field(() => String, { description: "The currency, by its ISO 4217 code." })
  currency!: string;
}
