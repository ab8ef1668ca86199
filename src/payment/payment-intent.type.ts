import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { NodeType } from "../graphql/node.type.ts";
import { UuidScalar } from "../graphql/scalars.ts";
import { MoneyType } from "./money.type.ts";
import type { PaymentIntentStatus } from "./payment-intent-status.ts";
import type { OpenedPayment } from "./payments.ts";
import type { Money } from "./price.ts";

export const PaymentIntentStatusEnum = {
  OPEN: "open",
  FAILED: "failed",
  CANCELLED: "cancelled",
  PAID: "paid",
  REFUNDED: "refunded",
  DISPUTED: "disputed",
} as const satisfies Record<string, PaymentIntentStatus>;
registerEnumType(PaymentIntentStatusEnum, {
  name: "PaymentIntentStatus",
  description: "Where a payment stands, as far as the provider has reported. An order asks the provider anew.",
  valuesConfig: {
    OPEN: { description: "The payment has not been made yet." },
    FAILED: { description: "An attempt to pay has failed; another may succeed." },
    CANCELLED: { description: "The payment was cancelled and can no longer be made." },
    PAID: { description: "The payment has succeeded." },
    REFUNDED: { description: "The payment was refunded, in whole or in part." },
    DISPUTED: { description: "The payer has disputed the payment." },
  },
});

@ObjectType("PaymentIntent", {
  implements: NodeType,
  description:
    "A payment that was opened for an order. Pay it at the provider, then order with its `transaction` and `ident`.",
})
export class PaymentIntentType {
  constructor(private readonly opened: OpenedPayment) {}

  @Field(() => ID, { description: "The id of the payment intent." })
  get id(): string {
    return this.opened.transaction;
  }

  @Field(() => UuidScalar, { description: "The transaction to name in the order." })
  get transaction(): string {
    return this.opened.transaction;
  }

  @Field(() => String, { description: "The provider's payment intent to name in the order." })
  get ident(): string {
    return this.opened.ident;
  }

  @Field(() => String, {
    nullable: true,
    description: "The secret with which Stripe's elements pay in a browser; null with other providers.",
  })
  get clientSecret(): string | null {
    return this.opened.clientSecret;
  }

  @Field(() => MoneyType, { description: "The price that the payment was opened for." })
  get price(): Money {
    return this.opened.price;
  }

  @Field(() => PaymentIntentStatusEnum, {
    description: "Where the payment stands, as far as the provider has reported.",
  })
  get status(): PaymentIntentStatus {
    return this.opened.status;
  }
}
