import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ServiceError } from "../../src/errors.ts";
import { type PaymentProvider, REFUSALS } from "../../src/payment/provider.ts";
import { type StripeFailure, stripeProvider } from "../../src/payment/stripe.ts";
import { StripeStandIn, type StandInCharge, type Trouble } from "./support/stripe-stand-in.ts";

const PRICE = { amount: 3_999n, currency: "EUR" };

const STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "canceled",
  "succeeded",
];
const AMOUNTS = { below: 3_998, equal: 3_999, above: 5_000 } as const;
const REFUNDS: Readonly<Record<string, Partial<StandInCharge>>> = {
  none: {},
  partial: { amount_refunded: 1 },
  full: { amount_refunded: 5_000, refunded: true },
  disputed: { disputed: true },
};

/** Every cell of what an intent can be. */
const CELLS = STATUSES.flatMap((status) =>
  Object.keys(AMOUNTS).flatMap((amount) =>
    ["eur", "usd"].flatMap((currency) =>
      [false, true].flatMap((livemode) =>
        Object.keys(REFUNDS).map((refund) => ({
          status,
          amount: amount as keyof typeof AMOUNTS,
          currency,
          livemode,
          refund,
        })),
      ),
    ),
  ),
);

/** The only ones that pay a price in EUR by a key of test mode. */
const PAYING = [
  "succeeded equal eur false none",
  "succeeded above eur false none",
  "succeeded above eur false partial",
];

describe("Stripe", () => {
  let stripe: StripeStandIn;
  let provider: PaymentProvider;
  const failures: StripeFailure[] = [];
  beforeAll(async () => {
    stripe = await StripeStandIn.start();
    provider = providerOf(stripe);
  });
  beforeEach(() => {
    stripe.trouble = null;
    stripe.requests.length = 0;
    failures.length = 0;
  });
  afterAll(() => stripe[Symbol.asyncDispose]());

  function providerOf({ url, secretKey }: { url: string; secretKey: string }, maxRetries = 0): PaymentProvider {
    const isWaitedFor = stripe.trouble === "silence" || stripe.trouble === "stalls";
    return stripeProvider({
      secretKey,
      apiUrl: url,
      timeoutMs: isWaitedFor ? 100 : 20_000,
      maxRetries,
      onFailure: (failure) => failures.push(failure),
    });
  }

  it("has 7 × 3 × 2 × 2 × 4 cells", () => {
    expect(new Set(CELLS.map((cell) => JSON.stringify(cell))).size).toBe(336);
  });

  it.each(CELLS)(
    "judges $status, $amount, $currency, live: $livemode, refund: $refund",
    async ({ status, amount, currency, livemode, refund }) => {
      const ident = stripe.put({
        status,
        currency,
        livemode,
        amount_received: AMOUNTS[amount],
        charge: REFUNDS[refund] ?? null,
      });
      const refusal = await provider.check(ident, PRICE);
      expect(refusal === null).toBe(PAYING.includes(`${status} ${amount} ${currency} ${livemode} ${refund}`));
    },
  );

  it.each([
    [{ livemode: true }, REFUSALS.wrongMode],
    [{ status: "processing" }, "The payment has not succeeded: its status is processing."],
    [{ currency: "usd" }, REFUSALS.wrongCurrency],
    [{ amount_received: 3_998 }, REFUSALS.tooSmall],
    [{ charge: { disputed: true } }, REFUSALS.disputed],
    [{ charge: { amount_refunded: 1 } }, REFUSALS.refunded],
    [{ amount_received: 10_000, charge: { refunded: true, amount_refunded: 1 } }, REFUSALS.refunded],
    [{ charge: null }, null],
  ])("says why %j does not pay, or that it does", async (intent, refusal) => {
    expect(await provider.check(stripe.put(intent), PRICE)).toBe(refusal);
  });

  it("does not know an intent that Stripe does not know", async () => {
    expect(await provider.check("pi_unknown", PRICE)).toBe(REFUSALS.unknown);
    expect(failures).toEqual([]);
  });

  it.each(["sk_test_a", "rk_test_a", "sk_live_a", "rk_live_a"])(
    "tells by the key %s which mode counts",
    async (secretKey) => {
      await using other = await StripeStandIn.start(secretKey);
      const checks = [false, true].map((livemode) => providerOf(other).check(other.put({ livemode }), PRICE));
      expect(await Promise.all(checks)).toEqual(
        secretKey.includes("live") ? [REFUSALS.wrongMode, null] : [null, REFUSALS.wrongMode],
      );
    },
  );

  it("needs a payment for every price above 0, and checks one that is sent for a price of 0 all the same", async () => {
    expect([0n, 1n, 3_999n].map((amount) => provider.needsPayment({ amount, currency: "EUR" }))).toEqual([
      false,
      true,
      true,
    ]);
    expect(await provider.check(stripe.put({ status: "canceled" }), { amount: 0n, currency: "EUR" })).toContain(
      "canceled",
    );
  });

  it("opens an intent of the price, the same one for the same transaction", async () => {
    const [first, again, other] = [
      await provider.open(PRICE, "t-1"),
      await provider.open(PRICE, "t-1"),
      await provider.open(PRICE, "t-2"),
    ];
    expect(first).toEqual({
      ident: expect.stringMatching(/^pi_\w+$/) as string,
      clientSecret: expect.stringMatching(/^pi_\w+_secret_\w+$/) as string,
      isPaid: false,
    });
    expect(again).toEqual(first);
    expect(other.ident).not.toBe(first.ident);
    expect(Object.fromEntries(stripe.requests[0]?.form ?? [])).toEqual({
      amount: "3999",
      currency: "eur",
      "automatic_payment_methods[enabled]": "true",
      "metadata[transaction]": "t-1",
    });
    expect(await provider.check(first.ident, PRICE)).toContain("requires_payment_method");
  });

  it("is told nothing of the machine", async () => {
    await provider.check(stripe.put(), PRICE);
    await provider.check(stripe.put(), PRICE);
    const told = JSON.stringify(stripe.requests.map(({ headers }) => headers));
    for (const word of ["telemetry", "platform"]) expect(told.toLowerCase()).not.toContain(word);
  });

  it.each<[Trouble, string, string]>([
    ["silence", "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    ["stalls", "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    ["resets", "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    ["cut", "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    [429, "PAYMENT_UNAVAILABLE", "StripeRateLimitError"],
    [500, "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    [503, "PAYMENT_UNAVAILABLE", "StripeConnectionError"],
    [400, "PAYMENT_PROVIDER_FAILED", "StripeInvalidRequestError"],
    [401, "PAYMENT_PROVIDER_FAILED", "StripeAuthenticationError"],
    [403, "PAYMENT_PROVIDER_FAILED", "StripePermissionError"],
    ["garbage", "PAYMENT_PROVIDER_FAILED", "StripeAPIError"],
    ["null", "PAYMENT_PROVIDER_FAILED", "TypeError"],
    ["empty", "PAYMENT_PROVIDER_FAILED", "ZodError"],
    ["redirect", "PAYMENT_PROVIDER_FAILED", "StripeAPIError"],
  ])("answers %s with %s, whether it checks or opens", async (trouble, code, type) => {
    const ident = stripe.put();
    stripe.trouble = trouble;
    const troubled = providerOf(stripe);
    await expect(troubled.check(ident, PRICE)).rejects.toSatisfy(isRefusal(code));
    await expect(troubled.open(PRICE, "t-3")).rejects.toSatisfy(isRefusal(code));
    expect(failures).toEqual([expect.objectContaining({ type }), expect.objectContaining({ type })]);
    expect(JSON.stringify(failures)).not.toContain(stripe.secretKey);
  });

  it.each<Trouble>(["another", "unexpanded"])(
    "takes an answer with %s intent or charge for unreadable",
    async (trouble) => {
      const ident = stripe.put();
      stripe.trouble = trouble;
      await expect(provider.check(ident, PRICE)).rejects.toSatisfy(isRefusal("PAYMENT_PROVIDER_FAILED"));
    },
  );

  it("is not there: unavailable", async () => {
    const gone = await StripeStandIn.start();
    const { url, secretKey } = gone;
    await gone[Symbol.asyncDispose]();
    await expect(providerOf({ url, secretKey }).check("pi_1", PRICE)).rejects.toSatisfy(
      isRefusal("PAYMENT_UNAVAILABLE"),
    );
  });

  it("refuses a key that is not its own: failed", async () => {
    await expect(
      providerOf({ url: stripe.url, secretKey: "sk_test_wrong" }).check(stripe.put(), PRICE),
    ).rejects.toSatisfy(isRefusal("PAYMENT_PROVIDER_FAILED"));
    expect(failures).toEqual([
      {
        type: "StripeAuthenticationError",
        code: undefined,
        statusCode: 401,
        stripeRequestId: expect.stringMatching(/^req_/) as string,
      },
    ]);
  });

  it("is asked once more after an answer that did not come", async () => {
    stripe.trouble = 500;
    await expect(providerOf(stripe, 1).check(stripe.put(), PRICE)).rejects.toSatisfy(isRefusal("PAYMENT_UNAVAILABLE"));
    expect(stripe.requests).toHaveLength(2);
    expect(failures).toHaveLength(1);
  });
});

/** With the code, a wait, and a sentence that tells of nothing inside. */
function isRefusal(code: string) {
  return (error: unknown): boolean =>
    error instanceof ServiceError &&
    error.code === code &&
    (error.retryAfterSeconds ?? 0) > 0 &&
    !/sk_test|stripe|http/i.test(error.message);
}
