import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { Customer } from "../../src/access/customer.entity.ts";
import { Session } from "../../src/access/session.entity.ts";
import { PaymentIntent } from "../../src/payment/payment-intent.entity.ts";
import { Client, quoted } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { addCustomer } from "../support/add-customer.ts";
import { graphql } from "../support/graphql.ts";
import { newServer } from "../support/server.ts";
import { shared, sharedClient, sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { StripeStandIn } from "./support/stripe-stand-in.ts";
import { eventOf, sendEvent, signatureOf, WEBHOOK_SECRET } from "./support/webhook.ts";

interface Opened {
  readonly id: string;
  readonly transaction: string;
  readonly ident: string;
  readonly clientSecret: string | null;
  readonly price: { readonly amount: string; readonly currency: string };
  readonly status: string;
}

const DICE = { alphabet: "DICE", digits: 5, size: 7_776 };
const QUOTED = quoted(DICE);
const OPEN =
  "mutation ($input: QuoteInput!) { openPayment(input: $input) { id transaction ident clientSecret price { amount currency } status } }";
const SHOW =
  "query ($id: ID!) { paymentIntent(id: $id) { id transaction ident clientSecret price { amount currency } status } }";

async function openPayment(client: Client, input: Record<string, unknown> = QUOTED): Promise<Opened> {
  return (await client.ask<{ openPayment: Opened }>(OPEN, { input })).openPayment;
}

async function shown(client: Client, id: string): Promise<Opened | null> {
  return (await client.ask<{ paymentIntent: Opened | null }>(SHOW, { id })).paymentIntent;
}

describe.each(DIALECTS)("a payment that is opened here, on %s", (dialect) => {
  let now = new Date();
  const stripe = shared(() => StripeStandIn.start());
  const server = sharedServer(dialect, () => ({
    environment: { AGREEMENT: "basic", STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, ...stripe.environment },
    runtime: { now: () => now },
    mayLog: ["Stripe could not be asked."],
  }));
  const client = sharedClient(server);
  const other = shared<Client & Partial<AsyncDisposable>>(async () =>
    Client.open(server.url, await addCustomer(server, "basic")),
  );
  beforeEach(() => {
    stripe.trouble = null;
    stripe.requests.length = 0;
    now = new Date();
  });

  it("is all that a client needs: opened, paid, told by the webhook, and ordered with", async () => {
    const opened = await openPayment(client);
    expect(opened).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      transaction: opened.id,
      ident: expect.stringMatching(/^pi_/) as string,
      clientSecret: expect.stringMatching(/^pi_\w+_secret_/) as string,
      price: { amount: "3999", currency: "EUR" },
      status: "OPEN",
    });
    const { id, ident } = opened;
    expect(
      stripe.requests.map(({ form }) => [form.get("amount"), form.get("currency"), form.get("metadata[transaction]")]),
    ).toEqual([["3999", "eur", id]]);
    expect(await shown(client, id.toUpperCase())).toEqual(opened);
    expect((await client.order({ ...DICE, payment: { transaction: id, ident } })).errors[0]?.extensions.code).toBe(
      "PAYMENT_REQUIRED",
    );
    stripe.put({}, ident);
    expect(
      (await sendEvent(server.url, eventOf("payment_intent.succeeded", { id: ident, object: "payment_intent" })))
        .status,
    ).toBe(200);
    expect(await shown(client, id)).toEqual({ ...opened, status: "PAID" });
    const line = await client.ordered({ ...DICE, payment: { transaction: id, ident } });
    expect((await client.reached(line, "finished")).size).toBe("7776");
  });

  it("is over the customer's own prices, where some are set, and so are the quote, the order and the account", async () => {
    const key = await addCustomer(server, "basic");
    const favoured = await Client.open(server.url, key);
    const QUOTE = "query ($input: QuoteInput!) { quote(input: $input) { price { amount } } }";
    const quotes = async () => (await favoured.ask<{ quote: object }>(QUOTE, { input: QUOTED })).quote;
    expect(await quotes()).toEqual({ price: { amount: "3999" } });
    {
      await using storage = await storageOf(server.place);
      const { customerId } = await storage.em.findOneOrFail(
        Session,
        { revokedAt: null },
        { orderBy: { grantedAt: "desc" } },
      );
      await storage.em.nativeUpdate(Customer, { id: customerId }, { price: { digit: 0.0005, rebate: 2.5 } });
    }
    expect(await quotes()).toEqual({ price: { amount: "2194" } }); // 5 + 0.0005 × 38,880 − 2.5 = 21.94
    const { id, ident, price } = await openPayment(favoured);
    expect(price).toEqual({ amount: "2194", currency: "EUR" });
    stripe.put({ amount_received: 2_193 }, ident);
    const order = { ...DICE, payment: { transaction: id, ident } };
    expect((await favoured.order(order)).errors).toMatchObject([{ extensions: { code: "PAYMENT_REQUIRED" } }]);
    stripe.put({ amount_received: 2_194 }, ident);
    await favoured.ordered(order);
    const shown = await graphql(
      server.url,
      "{ customer { agreement { name } price { job digit metrics rebate currency } } }",
      {
        headers: { "Api-Key": key },
      },
    );
    const told = { job: "5", digit: "0.0005", metrics: "1", rebate: "2.5", currency: "EUR" };
    expect(shown.data).toEqual({ customer: { agreement: { name: "basic" }, price: told } });
    expect((await openPayment(client)).price.amount).toBe("3999");
  });

  it("is ordered with before the webhook has told of it, and not when the webhook alone says that it is paid", async () => {
    const [early, told] = [await openPayment(client), await openPayment(client)];
    stripe.put({}, early.ident);
    await client.ordered({ ...DICE, payment: { transaction: early.id, ident: early.ident } });
    await sendEvent(server.url, eventOf("payment_intent.succeeded", { id: told.ident }));
    expect((await shown(client, told.id))?.status).toBe("PAID");
    expect(
      (await client.order({ ...DICE, payment: { transaction: told.id, ident: told.ident } })).errors[0]?.message,
    ).toBe("The payment has not succeeded: its status is requires_payment_method.");
  });

  it("is its customer's alone, from every session of theirs", async () => {
    const { id, ident } = await openPayment(client);
    stripe.put({}, ident);
    expect(await shown(other, id)).toBeNull();
    expect(await shown(client, randomUUID())).toBeNull();
    const unknown = await other.order({ ...DICE, payment: { transaction: randomUUID(), ident: "pi_unknown" } });
    for (const payment of [
      { transaction: id, ident },
      { transaction: randomUUID(), ident },
      { transaction: id, ident: stripe.put() },
    ]) {
      const { errors } = await other.order({ ...DICE, payment });
      expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual(
        unknown.errors.map(({ message, extensions }) => ({ message, extensions })),
      );
    }
    const another = await Client.open(server.url);
    expect((await shown(another, id))?.ident).toBe(ident);
    await another.ordered({ ...DICE, payment: { transaction: id, ident } });
  });

  it("is ordered with under its own transaction only", async () => {
    const { id, ident } = await openPayment(client);
    stripe.put({}, ident);
    for (const payment of [
      { transaction: randomUUID(), ident },
      { transaction: id, ident: stripe.put() },
    ])
      expect((await client.order({ ...DICE, payment })).errors[0]?.extensions.code).toBe("PAYMENT_REQUIRED");
    await client.ordered({ ...DICE, payment: { transaction: id.toUpperCase(), ident } });
  });

  it.each([
    { alphabet: "NONE", digits: 5, size: 7_776 },
    { alphabet: "DICE", digits: 101, size: 7_776 },
    { alphabet: "DICE", digits: 5, size: 7_777 },
    { alphabet: "DICE", digits: 5, size: 10 },
    { alphabet: "DICE", digits: 0, size: 0 },
  ])("is refused for %j with all of the quote's refusals, and Stripe not asked", async (order) => {
    const input = quoted(order);
    const { quote } = await client.ask<{ quote: { refusals: { code: string; message: string; field: string }[] } }>(
      "query ($input: QuoteInput!) { quote(input: $input) { refusals { code message field } } }",
      { input },
    );
    const { errors } = await client.send(OPEN, { input });
    expect(errors.map(({ message, extensions: { code, field } }) => ({ code, message, field }))).toEqual(
      quote.refusals,
    );
    expect(stripe.requests).toEqual([]);
  });

  it("is one of at most so many that nothing was ordered with; an order makes room, and 30 days forget what nobody has paid", async () => {
    await setQuotas(server, { openPayments: 2, requestsPerSecond: null });
    const open = () => other.send(OPEN, { input: QUOTED });
    const answers = await Promise.all(Array.from({ length: 6 }, open));
    const [first, second, ...further] = answers
      .map(({ data }) => (data as unknown as { openPayment: Opened | null }).openPayment)
      .filter((opened) => opened !== null);
    if (first === undefined || second === undefined) throw new Error("There is room for two.");
    expect(further).toEqual([]);
    expect(
      new Set(
        answers.flatMap(({ errors }) => errors.map(({ message, extensions: { code } }) => `${code}: ${message}`)),
      ),
    ).toEqual(
      new Set([
        "QUOTA_EXCEEDED: The customer has 2 of at most 2 open payments. Order with those that are paid; one that is not is forgotten after 30 days.",
      ]),
    );
    const asked = stripe.requests.length;
    expect((await open()).errors[0]?.extensions.code).toBe("QUOTA_EXCEEDED");
    expect(stripe.requests, "Stripe has no intent that is not written down here").toHaveLength(asked);
    stripe.put({}, first.ident);
    await other.ordered({ ...DICE, payment: { transaction: first.id, ident: first.ident } });
    expect((await open()).errors).toEqual([]);
    expect((await open()).errors[0]?.extensions.code).toBe("QUOTA_EXCEEDED");
    now = new Date(now.getTime() + 30 * 24 * 60 * 60 * 1_000);
    expect((await open()).errors).toEqual([]);
    expect([(await shown(other, first.id))?.ident, await shown(other, second.id)]).toEqual([first.ident, null]);
    stripe.put({}, second.ident);
    await other.ordered({ ...DICE, payment: { transaction: second.id, ident: second.ident } });
    await setQuotas(server, { requestsPerSecond: null });
  });

  it("is not there while Stripe does not answer", async () => {
    stripe.trouble = 429;
    expect((await client.send(OPEN, { input: QUOTED })).errors[0]?.extensions).toEqual({
      code: "PAYMENT_UNAVAILABLE",
      retryAfter: 5,
    });
    stripe.trouble = 400;
    expect((await client.send(OPEN, { input: QUOTED })).errors[0]?.extensions).toEqual({
      code: "PAYMENT_PROVIDER_FAILED",
      retryAfter: 60,
    });
  });

  it("keeps the client's secret wrapped, and none of Stripe's secrets in the log", async () => {
    const { id, clientSecret } = await openPayment(client);
    await using storage = await storageOf(server.place);
    const { clientSecretWrapped } = await storage.em.findOneOrFail(PaymentIntent, id);
    expect(clientSecret?.length).toBeGreaterThan(20);
    expect(Buffer.from(clientSecretWrapped ?? []).includes(clientSecret ?? "")).toBe(false);
    const logged = JSON.stringify(server.logged);
    for (const secret of [clientSecret ?? "", stripe.secretKey, WEBHOOK_SECRET]) expect(logged).not.toContain(secret);
  });

  describe("and the webhook", () => {
    const succeeded = (ident: string) => eventOf("payment_intent.succeeded", { id: ident, object: "payment_intent" });

    it("refuses an event with a bad signature, none, one of another secret or of another body, and an old one", async () => {
      const { id, ident } = await openPayment(client);
      const event = succeeded(ident);
      const sent = [
        await sendEvent(server.url, event, { signature: undefined }),
        await sendEvent(server.url, event, { signature: "" }),
        await sendEvent(server.url, event, { signature: "t=1,v1" }),
        await sendEvent(server.url, event, {
          signature: `t=${Math.floor(now.getTime() / 1_000)},v1=${"é".repeat(64)}`,
        }),
        await sendEvent(server.url, event, { secret: "whsec_another" }),
        await sendEvent(server.url, event, { at: new Date(now.getTime() - 301_000) }),
        await sendEvent(server.url, `${event} `, { signature: signatureOf(event) }),
        await sendEvent(server.url, ""),
        await sendEvent(server.url, "no JSON"),
      ];
      for (const { status, document } of sent)
        expect([status, document.errors[0]]).toEqual([
          400,
          { message: expect.any(String) as string, extensions: { code: "BODY_UNREADABLE" } },
        ]);
      expect((await shown(client, id))?.status).toBe("OPEN");
      expect((await sendEvent(server.url, event, { at: new Date(now.getTime() - 299_000) })).status).toBe(200);
      expect((await shown(client, id))?.status).toBe("PAID");
    });

    it("refuses the same event again once it is old", async () => {
      const { ident } = await openPayment(client);
      const [event, at] = [succeeded(ident), now];
      expect((await sendEvent(server.url, event, { at })).status).toBe(200);
      now = new Date(at.getTime() + 302_000);
      expect((await sendEvent(server.url, event, { at })).status).toBe(400);
    });

    it("takes no notice of what it does not know", async () => {
      const { id } = await openPayment(client);
      const events = [
        succeeded("pi_unknown"),
        eventOf("customer.created", { id: "cus_1" }),
        eventOf("payment_intent.created", { id: "pi_1" }),
        eventOf("charge.refunded", { id: "ch_1", payment_intent: null }),
        eventOf("payment_intent.succeeded", {}),
        "[]",
      ];
      for (const event of events) expect([event, (await sendEvent(server.url, event)).status]).toEqual([event, 200]);
      expect((await shown(client, id))?.status).toBe("OPEN");
    });

    it("takes 1 MiB and not a byte more, and POST alone", async () => {
      expect((await sendEvent(server.url, eventOf("x", {}).padEnd(1_048_576))).status).toBe(200);
      expect((await sendEvent(server.url, eventOf("x", {}).padEnd(1_048_577))).status).toBe(413);
      const got = await fetch(`${server.url}/webhooks/stripe`);
      expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
    });

    it.each([
      [["payment_intent.payment_failed"], "FAILED"],
      [["payment_intent.payment_failed", "payment_intent.succeeded"], "PAID"],
      [["payment_intent.succeeded", "payment_intent.payment_failed"], "PAID"],
      [["payment_intent.succeeded", "payment_intent.succeeded", "payment_intent.canceled"], "PAID"],
      [["payment_intent.canceled", "payment_intent.payment_failed"], "CANCELLED"],
      [["payment_intent.succeeded", "charge.refunded"], "REFUNDED"],
      [["charge.refunded", "payment_intent.succeeded"], "REFUNDED"],
      [["payment_intent.succeeded", "charge.dispute.created", "payment_intent.succeeded"], "DISPUTED"],
      [["charge.dispute.created", "charge.refunded", "charge.dispute.created"], "REFUNDED"],
    ])("makes of %j, each twice, %s", async (types, status) => {
      const { id, ident } = await openPayment(client);
      for (const type of types.flatMap((type) => [type, type])) {
        await sendEvent(
          server.url,
          eventOf(type, type.startsWith("payment_intent.") ? { id: ident } : { id: "ch_1", payment_intent: ident }),
        );
      }
      expect((await shown(client, id))?.status).toBe(status);
    });
  });
});

describe("openPayment", () => {
  it("says that no payment is needed where nothing is to be paid", async () => {
    await using stripe = await StripeStandIn.start();
    await using free = await newServer("sqlite", { environment: { AGREEMENT: "unlimited", ...stripe.environment } });
    await using without = await newServer("sqlite", { environment: { AGREEMENT: "basic" } });
    for (const { url } of [free, without]) {
      const { errors } = await (await Client.open(url)).send(OPEN, { input: QUOTED });
      expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
        { message: "No payment is needed: order without one.", extensions: { code: "INPUT_INVALID", field: "input" } },
      ]);
    }
    expect(stripe.requests).toEqual([]);
  });

  it("opens in the sandbox what is paid at once, at any price", async () => {
    for (const [AGREEMENT, amount] of [
      ["basic", "3999"],
      ["unlimited", "0"],
    ] as const) {
      await using server = await newServer("sqlite", { environment: { AGREEMENT, PAYMENT: "sandbox" } });
      const client = await Client.open(server.url);
      const { id, transaction, ident, ...others } = await openPayment(client);
      expect(others).toEqual({ clientSecret: null, price: { amount, currency: "EUR" }, status: "PAID" });
      await client.ordered({ ...DICE, payment: { transaction: id, ident } });
    }
  });

  it("has no webhook without its secret, nor with another provider", async () => {
    await using stripe = await StripeStandIn.start();
    await using unsigned = await newServer("sqlite", { environment: stripe.environment });
    await using sandbox = await newServer("sqlite", {
      environment: { PAYMENT: "sandbox", STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
    });
    for (const { url } of [unsigned, sandbox])
      expect((await sendEvent(url, eventOf("payment_intent.succeeded", { id: "pi_1" }))).status).toBe(404);
  });
});
