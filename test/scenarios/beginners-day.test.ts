import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { openSession, rest } from "../support/rest.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
const PAYMENT = {
  type: "transaction",
  id: "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a",
  ident: "pi_XXXXXXXXXXXXXXXXXXXXXXXX",
};
const ORDER = {
  meta: { seed: SEED },
  data: {
    type: "tokens",
    attributes: { size: "7776", digits: "5", alphabet: "DICE" },
    relationships: { payment: { data: PAYMENT } },
  },
};

describe.each(DIALECTS)("a beginner's day on %s", (dialect) => {
  it("goes from a session to all 7,776 tokens of five dice, with the documented figures", async () => {
    await using server = await newServer(dialect, { environment: { AGREEMENT: "basic", PAYMENT: "sandbox" } });
    const headers = await openSession(server.url);
    const alphabet = await rest(server.url, "GET", "/api/alphabets/DICE/5", { headers });
    expect(alphabet.body).toMatchObject({
      data: { attributes: { digits: "5", reachable: "7776", available: "7776", parity: 0 } },
    });

    const ordered = await rest(server.url, "POST", "/api/tokens", { headers, body: ORDER });
    expect(ordered.status).toBe(201);
    const { id } = (ordered.body as { data: { id: string } }).data;
    const finished = await until(async () => {
      const { body } = await rest(server.url, "GET", `/api/tokens/${id}`, { headers });
      return (body as { data: { attributes: { status: string } } }).data.attributes.status === "finished" && body;
    });
    const data = await (await fetch(`${server.url}/api/tokens/${id}/data`, { headers })).text();
    expect(finished).toMatchObject({
      meta: { seed: SEED },
      links: { self: "/api/tokens", info: `/api/tokens/${id}`, data: `/api/tokens/${id}/data` },
      data: {
        type: "tokens",
        attributes: {
          available: "0",
          reachable: "0",
          partial: false,
          checksum: "0".repeat(70),
          filesizes: { data: 124_415 },
          filehashes: { data: createHmac("sha256", SEED).update(data).digest("hex") },
        },
        relationships: { payment: { data: PAYMENT } },
      },
    });
    expect(Buffer.byteLength(data)).toBe(124_415);
    expect(new Set(data.split("\n")).size).toBe(7_776);

    const head = await fetch(`${server.url}/api/tokens/${id}/data`, { method: "HEAD", headers });
    expect(head.headers.get("content-length")).toBe("124415");
    expect(head.headers.get("etag")).toBe(`"${createHash("sha256").update(data).digest("hex")}"`);

    const deleted = await rest(server.url, "DELETE", `/api/tokens/${id}`, { headers });
    expect(deleted.body).toMatchObject({
      links: { self: `/api/tokens/${id}` },
      data: { attributes: { status: "deleted" } },
    });
    expect((await rest(server.url, "GET", `/api/tokens/${id}`, { headers })).status).toBe(404);
  });
});
