import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { Client as GraphqlClient } from "../support/graphql-client.ts";
import { type Client, newClient, newPayment } from "../support/rest-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { shared, sharedServer } from "../support/shared.ts";
import { StripeStandIn, type Trouble } from "./support/stripe-stand-in.ts";

const DICE = { alphabet: "DICE", digits: 5, size: 7_776 };
const UNASKED = "Stripe could not be asked.";
const PAYMENT = { parameter: "payment", pointer: "/data/relationships/payment" };

/** One intent beside each edge of what pays 39.99 EUR. */
const UNPAID = [
  { status: "processing" },
  { status: "requires_capture" },
  { amount_received: 3_998 },
  { currency: "usd" },
  { livemode: true },
  { charge: { amount_refunded: 1 } },
  { charge: { amount_refunded: 3_999, refunded: true } },
  { charge: { disputed: true } },
];

describe.each(DIALECTS)("orders paid by Stripe, on %s", (dialect) => {
  const stripe = shared(() => StripeStandIn.start());
  const server = sharedServer(dialect, () => ({
    environment: { AGREEMENT: "basic", ...stripe.environment },
    mayLog: [UNASKED],
  }));
  let client: Client;
  let graphql: GraphqlClient;
  beforeEach(async () => {
    stripe.trouble = null;
    stripe.requests.length = 0;
    client = await newClient(server);
    graphql = GraphqlClient.of(server.url, client.credentials["Session-Key"] ?? "");
  });

  async function lines(): Promise<number> {
    return (await client.get("/api/tokens")).document.data.length;
  }

  it.each(UNPAID)("are refused with %j, by REST and by GraphQL, and nothing is produced", async (intent) => {
    const ident = stripe.put(intent);
    const { status, document } = await client.order({ ...DICE, payment: { ...newPayment(), ident } });
    expect([status, document.errors[0]]).toEqual([
      402,
      expect.objectContaining({ code: "PAYMENT_REQUIRED", source: PAYMENT }),
    ]);
    const { errors } = await graphql.order({ ...DICE, payment: { transaction: randomUUID(), ident } });
    expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      { message: document.errors[0]?.detail, extensions: { code: "PAYMENT_REQUIRED", field: "payment" } },
    ]);
    expect(await lines()).toBe(0);
  });

  it("are refused without a payment, or with one that Stripe does not know", async () => {
    for (const payment of [null, newPayment()]) {
      const { status, document } = await client.order({ ...DICE, payment });
      expect([status, document.errors[0]?.code]).toEqual([402, "PAYMENT_REQUIRED"]);
    }
    expect(await lines()).toBe(0);
  });

  it("are taken with one that has succeeded over the price, once", async () => {
    for (const amount_received of [3_999, 5_000]) {
      const payment = { ...newPayment(), ident: stripe.put({ amount_received }) };
      expect((await client.produce({ ...DICE, payment })).document.data.relationships).toEqual({
        payment: { data: payment },
      });
      const { status, document } = await client.order({
        ...DICE,
        size: 7_000,
        payment: { ...newPayment(), ident: payment.ident },
      });
      expect([status, document.errors[0]?.code]).toEqual([409, "PAYMENT_USED"]);
    }
    expect(await graphql.ordered({ ...DICE, payment: { transaction: randomUUID(), ident: stripe.put() } })).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    expect(await lines()).toBe(3);
  });

  it("cost what they are, not what they were scaled down from", async () => {
    const ident = stripe.put();
    await using scaling = await newServer(dialect, {
      environment: { AGREEMENT: "basic", OVERSIZE: "scale", ...stripe.environment },
    });
    expect(
      (await (await newClient(scaling)).order({ ...DICE, size: 100_000, payment: { ...newPayment(), ident } })).document
        .data.attributes["size"],
    ).toBe("7776");
  });

  it.each<[Trouble, number, string, string]>([
    [429, 503, "PAYMENT_UNAVAILABLE", "5"],
    [401, 502, "PAYMENT_PROVIDER_FAILED", "60"],
    ["garbage", 502, "PAYMENT_PROVIDER_FAILED", "60"],
  ])("wait while Stripe answers %s, and use nothing up", async (trouble, status, code, seconds) => {
    const payment = { ...newPayment(), ident: stripe.put() };
    stripe.trouble = trouble;
    const answer = await client.order({ ...DICE, payment });
    expect([answer.status, answer.headers["retry-after"], answer.document.errors]).toEqual([
      status,
      seconds,
      [{ status, title: "Tokens not requested", detail: expect.any(String) as string, code }],
    ]);
    const { errors } = await graphql.order({ ...DICE, payment: { transaction: payment.id, ident: payment.ident } });
    expect(errors[0]?.extensions).toEqual({ code, retryAfter: Number(seconds) });
    expect(await lines()).toBe(0);
    stripe.trouble = null;
    expect((await client.order({ ...DICE, payment })).status).toBe(201);
  });

  it("wait while Stripe breaks the connection, and say so over HTTP in GraphQL, too", async () => {
    stripe.trouble = "resets";
    const body = {
      query: `mutation { requestTokens(input: { alphabet: "DICE", digits: 5, size: 7776, payment: { transaction: "${randomUUID()}", ident: "pi_1" } }) { id } }`,
    };
    const { status, headers, document } = await client.post("/graphql", body, {
      "Content-Type": "application/json",
      Accept: "application/json",
    });
    expect([status, headers["retry-after"], document.errors]).toEqual([
      200,
      "5",
      [
        expect.objectContaining({
          extensions: { code: "PAYMENT_UNAVAILABLE", retryAfter: 5, requestId: headers["x-request-id"] },
        }),
      ],
    ]);
  });

  it("ask Stripe once for each, with nothing but the intent", async () => {
    const ident = stripe.put();
    await client.order({ ...DICE, payment: { ...newPayment(), ident } });
    expect(stripe.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /v1/payment_intents/${ident}`,
    ]);
    await client.order({ ...DICE, size: 7_777, payment: { ...newPayment(), ident } });
    await client.order({ ...DICE, payment: { ...newPayment(), ident: "pi_/../../v1/charges" } });
    expect(stripe.requests).toHaveLength(1);
  });

  it("log why Stripe could not be asked, and show the key nowhere", async () => {
    stripe.trouble = 401;
    const shown = [
      await client.order({ ...DICE, payment: { ...newPayment(), ident: "pi_1" } }),
      await client.get("/api/tokens"),
    ].map(({ bytes, headers }) => `${bytes.toString()} ${JSON.stringify(headers)}`);
    const failure = server.logged.findLast(({ msg }) => msg === UNASKED);
    expect(failure).toMatchObject({ type: "StripeAuthenticationError", statusCode: 401 });
    for (const text of [...shown, JSON.stringify(server.logged)])
      expect(text).not.toContain(stripe.secretKey.slice(-8));
  });
});

it("is not asked by those who pay nothing and send no payment, and is by those who send one", async () => {
  await using stripe = await StripeStandIn.start();
  await using server = await newServer("sqlite", { environment: { AGREEMENT: "unlimited", ...stripe.environment } });
  const client = await newClient(server);
  expect((await client.order(DICE)).status).toBe(201);
  expect(stripe.requests).toEqual([]);
  expect((await client.order({ ...DICE, payment: newPayment() })).status).toBe(402);
  expect((await client.order({ ...DICE, payment: { ...newPayment(), ident: stripe.put() } })).status).toBe(201);
});
