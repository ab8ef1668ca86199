import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { Access, OpenSession } from "../../access/access.ts";
import { IDEMPOTENCY_KEY, idempotencyKeyOf } from "../../access/idempotency-argument.ts";
import { type IdempotencyKeys, type NoteMade, ownerBySession } from "../../access/idempotency-keys.ts";
import { refuseAll } from "../../errors.ts";
import { costs, WRITE_COST } from "../../graphql/field-cost.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { fingerprint } from "../../lib/fingerprint.ts";
import { PaymentIntentType } from "../../payment/payment-intent.type.ts";
import type { Payments } from "../../payment/payments.ts";
import { shapeValues } from "../orders/order.ts";
import type { Quotes } from "../orders/quotes.ts";
import { ofQuote, QuoteInput, quotedFormatCost, toQuoteRequest } from "./quote.type.ts";

@Resolver(() => PaymentIntentType)
export class OpenPaymentResolver {
  constructor(
    private readonly access: Access,
    private readonly quotes: Quotes,
    private readonly payments: Payments,
    private readonly keys: IdempotencyKeys,
  ) {}

  @Mutation(() => PaymentIntentType, {
    nullable: true,
    description:
      "Opens a payment of the price of an order, and refuses what the order would be refused for. Orders that need no payment are refused, too.",
  })
  @costs({ own: (args) => WRITE_COST + quotedFormatCost(args) })
  async openPayment(
    @Arg("input", () => QuoteInput, { description: "The order to pay for." }) input: QuoteInput,
    @Arg("idempotencyKey", () => String, IDEMPOTENCY_KEY) key: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<PaymentIntentType> {
    const open = await this.access.session(context);
    const { shape, size, analysis } = input;
    const { alphabet = null, digits = null } = shape.plain ?? {};
    const asked = toQuoteRequest(input).shape;
    const formatted = "format" in asked || "formatName" in asked ? shapeValues(asked) : [];
    const request = {
      owner: ownerBySession(open),
      key: idempotencyKeyOf(key, context),
      digest: fingerprint(["openPayment", shape.line ?? null, alphabet, digits, String(size), analysis, ...formatted]),
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
    @Arg("id", () => ID, { description: "The id of the payment intent." }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<PaymentIntentType | null> {
    const { session } = await this.access.session(context);
    const opened = await this.payments.find(session.customerId, id);
    return opened && new PaymentIntentType(opened);
  }

  private async open(open: OpenSession, input: QuoteInput, note: NoteMade): Promise<PaymentIntentType> {
    const { price, refusals } = await this.quotes.quote(open, toQuoteRequest(input));
    refuseAll(refusals.map(ofQuote));
    if (price === null) throw new Error("A quote without a refusal has no price.");
    return new PaymentIntentType(await this.payments.open(price, open, note));
  }

  private async opened({ session }: OpenSession, id: string): Promise<PaymentIntentType> {
    const intent = await this.payments.find(session.customerId, id);
    if (intent === null) throw new Error(`The payment ${id} is not there any more.`);
    return new PaymentIntentType(intent);
  }
}
