import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { noProvider } from "../../src/payment/none.ts";
import { checkPayment } from "../../src/payment/parse-payment.ts";
import { Payments, type PaymentsDeps } from "../../src/payment/payments.ts";
import { sandbox } from "../../src/payment/sandbox.ts";
import { type StripeFailure, stripeProvider } from "../../src/payment/stripe.ts";

const PRICE = { amount: 3_999n, currency: "EUR" };
const UUID = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";

describe("the form of a payment", () => {
  it("is a UUID and an intent, and what is wrong is named", () => {
    expect(checkPayment({ transaction: UUID, ident: "pi_1" })).toEqual([]);
    const messages = (payment: { transaction: string; ident: string }) =>
      checkPayment(payment).map(({ code, message }) => [code, message.split(":")[0]]);
    expect(messages({ transaction: "1", ident: "pi_1" })).toEqual([
      ["PAYMENT_REQUIRED", "The payment's transaction must be a UUID."],
    ]);
    expect(messages({ transaction: UUID, ident: "ch_1" })).toEqual([
      ["PAYMENT_REQUIRED", "The payment's ident must be a payment intent"],
    ]);
  });

  it("is asked for where the provider needs a payment for the price, as far as that is known", () => {
    const codes = (provider: PaymentsDeps["provider"], price: typeof PRICE | null) =>
      new Payments({ provider } as PaymentsDeps).check(null, price).map(({ code }) => code); // nothing else is looked at
    expect(codes(sandbox, PRICE)).toEqual(["PAYMENT_REQUIRED"]);
    expect(codes(sandbox, null)).toEqual([]);
    expect(codes(noProvider, PRICE)).toEqual([]);
  });
});

describe("no provider", () => {
  it("opens nothing, for nothing needs to be paid", async () => {
    await expect(noProvider.open(PRICE, randomUUID())).rejects.toThrow("not needed");
  });
});

describe("Stripe's address", () => {
  it.each(["http://127.0.0.1", "https://127.0.0.1", "https://127.0.0.1:1"])(
    "%s is asked at its port, by its protocol",
    async (apiUrl) => {
      const failures: StripeFailure[] = [];
      const provider = stripeProvider({
        secretKey: "sk_test_1",
        apiUrl,
        timeoutMs: 5_000,
        maxRetries: 0,
        onFailure: (failure) => failures.push(failure),
      });
      await expect(provider.check("pi_1", PRICE)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
      expect(failures).toMatchObject([{ type: "StripeConnectionError" }]);
    },
  );
});
