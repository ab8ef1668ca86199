import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ServiceError } from "../../src/errors.ts";
import { HTTP_STATUS } from "../../src/jsonapi/http-status.ts";
import { sandbox } from "../../src/payment/sandbox.ts";
import { newClient, newPayment } from "../support/rest-client.ts";
import { newServer } from "../support/server.ts";

const PRICE = { amount: 3_999n, currency: "EUR" };

/** The table of docs/payments.md: idents that simulate, and what an order with them is answered. */
const TABLE = [
  ...readFileSync(new URL("../../docs/payments.md", import.meta.url), "utf8").matchAll(
    /^\| `(pi_sandbox_\w+)…` +\| (\d+) `(\w+)` +\|/gm,
  ),
].map(([, ident = "", status, code]) => ({ ident, status: Number(status), code }));

async function answerTo(ident: string): Promise<{ status: number; code: string } | null> {
  const refusal = await sandbox
    .check(ident, PRICE)
    .catch((error: unknown) => error as ServiceError /* it throws no other */);
  if (refusal === null) return null;
  const code = typeof refusal === "string" ? "PAYMENT_REQUIRED" : refusal.code;
  return { status: HTTP_STATUS[code], code };
}

describe("the sandbox", () => {
  it("has a page that tells of every ident it simulates", () => {
    expect(TABLE.length).toBe(14);
  });

  it.each(TABLE)("answers $ident… with $status $code, whatever follows", async ({ ident, status, code }) => {
    for (const ending of ["", "_2", "0f0f"]) expect(await answerTo(`${ident}${ending}`)).toEqual({ status, code });
  });

  it("takes every other ident for paid", async () => {
    for (const ident of ["pi_1", "pi_sandbox_", "pi_sandbox_paid", "pi_unknown", "pi_sandbox_Unknown"])
      expect(await answerTo(ident)).toBeNull();
  });

  it("needs a payment at any price, and opens ones that count as paid", async () => {
    expect(sandbox.needsPayment({ amount: 0n, currency: "EUR" })).toBe(true);
    const { ident } = await sandbox.open(PRICE, "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a");
    expect(await answerTo(ident)).toBeNull();
  });

  it("refuses orders by its idents and uses nothing up", async () => {
    await using server = await newServer("sqlite", { environment: { PAYMENT: "sandbox" } });
    const client = await newClient(server);
    const answers = [];
    for (const ident of ["pi_sandbox_too_small", "pi_sandbox_timeout", "pi_sandbox_failed", "pi_sandbox_timeout"]) {
      const { status, headers } = await client.order({ payment: { ...newPayment(), ident } });
      answers.push([status, headers["retry-after"]]);
    }
    expect(answers).toEqual([
      [402, undefined],
      [503, "5"],
      [502, "60"],
      [503, "5"],
    ]);
    expect((await client.get("/api/tokens")).document.data).toEqual([]);
  });
});
