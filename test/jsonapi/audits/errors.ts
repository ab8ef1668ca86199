import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { HTTP_STATUS } from "../../../src/jsonapi/http-status.ts";
import type { Audit } from "../support/audit.ts";
import { type Client, customerOf } from "../../support/rest-client.ts";
import type { Answer } from "../../support/exchange.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const ERRORS: readonly Audit[] = [
  {
    id: "R8.1",
    must: "MUST answer every refusal with errors, links and the request's id, and with nothing else",
    check: async (client) => {
      for (const answer of await refusals(client)) {
        const { errors, links, meta } = answer.document;
        expect(Object.keys(answer.document).sort()).toEqual(["errors", "links", "meta"]);
        expect(Object.keys(links)).toEqual(["self"]);
        expect(links["self"]).toMatch(/^\/api/);
        expect(Object.keys(meta)).toEqual(["requestId"]);
        expect(errors.length).toBeGreaterThan(0);
      }
    },
  },
  {
    id: "R8.2",
    must: "MUST give each error the HTTP status as a number, a stable code of that status, a title and a detail",
    check: async (client) => {
      for (const { status, document } of await refusals(client)) {
        expect(document.errors[0]?.status).toBe(status);
        for (const error of document.errors) {
          expect(
            Object.keys(error)
              .filter((member) => member !== "source" && member !== "meta")
              .sort(),
          ).toEqual(["code", "detail", "status", "title"]);
          expect(HTTP_STATUS).toHaveProperty(error.code, error.status);
          expect(error.title).toMatch(/^[A-Z][A-Za-z ]+$/);
          expect(error.detail).toMatch(/^[A-Z].*\.$|^[a-z]+(\[[a-z]+\])? (may|must) .*\.$/);
          for (const bound of Object.values(error.meta ?? {})) expect(bound).toMatch(/^\d+$/);
          if (error.source) expect(Object.keys(error.source).sort()).toEqual(["parameter", "pointer"]);
        }
      }
    },
  },
  {
    id: "R8.3",
    must: "MUST tell the request's id in the body and in X-Request-Id alike, another for each request",
    check: async (client) => {
      const ids = (await refusals(client)).map(({ headers, document }) => {
        expect(document.meta["requestId"]).toMatch(UUID);
        expect(headers["x-request-id"]).toBe(document.meta["requestId"]);
        return document.meta["requestId"];
      });
      expect(new Set(ids).size).toBe(ids.length);
    },
  },
  {
    id: "R8.4",
    must: "MUST NOT show a stack, SQL, a path of the machine or a key in any refusal",
    check: async (client) => {
      for (const { bytes } of await refusals(client)) {
        const text = bytes.toString();
        expect(text).not.toMatch(
          /\bat .*:\d+:\d+|\.ts\b|\.js\b|node_modules|select |insert |sqlite|postgres|\/tmp\/|SQLITE/i,
        );
        expect(text).not.toContain(client.credentials["Session-Key"]);
      }
    },
  },
  {
    id: "R8.5",
    must: "MUST tell every member of a body that is of the wrong shape at once",
    check: async (client) => {
      const { document } = await client.order({ size: "x", digits: null, alphabet: 7 });
      expect(document.errors.map(({ source }) => source?.pointer)).toEqual([
        "/data/attributes/size",
        "/data/attributes/digits",
        "/data/attributes/alphabet",
      ]);
    },
  },
];

/** One refusal of each kind that the facade and the files know. */
async function refusals(client: Client): Promise<Answer[]> {
  const customer = customerOf(client.server);
  const { id } = (
    await client.order({
      alphabet: "DICE",
      payment: { type: "transaction", id: randomUUID(), ident: `pi_${randomUUID().slice(0, 8)}` },
    })
  ).document.data;
  await client.reached(id, "finished");
  return [
    await client.get("/api/nowhere"),
    await client.send("PUT", "/api/tokens"),
    await client.get("/api/tokens", { Accept: "text/html" }),
    await client.post("/api/tokens", "{}", { "Content-Type": "text/plain" }),
    await client.post("/api/tokens", "{"),
    await client.post("/api/tokens", {}),
    await client.get("/api/tokens?x=1"),
    await client.get("/api/tokens", { "Session-Key": undefined }),
    await client.get(`/api/tokens/${randomUUID()}`),
    await client.get(`/api/tokens/${id}/analyzed`),
    await client.get("/api/alphabets/DICE/0"),
    await client.get("/api/alphabets/NONE"),
    await client.get("/api/alphabets?filter[style]=x"),
    await client.delete("/api/alphabets/DICE"),
    await client.addAlphabet("A", "aa"),
    await client.addAlphabet("a", "ab"),
    await client.order({}),
    await client.order({ digits: 2 }),
    await client.order({ size: 8_000 }),
    await client.order({ alphabet: "NONE" }),
    await client.post("/api/tokens", { data: { type: "x" } }),
    await customer.get("/api/sessions", { "Api-Key": "x" }),
    await customer.get(`/api/sessions/${randomUUID()}`),
    await client.get(`/api/tokens/${randomUUID()}/data`),
    await client.get(`/api/tokens/${id}/data?format=zip`),
    await client.get(`/api/tokens/${id}/data`, { Range: "bytes=99999999-" }),
    await client.get(`/api/tokens/${id}/data`, { "If-Match": '"x"' }),
  ];
}
