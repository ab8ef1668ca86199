import { Field, InputType, ObjectType } from "type-graphql";
import { UuidScalar } from "../graphql/scalars.ts";

@ObjectType("Payment", { description: "What paid for a part." })
export class PaymentType {
  @Field(() => UuidScalar, { description: "The transaction." })
  id!: string;

  @Field(() => String, { description: "The provider's payment intent." })
  ident!: string;
}

@InputType()
export class PaymentInput {
  @Field(() => UuidScalar, { description: "The transaction." })
  id!: string;

  @Field(() => String, { description: "The provider's payment intent, `pi_…`." })
  ident!: string;
}
