import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Access } from "../access/access.ts";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { UuidScalar } from "../graphql/scalars.ts";
import { PaymentIntentType } from "../payment/payment-intent.type.ts";
import type { Payments } from "../payment/payments.ts";
import type { Quote } from "./quote.ts";
import { QuoteInput } from "./quote.type.ts";

@Resolver(() => PaymentIntentType)
export class OpenPaymentResolver {
  constructor(
    private readonly access: Access,
    private readonly makeQuote: Quote,
    private readonly payments: Payments,
  ) {}

  @Mutation(() => PaymentIntentType, { description: "Opens a payment over the price of an order, and refuses what the order would be refused for. Not for orders that need no payment." })
  async openPayment(@Arg("input", () => QuoteInput) input: QuoteInput, @Ctx() context: RequestContext): Promise<PaymentIntentType> {
    const open = await this.access.session(context);
    const { price, refusals: [refusal] } = await this.makeQuote(open, input);
    if (refusal !== undefined) throw new ServiceError(refusal.code, refusal.message, refusal.field ?? undefined);
    if (price === null) throw new Error("A quote without a refusal has no price.");
    return this.payments.open(price, open.session);
  }

  @Query(() => PaymentIntentType, { nullable: true, description: "A payment that was opened by this session's customer; null, without an error, for every other id." })
  async paymentIntent(@Arg("id", () => UuidScalar) id: string, @Ctx() context: RequestContext): Promise<PaymentIntentType | null> {
    const { session } = await this.access.session(context);
    return this.payments.find(session.customerId, id.toLowerCase());
  }
}
