import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Access, OpenSession } from "../../access/access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../../access/idempotency-argument.ts";
import { type IdempotencyKeys, type NoteMade, ownerBySession } from "../../access/idempotency-keys.ts";
import { costs, WRITE_COST } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { UuidScalar } from "../../graphql/scalars.ts";
import { fingerprint } from "../../lib/fingerprint.ts";
import { PaymentIntentType } from "../../payment/payment-intent.type.ts";
import type { Payments } from "../../payment/payments.ts";
import type { Quotes } from "../orders/quotes.ts";
import { QuoteInput, toQuoteRequest } from "./quote.type.ts";

@Resolver(() => PaymentIntentType)
export class OpenPaymentResolver {
  constructor(
    private readonly access: Access,
    private readonly quotes: Quotes,
    private readonly payments: Payments,
    private readonly keys: IdempotencyKeys,
  ) {}

  @Mutation(() => PaymentIntentType, {
    description:
      "Opens a payment of the price of an order, and refuses what the order would be refused for. Orders that need no payment are refused, too.",
  })
  @costs({ own: WRITE_COST })
  async openPayment(
    @Arg("input", () => QuoteInput, { description: "The order to pay for." }) input: QuoteInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PaymentIntentType> {
    const open = await this.access.session(context);
    const { id = null, alphabet = null, digits = null, size, analysis = null } = input;
    const request = {
      owner: ownerBySession(open),
      key: idempotencyKeyOf(key, context),
      digest: fingerprint(["openPayment", id, alphabet, digits, String(size), analysis]),
    };
    return this.keys.once(request, {
      make: (note) => this.open(open, input, note),
      recall: (intentId) => this.opened(open, intentId),
    });
  }

  @Query(() => PaymentIntentType, {
    nullable: true,
    description: "A payment that this session's customer has opened; null, without an error, for every other id.",
  })
  async paymentIntent(
    @Arg("id", () => UuidScalar, { description: "The id of the payment's transaction." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<PaymentIntentType | null> {
    const { session } = await this.access.session(context);
    return this.payments.find(session.customerId, id.toLowerCase());
  }

  private async open(open: OpenSession, input: QuoteInput, note: NoteMade): Promise<PaymentIntentType> {
    const {
      price,
      refusals: [refusal],
    } = await this.quotes.quote(open, toQuoteRequest(input));
    if (refusal !== undefined) throw refusal;
    if (price === null) throw new Error("A quote without a refusal has no price.");
    return this.payments.open(price, open, note);
  }

  private async opened({ session }: OpenSession, id: string): Promise<PaymentIntentType> {
    const intent = await this.payments.find(session.customerId, id);
    if (intent === null) throw new Error(`The payment ${id} is not there any more.`);
    return intent;
  }
}
