import { Field, ObjectType, registerEnumType } from "type-graphql";
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
  description: "A payment that was opened for an order. Pay it at the provider, then order with its `id` and `ident`.",
})
export class PaymentIntentType implements OpenedPayment {
  @Field(() => UuidScalar, { description: "The transaction to name in the order." })
  id!: string;

  @Field(() => String, { description: "The provider's payment intent to name in the order." })
  ident!: string;

  @Field(() => String, {
    nullable: true,
    description: "The secret with which Stripe's elements pay in a browser; null with other providers.",
  })
  clientSecret!: string | null;

  @Field(() => MoneyType, { description: "The price that the payment was opened for." })
  price!: Money;

  @Field(() => PaymentIntentStatusEnum, {
    description: "Where the payment stands, as far as the provider has reported.",
  })
  status!: PaymentIntentStatus;
}
