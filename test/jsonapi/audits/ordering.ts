// cspell:ignore DECIAML
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { newPayment, type Order, orderOf } from "../../support/rest-client.ts";
import type { Answer } from "../../support/exchange.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SEED = "11111111-2222-4333-8444-555555555555";
const SIZE = { parameter: "size", pointer: "/data/attributes/size" };
const DIGITS = { parameter: "digits", pointer: "/data/attributes/digits" };
const ALPHABET = { parameter: "alphabet", pointer: "/data/attributes/alphabet" };

/** What is no positive integer, in any JSON; 2^80 as a number may not be the number that was sent. */
const NO_COUNTS = [
  "-1",
  "1e3",
  "1.5",
  " 7",
  "7 ",
  "",
  "0",
  "00",
  "+7",
  "0x10",
  "\u0667",
  "1_000",
  -1,
  0,
  1.5,
  2 ** 80,
  null,
  [],
  {},
  true,
  [1000],
];

export const ORDERS: readonly Audit[] = [
  {
    id: "R4.1",
    must: "MUST answer an order with 201 and the object in its requested view",
    check: async (client) => {
      const payment = newPayment();
      const { status, document } = await client.order({
        alphabet: "UPPER_HEX",
        digits: "10",
        size: "1000",
        seed: SEED,
        payment,
      });
      const id = document.data.id;
      expect(status).toBe(201);
      expect(document).toEqual({
        meta: { seed: SEED },
        links: { self: "/api/tokens", info: `/api/tokens/${id}` },
        data: {
          type: "tokens",
          id: expect.stringMatching(UUID) as string,
          attributes: {
            status: "requested",
            analysis: "none",
            digits: "10",
            size: "1000",
            alphabet: "UPPER_HEX",
            available: "1099511627776",
            reachable: "100000",
            timestamps: { requested: expect.any(String) as string },
          },
          relationships: { payment: { data: payment } },
        },
      });
    },
  },
  {
    id: "R4.2",
    must: "MUST take size and digits as strings and as numbers, and analysis=none",
    check: async (client) => {
      for (const [size, digits] of [
        ["1000", "5"],
        [1000, 5],
        ["1000", 5],
        [1000, "5"],
      ]) {
        expect((await client.order({ size, digits })).document.data.attributes).toMatchObject({
          size: "1000",
          digits: "5",
        });
      }
      const exponent = JSON.stringify(orderOf({})).replace('"1000"', "1e3").replace('"5"', "5.0");
      expect((await client.post("/api/tokens", exponent)).document.data.attributes).toMatchObject({
        size: "1000",
        digits: "5",
      });
      expect((await client.post("/api/tokens?analysis=none", orderOf({}))).document.data.attributes["analysis"]).toBe(
        "none",
      );
    },
  },
  {
    id: "R4.3",
    must: "MUST refuse a size that is no positive integer with 422",
    check: async (client) => {
      for (const size of NO_COUNTS)
        refused(await client.order({ size }), { status: 422, code: "SIZE_INVALID", source: SIZE });
    },
  },
  {
    id: "R4.4",
    must: "MUST refuse digits that are no integer from 1 to 1,000 with 422",
    check: async (client) => {
      for (const digits of [...NO_COUNTS, "1001", 1001, String(2 ** 31), String(2n ** 80n)])
        refused(await client.order({ digits }), { status: 422, code: "DIGITS_INVALID", source: DIGITS });
    },
  },
  {
    id: "R4.5",
    must: "MUST refuse a body of the wrong shape with 422 and the member, another type with 409",
    check: async (client) => {
      const order = orderOf({});
      const { data } = order;
      const wrong: readonly (readonly [unknown, string])[] = [
        [{}, "/data"],
        [{ data: [data] }, "/data"],
        [{ data: { ...data, attributes: null } }, "/data/attributes"],
        [{ data: { ...data, type: null } }, "/data/type"],
        [{ data: { ...data, attributes: { size: "1000", alphabet: "DICE" } } }, "/data/attributes/digits"],
        [{ data: { ...data, attributes: { ...data.attributes, alphabet: 7 } } }, "/data/attributes/alphabet"],
        [{ data: { ...data, relationships: [] } }, "/data/relationships"],
        [{ ...order, meta: [] }, "/meta"],
        [{ ...order, meta: { seed: "x" } }, "/meta/seed"],
        [{ ...order, meta: { seed: 7 } }, "/meta/seed"],
      ];
      for (const [body, pointer] of wrong) {
        const answer = await client.post("/api/tokens", body);
        expect(
          { status: answer.status, pointer: answer.document.errors[0]?.source?.pointer },
          JSON.stringify(body),
        ).toEqual({ status: 422, pointer });
      }
      refused(await client.post("/api/tokens", { data: { ...data, type: "token" } }), {
        status: 409,
        code: "TYPE_CONFLICT",
        source: { parameter: "type", pointer: "/data/type" },
      });
      for (const meta of [null, {}, { seed: null }])
        expect((await client.post("/api/tokens", { ...order, meta })).document).not.toHaveProperty("meta");
    },
  },
  {
    id: "R4.6",
    must: "MUST refuse an unknown alphabet with 404, whatever its characters",
    check: async (client) => {
      for (const alphabet of ["NONE", "dice", "", "DICE ", "A\0", "\ud800"])
        refused(await client.order({ alphabet }), { status: 404, code: "ALPHABET_UNKNOWN", source: ALPHABET });
      const { document } = await client.order({ alphabet: "DECIAML" });
      expect(document.errors[0]?.detail).toContain("did you mean DECIMAL?");
    },
  },
  {
    id: "R4.7",
    must: "MUST refuse digits outside the agreement with 402, Out of limit.",
    check: async (client) => {
      for (const digits of [1, 2, 101, 1000])
        refused(await client.order({ digits }), {
          status: 402,
          code: "DIGITS_OUT_OF_LIMIT",
          detail: "Out of limit.",
          source: DIGITS,
        });
      expect((await client.order({ alphabet: "BASE62", digits: 3 })).status).toBe(201);
      expect((await client.order({ digits: 100 })).status).toBe(201);
    },
  },
  {
    id: "R4.8",
    must: "MUST refuse a size above available with 406, Out of range., in the documented body",
    check: async (client) => {
      const { document } = await client.order({ digits: 20, size: String(6n ** 20n + 1n) });
      expect(document).toEqual({
        errors: [
          {
            status: 406,
            title: "Tokens not requested",
            detail: "Out of range.",
            code: "SIZE_UNAVAILABLE",
            source: SIZE,
            meta: { minimum: "1000", maximum: "17476" },
          },
        ],
        links: { self: "/api/tokens" },
        meta: { requestId: expect.stringMatching(UUID) as string },
      });
      for (const [digits, size] of [
        [5, 7_777],
        [3, "217"],
        [20, String(2n ** 80n)],
      ])
        refused(await client.order({ digits, size }), { status: 406, code: "SIZE_UNAVAILABLE", source: SIZE });
    },
  },
  {
    id: "R4.9",
    must: "MUST refuse a size above reachable, below 1,000 or above 100,000 with 402, Out of limit.",
    check: async (client) => {
      const sizes: readonly Order[] = [
        { digits: 20, size: 17_477 },
        { digits: 20, size: String(6n ** 20n) },
        { size: 999 },
        { size: 1 },
        { digits: 3, size: 216 },
        { alphabet: "BASE62", digits: 4, size: 100_001 },
        { alphabet: "BASE62", digits: 100, size: String(2n ** 80n) },
      ];
      for (const order of sizes)
        refused(await client.order(order), {
          status: 402,
          code: "SIZE_OUT_OF_LIMIT",
          detail: "Out of limit.",
          source: SIZE,
        });
      for (const order of [
        { digits: 20, size: 17_476 },
        { size: 1_000 },
        { alphabet: "BASE62", digits: 4, size: 100_000 },
      ])
        expect((await client.order(order)).status).toBe(201);
    },
  },
  {
    id: "R4.10",
    must: "MUST tell the first of several reasons in the order of the table",
    check: async (client) => {
      // From the first reason to the last, each order is mended by one.
      const payment = { type: "transaction", id: "malformed", ident: 7 };
      const codes = [
        [{ alphabet: "NONE", digits: 2, size: "-1", payment }, "SIZE_INVALID"],
        [{ alphabet: "NONE", digits: 1001, size: String(2n ** 80n), payment }, "DIGITS_INVALID"],
        [{ alphabet: "NONE", digits: 2, size: String(2n ** 80n), payment }, "ALPHABET_UNKNOWN"],
        [{ digits: 2, size: String(2n ** 80n), payment }, "DIGITS_OUT_OF_LIMIT"],
        [{ digits: 20, size: String(2n ** 80n), payment }, "SIZE_UNAVAILABLE"],
        [{ digits: 20, size: 17_477, payment }, "SIZE_OUT_OF_LIMIT"],
        [{ digits: 20, size: 1_000, payment }, "PAYMENT_REQUIRED"],
      ] as const;
      for (const [order, code] of codes) expect((await client.order(order)).document.errors[0]?.code).toBe(code);
    },
  },
  {
    id: "R4.11",
    must: "MUST refuse an analysis that there is not, and leave no line behind any refusal",
    check: async (client) => {
      const answer = await client.post("/api/tokens?analysis=all", orderOf({}));
      refused(answer, { status: 400, code: "PARAMETER_INVALID", source: { parameter: "analysis", pointer: "" } });
      await client.order({ size: "17477", digits: 20 });
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
    },
  },
  {
    id: "R4.12",
    must: "MUST produce with the alphabet as it was when the line was ordered",
    check: async (client) => {
      await client.addAlphabet("BAT", "bat4");
      const { id } = (await client.order({ alphabet: "BAT", digits: 6 })).document.data;
      await client.delete("/api/alphabets/BAT");
      await client.addAlphabet("BAT", "wxyz");
      await client.reached(id, "finished");
      expect((await client.data(id)).toString()).toMatch(/^([bat4]{6}\n){999}[bat4]{6}$/);
    },
  },
];

export const SCALED_ORDERS: readonly Audit[] = [
  {
    id: "R4.20",
    must: "MUST scale a size above reachable down to it, and tell the size it will produce",
    check: async (client) => {
      const sizes = [
        [{ digits: 20, size: 17_477 }, "17476"],
        [{ digits: 20, size: String(6n ** 20n + 1n) }, "17476"],
        [{ digits: 5, size: 99_999 }, "7776"],
        [{ alphabet: "BASE62", digits: 4, size: 100_001 }, "100000"],
        [{ size: 1_000 }, "1000"],
      ] as const;
      for (const [order, size] of sizes) {
        const { status, document } = await client.order(order);
        expect(status).toBe(201);
        expect(document.data.attributes["size"]).toBe(size);
      }
      const { id } = (await client.produce({ size: 10_000 })).document.data;
      expect((await client.data(id)).toString().split("\n").length).toBe(7_776);
    },
  },
  {
    id: "R4.21",
    must: "MUST still refuse what no scaling mends: less than the agreement allows",
    check: async (client) => {
      refused(await client.order({ size: 999 }), { status: 402, code: "SIZE_OUT_OF_LIMIT", source: SIZE });
      refused(await client.order({ digits: 3, size: 5_000 }), { status: 402, code: "SIZE_OUT_OF_LIMIT", source: SIZE });
    },
  },
];

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly source: { readonly parameter: string; readonly pointer: string };
}

function refused({ status, document }: Answer, expected: Refused): void {
  expect(status).toBe(expected.status);
  expect(document.errors[0]).toMatchObject({ title: "Tokens not requested", ...expected });
}
