import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { newPayment, orderOf } from "../../support/rest-client.ts";
import type { Answer } from "../../support/exchange.ts";

const SOURCE = { parameter: "payment", pointer: "/data/relationships/payment" };

/** Members of `relationships`, none of which is a payment. */
const MALFORMED: readonly unknown[] = [
  { payment: 7 },
  { payment: [] },
  { payment: {} },
  { payment: { data: null } },
  { payment: { data: [newPayment()] } },
  { payment: { data: {} } },
  { payment: { data: { ...newPayment(), type: "payment" } } },
  { payment: { data: { ...newPayment(), type: undefined } } },
  { payment: { data: { ...newPayment(), id: "1" } } },
  { payment: { data: { ...newPayment(), id: 1 } } },
  { payment: { data: { ...newPayment(), ident: undefined } } },
  { payment: { data: { ...newPayment(), ident: "pi_" } } },
  { payment: { data: { ...newPayment(), ident: "ch_123" } } },
  { payment: { data: { ...newPayment(), ident: "pi_\0" } } },
  { payment: { data: { ...newPayment(), ident: `pi_${"x".repeat(300)}` } } },
];

/** Rules that hold whether a payment is needed or not. */
const ALWAYS: readonly Audit[] = [
  {
    id: "R4.30",
    must: "MUST refuse a malformed payment with 402",
    check: async (client) => {
      for (const relationships of MALFORMED) {
        refused(
          await client.post("/api/tokens", { data: { ...orderOf({}).data, relationships } }),
          402,
          "PAYMENT_REQUIRED",
        );
      }
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
    },
  },
  {
    id: "R4.31",
    must: "MUST refuse a transaction or an intent that has paid for another request with 409",
    check: async (client) => {
      const payment = newPayment();
      expect((await client.order({ payment })).status).toBe(201);
      refused(await client.order({ payment, size: 2_000 }), 409, "PAYMENT_USED");
      refused(await client.order({ payment: { ...newPayment(), id: payment.id }, size: 2_000 }), 409, "PAYMENT_USED");
      refused(
        await client.order({ payment: { ...newPayment(), id: payment.id.toUpperCase() }, size: 2_000 }),
        409,
        "PAYMENT_USED",
      );
      refused(
        await client.order({ payment: { ...newPayment(), ident: payment.ident }, size: 2_000 }),
        409,
        "PAYMENT_USED",
      );
      refused(await (await client.another()).order({ payment, size: 2_000 }), 409, "PAYMENT_USED");
      expect((await client.get("/api/tokens")).document.data.length).toBe(1);
    },
  },
  {
    id: "R4.32",
    must: "MUST NOT use up the payment of an order that it refuses",
    check: async (client) => {
      const payment = newPayment();
      for (const order of [{ size: 7_777 }, { digits: 2 }, { alphabet: "NONE" }, { size: "x" }])
        expect((await client.order({ ...order, payment })).status).toBeGreaterThan(400);
      expect((await client.post("/api/tokens?analysis=all", orderOf({ payment }))).status).toBe(400);
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
      expect((await client.order({ payment })).status).toBe(201);
    },
  },
  {
    id: "R4.33",
    must: "MUST let a payment pay for one of two orders that come at once, and refuse the other with 409",
    check: async (client) => {
      for (let round = 0; round < 5; round += 1) {
        const payment = newPayment();
        const answers = await Promise.all([
          client.order({ payment, size: 1_000 }),
          client.order({ payment, size: 2_000 }),
        ]);
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      }
      expect((await client.get("/api/tokens")).document.data.length).toBe(5);
    },
  },
  {
    id: "R4.34",
    must: "MUST keep a payment used once its tokens were shown, also when the line is deleted",
    check: async (client) => {
      const payment = newPayment();
      const { id } = (await client.produce({ payment })).document.data;
      await client.delete(`/api/tokens/${id}`);
      refused(await client.order({ payment, size: 2_000 }), 409, "PAYMENT_USED");
    },
  },
];

export const PAYMENTS_NEEDED: readonly Audit[] = [
  ...ALWAYS,
  {
    id: "R4.35",
    must: "MUST refuse an order without a payment with 402",
    check: async (client) => {
      for (const relationships of [undefined, null, {}, { payment: null }]) {
        refused(
          await client.post("/api/tokens", { data: { ...orderOf({}).data, relationships } }),
          402,
          "PAYMENT_REQUIRED",
        );
      }
    },
  },
];

export const PAYMENTS_OPTIONAL: readonly Audit[] = [
  ...ALWAYS,
  {
    id: "R4.36",
    must: "MUST take an order without a payment and show no relationships, in no answer",
    check: async (client) => {
      for (const relationships of [undefined, null, {}, { payment: null }]) {
        const { status, document } = await client.post("/api/tokens", { data: { ...orderOf({}).data, relationships } });
        expect(status).toBe(201);
        expect(document.data).not.toHaveProperty("relationships");
      }
      const lines = (await client.get("/api/tokens")).document.data;
      for (const line of lines) expect(line).not.toHaveProperty("relationships");
      expect((await client.delete(`/api/tokens/${lines[0]?.id ?? ""}`)).document.data).not.toHaveProperty(
        "relationships",
      );
    },
  },
  {
    id: "R4.37",
    must: "MUST echo a payment that is sent all the same",
    check: async (client) => {
      const payment = { ...newPayment(), id: randomUUID() };
      expect((await client.order({ payment })).document.data.relationships).toEqual({ payment: { data: payment } });
    },
  },
];

function refused({ status, document }: Answer, expected: number, code: string): void {
  expect({ status, error: document.errors[0] }).toMatchObject({
    status: expected,
    error: { status: expected, title: "Tokens not requested", code, source: SOURCE },
  });
}
