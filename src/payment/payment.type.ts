import { Field, InputType, ObjectType } from "type-graphql";
import { UuidScalar } from "../graphql/scalars.ts";

@ObjectType("Payment", { description: "What paid for a part." })
export class PaymentType {
  @Field(() => UuidScalar, { description: "The id of the transaction." })
  id!: string;

  @Field(() => String, { description: "The id of the provider's payment intent." })
  ident!: string;
}

@InputType({ description: "The payment of a part. A transaction, like a payment intent, pays for one part only." })
export class PaymentInput {
  @Field(() => UuidScalar, { description: "The id of the transaction." })
  id!: string;

  @Field(() => String, { description: "The id of the provider's payment intent, `pi_…`." })
  ident!: string;
}
