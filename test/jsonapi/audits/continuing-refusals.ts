import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { newPayment, type Order, orderOf } from "../../support/rest-client.ts";
import type { Answer, ApiError } from "../../support/exchange.ts";
import { form, formType, part } from "../../support/forms.ts";
import { halfOf } from "./continuing.ts";

const MEBIBYTE = 1_048_576;
const LATIN: Order = { alphabet: "LOWER_LATIN", digits: "3", size: "8788" };
const INFO = part("info.json", JSON.stringify(orderOf(LATIN)));
const SNAPSHOT = { parameter: "snapshot", pointer: "snapshot.blob" };
const SIZE = { parameter: "size", pointer: "/data/attributes/size" };
const ID = { parameter: "id", pointer: "" };

export const CONTINUATION_REFUSALS: readonly Audit[] = [
  {
    id: "R4.60",
    must: "MUST refuse a body that is no form with 400, one that is the wrong form with 422, and one that is too large with 413",
    check: async (client) => {
      const id = randomUUID();
      const whole = form([INFO, part("snapshot.blob", "x")]);
      refused(await client.sendForm(id, whole.subarray(0, -10)), { status: 400, code: "BODY_UNREADABLE" });
      refused(await client.sendForm(id, form([part("info.json", "{"), part("snapshot.blob", "x")])), {
        status: 400,
        code: "BODY_UNREADABLE",
      });
      refused(await client.post(`/api/tokens/${id}`, whole, { "Content-Type": "multipart/form-data" }), {
        status: 400,
        code: "BODY_UNREADABLE",
        source: { parameter: "Content-Type", pointer: "" },
      });
      refused(await client.sendForm(id, form([INFO])), {
        status: 422,
        code: "BODY_INVALID",
        source: { parameter: "snapshot.blob", pointer: "snapshot.blob" },
      });
      refused(await client.sendForm(id, form([INFO, INFO])), {
        status: 422,
        code: "BODY_INVALID",
        source: { parameter: "info.json", pointer: "" },
      });
      refused(await client.sendForm(id, form([part("info.json", "{}"), part("snapshot.blob", "x")])), {
        status: 422,
        code: "BODY_INVALID",
        source: { parameter: "data", pointer: "/data" },
      });
      refused(await client.sendForm(id, form([INFO, part("snapshot.blob", Buffer.alloc(MEBIBYTE + 1))])), {
        status: 413,
        code: "BODY_TOO_LARGE",
        source: { parameter: "snapshot.blob", pointer: "snapshot.blob" },
      });
      refused(await client.sendForm(id, form([INFO, part("snapshot.blob", Buffer.alloc(3 * MEBIBYTE))])), {
        status: 413,
        code: "BODY_TOO_LARGE",
      });
    },
  },
  {
    id: "R4.61",
    must: "MUST refuse other media types and compressed forms with 415, and forms at every other path",
    check: async (client) => {
      const body = form([INFO, part("snapshot.blob", "x")]);
      const path = `/api/tokens/${randomUUID()}`;
      for (const type of [
        "application/json",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded",
        undefined,
      ]) {
        refused(await client.post(path, body, { "Content-Type": type }), {
          status: 415,
          code: "MEDIA_TYPE_UNSUPPORTED",
          detail: "Send the body as application/vnd.api+json, without parameters, or as multipart/form-data.",
        });
      }
      refused(await client.post(path, gzipSync(body), { "Content-Type": formType(), "Content-Encoding": "gzip" }), {
        status: 415,
        code: "MEDIA_TYPE_UNSUPPORTED",
      });
      for (const other of ["/api/tokens", "/api/alphabets", "/api/sessions"])
        expect((await client.post(other, body, { "Content-Type": formType() })).status).toBe(415);
    },
  },
  {
    id: "R4.62",
    must: "MUST refuse a snapshot that is empty, unreadable, changed, or of another line with 422, each in the same words",
    check: async (client) => {
      const [{ id, snapshot }, other] = [await halfOf(client, LATIN), await halfOf(client, LATIN)];
      const changed = Buffer.from(snapshot);
      changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
      const snapshots = [
        Buffer.alloc(0),
        Buffer.from("x"),
        Buffer.alloc(MEBIBYTE),
        changed,
        snapshot.subarray(1),
        Buffer.concat([snapshot, Buffer.from("\n")]),
        Buffer.from(snapshot.toString("base64")),
        other.snapshot,
      ];
      const answers = [];
      for (const each of snapshots) answers.push(await client.continue(id, LATIN, each));
      for (const each of [other.id, randomUUID(), "no-uuid"])
        answers.push(await client.continue(each, LATIN, snapshot));
      for (const answer of answers) refused(answer, { status: 422, code: "SNAPSHOT_REFUSED", source: SNAPSHOT });
      expect(new Set(answers.map(({ document }) => document.errors[0]?.detail)).size).toBe(1);
      expect((await client.continue(id, LATIN, snapshot)).status).toBe(201);
    },
  },
  {
    id: "R4.63",
    must: "MUST refuse a snapshot that the line has left behind with 409",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, { ...LATIN, size: "1000" });
      await client.continue(id, { ...LATIN, size: "1000" }, snapshot);
      await client.reached(id, "finished");
      refused(await client.continue(id, { ...LATIN, size: "1000" }, snapshot), {
        status: 409,
        code: "SNAPSHOT_STALE",
        source: SNAPSHOT,
      });
      await client.delete(`/api/tokens/${id}`);
      refused(await client.continue(id, { ...LATIN, size: "1000" }, snapshot), {
        status: 409,
        code: "SNAPSHOT_STALE",
        source: SNAPSHOT,
      });
    },
  },
  {
    id: "R4.64",
    must: "MUST let one of ten uploads of a snapshot at the same time win, and refuse the others with 409",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, { ...LATIN, size: "1000" });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => client.continue(id, { ...LATIN, size: 1_000 + n }, snapshot)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    },
  },
  {
    id: "R4.65",
    must: "MUST refuse another alphabet or other digits than the line's with 409",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, LATIN);
      for (const [order, member] of [
        [{ ...LATIN, alphabet: "UPPER_LATIN" }, "alphabet"],
        [{ ...LATIN, alphabet: "NONE" }, "alphabet"],
        [{ ...LATIN, digits: 4 }, "digits"],
      ] as const) {
        const expected = {
          status: 409,
          code: "LINE_MISMATCH",
          source: { parameter: member, pointer: `/data/attributes/${member}` },
        };
        refused(await client.continue(id, order, snapshot), expected);
        refused(await client.post(`/api/tokens/${id}`, orderOf(order)), expected);
      }
    },
  },
  {
    id: "R4.66",
    must: "MUST refuse a size that the line has not left with 406, Out of range., and one outside the agreement with 402, Out of limit.",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, LATIN);
      refused(await client.continue(id, { ...LATIN, size: 8_789 }, snapshot), {
        status: 406,
        code: "SIZE_UNAVAILABLE",
        detail: "Out of range.",
        source: SIZE,
      });
      refused(await client.continue(id, { ...LATIN, size: 999 }, snapshot), {
        status: 402,
        code: "SIZE_OUT_OF_LIMIT",
        detail: "Out of limit.",
        source: SIZE,
      });
      refused(await client.continue(id, { ...LATIN, size: "-1" }, snapshot), {
        status: 422,
        code: "SIZE_INVALID",
        source: SIZE,
      });
    },
  },
  {
    id: "R4.67",
    must: "MUST answer JSON for a line that is unknown, malformed, deleted, or another session's with 404, each alike",
    check: async (client) => {
      const { id } = await halfOf(client, LATIN);
      const deleted = (await client.produce(LATIN)).document.data.id;
      await client.delete(`/api/tokens/${deleted}`);
      const answers = [await (await client.another()).post(`/api/tokens/${id}`, orderOf(LATIN))];
      for (const each of [randomUUID(), "no-uuid", deleted])
        answers.push(await client.post(`/api/tokens/${each}`, orderOf(LATIN)));
      for (const answer of answers) refused(answer, { status: 404, code: "NOT_FOUND", source: ID });
      expect(new Set(answers.map(({ document }) => document.errors[0]?.detail)).size).toBe(1);
    },
  },
  {
    id: "R4.68",
    must: "MUST tell the first of several reasons in the order that the contract has for a continuation",
    check: async (client) => {
      const order: Order = { alphabet: "BASE62", digits: 12 };
      const { id, snapshot } = await halfOf(client, order);
      const payment = { type: "transaction", id: "malformed", ident: 7 };
      // From the first reason to the last, each order is mended by one.
      const wrong = { alphabet: "BASE60", digits: 11, size: String(62n ** 12n), payment };
      const codes = [
        [{ ...wrong, size: 0 }, "x", "SIZE_INVALID"],
        [wrong, "x", "SNAPSHOT_REFUSED"],
        [wrong, snapshot, "LINE_MISMATCH"],
        [{ ...wrong, ...order, size: String(62n ** 12n) }, snapshot, "SIZE_UNAVAILABLE"],
        [{ ...wrong, ...order, size: "100001" }, snapshot, "SIZE_OUT_OF_LIMIT"],
        [{ ...wrong, ...order, size: "1000" }, snapshot, "PAYMENT_REQUIRED"],
      ] as const;
      for (const [each, blob, code] of codes)
        expect((await client.continue(id, each, Buffer.from(blob))).document.errors[0]?.code).toBe(code);
    },
  },
];

export const CONTINUED_PAYMENTS: readonly Audit[] = [
  {
    id: "R4.70",
    must: "MUST ask for a payment of its own for every part, and tell what is wrong with one",
    check: async (client) => {
      const first = newPayment();
      const { id, snapshot } = await halfOf(client, { ...LATIN, payment: first });
      const source = { parameter: "payment", pointer: "/data/relationships/payment" };
      refused(await client.continue(id, LATIN, snapshot), { status: 402, code: "PAYMENT_REQUIRED", source });
      refused(await client.continue(id, { ...LATIN, payment: { ...newPayment(), type: "money" } }, snapshot), {
        status: 402,
        code: "PAYMENT_REQUIRED",
        detail: 'The payment\'s type must be "transaction".',
        source,
      });
      refused(
        await client.post(`/api/tokens/${id}`, orderOf({ ...LATIN, payment: { ...newPayment(), ident: "ch_1" } })),
        { status: 402, code: "PAYMENT_REQUIRED", source },
      );
      refused(await client.continue(id, { ...LATIN, payment: first }, snapshot), {
        status: 409,
        code: "PAYMENT_USED",
        source,
      });
      expect((await client.continue(id, { ...LATIN, payment: newPayment() }, snapshot)).status).toBe(201);
    },
  },
  {
    id: "R4.71",
    must: "MUST answer the same continuation with the same payment again with the same part, and produce nothing more",
    check: async (client) => {
      const { id, snapshot } = await halfOf(client, { ...LATIN, size: "1000", payment: newPayment() });
      const order = { ...LATIN, size: "1000", payment: newPayment() };
      const answers = [await client.continue(id, order, snapshot), await client.continue(id, order, snapshot)];
      await client.reached(id, "finished");
      answers.push(await client.continue(id, order, snapshot));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map(({ bytes }) => bytes.toString())).size).toBe(1);
      expect((await client.get(`/api/tokens/${id}`)).document.data.attributes["available"]).toBe(
        String(26 ** 3 - 2_000),
      );
    },
  },
];

function refused({ status, document }: Answer, expected: Partial<ApiError>): void {
  expect({ status, errors: document.errors }).toMatchObject({
    status: expected.status,
    errors: [{ title: "Tokens not requested", ...expected }],
  });
}
