import { Field, ID, InputType, ObjectType } from "type-graphql";
import { NodeType } from "../graphql/node.type.ts";
import { UuidScalar } from "../graphql/scalars.ts";
import type { Payment } from "./payment.entity.ts";

@ObjectType("Payment", { implements: NodeType, description: "What paid for a part." })
export class PaymentType {
  constructor(private readonly payment: Payment) {}

  @Field(() => ID, { description: "The id of the payment, which the service has given it." })
  get id(): string {
    return this.payment.id;
  }

  @Field(() => UuidScalar, { description: "The client's own id of the payment, by which it was named in the order." })
  get transaction(): string {
    return this.payment.transactionId;
  }

  @Field(() => String, { description: "The id of the provider's payment intent." })
  get ident(): string {
    return this.payment.ident;
  }
}

@InputType({ description: "The payment of a part. A transaction, like a payment intent, pays for one part only." })
export class PaymentInput {
  @Field(() => UuidScalar, { description: "The id of the transaction: your own, or that of `openPayment`." })
  transaction!: string;

  @Field(() => String, { description: "The id of the provider's payment intent, `pi_…`." })
  ident!: string;
}
