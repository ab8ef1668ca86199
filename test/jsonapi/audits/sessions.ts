import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { type Client, customerOf, newPayment } from "../../support/rest-client.ts";
import { type Answer, JSON_API } from "../../support/exchange.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LIMITS = { minTokens: 1_000, maxTokens: 100_000, minDigits: 3, maxDigits: 100 };
const NOBODY = { "Api-Key": "ffffffff-ffff-4fff-8fff-ffffffffffff" };

export const SESSIONS: readonly Audit[] = [
  {
    id: "R2.1",
    must: "MUST open a session with its note, client, agent, time and limits",
    check: async (client) => {
      const customer = customerOf(client.server);
      const { status, document } = await customer.post("/api/sessions", sessionBody({ note: "A session note" }), {
        "User-Agent": "HTTP.jl/1.8.5",
      });
      expect(status).toBe(201);
      expect(document).toEqual({
        links: { self: "/api/sessions" },
        data: {
          type: "session",
          id: expect.stringMatching(UUID) as string,
          attributes: {
            note: "A session note",
            client: "127.0.0.1",
            agent: "HTTP.jl/1.8.5",
            timestamps: { granted: expect.any(String) as string },
            limits: LIMITS,
          },
        },
      });
      expect((await customer.get("/api/tokens", { "Session-Key": document.data.id })).status).toBe(200);
    },
  },
  {
    id: "R2.2",
    must: "MUST do without a note, and leave out what is not known",
    check: async (client) => {
      for (const attributes of [{}, { note: null }]) {
        const { status, document } = await customerOf(client.server).post("/api/sessions", sessionBody(attributes));
        expect(status).toBe(201);
        expect(Object.keys(document.data.attributes).sort()).toEqual(["client", "limits", "timestamps"]);
      }
      const noted = await customerOf(client.server).post("/api/sessions", sessionBody({ note: "" }));
      expect(noted.document.data.attributes["note"]).toBe("");
    },
  },
  {
    id: "R2.13",
    must: "MUST open a session without a note where there is no body, whatever Content-Type is sent, or the length of it",
    check: async ({ server }) => {
      const announced = [
        {},
        { "Content-Length": "0" },
        { "Content-Type": JSON_API },
        { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "0" },
        { "Transfer-Encoding": "chunked" },
      ];
      for (const headers of announced) {
        const answer = await customerOf(server).send("POST", "/api/sessions", {
          headers: { "Content-Type": undefined, ...headers },
        });
        expect(answer.status, JSON.stringify(headers)).toBe(201);
        expect(Object.keys(answer.document.data.attributes).sort()).toEqual(["client", "limits", "timestamps"]);
      }
      const untyped = { "Content-Type": undefined };
      expect((await customerOf(server).post("/api/sessions", sessionBody({}), untyped)).status).toBe(415);
      expect((await customerOf(server).post("/api/sessions", " ", {})).status).toBe(400);
    },
  },
  {
    id: "R2.3",
    must: "MUST refuse a body without attributes, a note that is no text or too long with 422, another type with 409, each with its pointer",
    check: async (client) => {
      const wrong = [
        [{ data: { type: "session" } }, 422, "/data/attributes"],
        [{ data: { type: "session", attributes: null } }, 422, "/data/attributes"],
        [sessionBody({ note: 7 }), 422, "/data/attributes/note"],
        [sessionBody({ note: "n".repeat(1_001) }), 422, "/data/attributes/note"],
        [sessionBody({ note: "NUL\0" }), 422, "/data/attributes/note"],
        [sessionBody({ note: "half \ud800" }), 422, "/data/attributes/note"],
        [{ data: { type: "sessions", attributes: {} } }, 409, "/data/type"],
        [{ data: { attributes: {} } }, 422, "/data/type"],
      ] as const;
      for (const [body, status, pointer] of wrong) {
        const answer = await customerOf(client.server).post("/api/sessions", body);
        expect(
          { status: answer.status, pointer: answer.document.errors[0]?.source?.pointer },
          JSON.stringify(body),
        ).toEqual({ status, pointer });
      }
    },
  },
  {
    id: "R2.4",
    must: "MUST list all sessions of the Api-Key and its customer, by the collection and by the id of an open or a revoked session",
    check: async (client) => {
      const customer = customerOf(client.server);
      const revoked = await client.another();
      await revoke(revoked);
      const [id = "", revokedId = ""] = [client, revoked].map(keyOf);
      for (const path of [
        "/api/sessions",
        `/api/sessions/${id}`,
        `/api/sessions/${revokedId}`,
        `/api/sessions/${id.toUpperCase()}`,
      ]) {
        const { status, document } = await customer.get(path);
        expect(status).toBe(200);
        expect(Object.keys(document).sort()).toEqual(["data", "links", "relationships"]);
        expect(document.links).toEqual({ self: path });
        expect(document.data.find((session) => session.id === id)).toEqual({
          type: "session",
          id,
          attributes: { client: "127.0.0.1", timestamps: { granted: expect.any(String) as string }, limits: LIMITS },
        });
        expect(document.data.find((session) => session.id === revokedId)?.attributes["timestamps"]).toHaveProperty(
          "revoked",
        );
      }
    },
  },
  {
    id: "R2.5",
    must: "MUST show the customer of the basic agreement with its documented prices",
    check: async (client) => {
      const { document } = await customerOf(client.server).get("/api/sessions");
      expect(document).toMatchObject({
        relationships: { customer: { data: { type: "customer", id: expect.stringMatching(UUID) as string } } },
      });
      const { attributes } = (document as unknown as { relationships: { customer: { data: { attributes: object } } } })
        .relationships.customer.data;
      expect(Object.keys(attributes).sort()).toEqual([
        "address",
        "agreement",
        "company",
        "email",
        "phone",
        "price",
        "status",
        "usage",
      ]);
      expect(attributes).toMatchObject({
        status: "granted",
        usage: "permanent",
        agreement: "basic",
        price: { job: 5, digit: 0.0009, metrics: 1, rebate: 0 },
      });
      expect(Object.keys((attributes as { address: object }).address).sort()).toEqual([
        "city",
        "country",
        "postalCode",
        "secondaryAddress",
        "streetAndNumber",
      ]);
    },
  },
  {
    id: "R2.6",
    must: "MUST answer a revocation with the session alone in a list, now with the time of its end",
    check: async (client) => {
      const { status, document } = await revoke(client);
      expect(status).toBe(200);
      expect(document).toEqual({
        links: { self: `/api/sessions/${keyOf(client)}` },
        data: [
          {
            type: "session",
            id: keyOf(client),
            attributes: {
              client: "127.0.0.1",
              timestamps: { granted: expect.any(String) as string, revoked: expect.any(String) as string },
              limits: LIMITS,
            },
          },
        ],
      });
    },
  },
  {
    id: "R2.7",
    must: "MUST ask for both credentials to revoke a session, and leave it open without them",
    check: async (client) => {
      const path = `/api/sessions/${keyOf(client)}`;
      expect((await customerOf(client.server).delete(path)).status).toBe(401);
      expect((await client.delete(path)).status).toBe(403);
      expect((await client.delete(path, NOBODY)).status).toBe(403);
      expect((await client.get("/api/tokens")).status).toBe(200);
    },
  },
  {
    id: "R2.8",
    must: "MUST refuse a revoked key from then on",
    check: async (client) => {
      await revoke(client);
      for (const path of ["/api/alphabets", "/api/alphabets/DICE", "/api/tokens", `/api/tokens/${randomUUID()}/data`])
        expect((await client.get(path)).status).toBe(401);
      expect((await client.order({})).status).toBe(401);
      expect((await revoke(client)).status).toBe(401);
      expect(
        (await (await client.another()).delete(`/api/sessions/${keyOf(client)}`, customerOf(client.server).credentials))
          .status,
      ).toBe(404);
    },
  },
  {
    id: "R2.9",
    must: "MUST answer a missing, malformed, unknown or revoked Session-Key with 401 and one body",
    check: async (client) => {
      await revoke(client);
      const bodies = new Set<string>();
      for (const key of [undefined, "", "key", randomUUID(), keyOf(client)]) {
        const answer = await client.get("/api/tokens", { "Session-Key": key });
        expect(answer.status).toBe(401);
        bodies.add(JSON.stringify({ ...answer.document, meta: null }));
        for (const path of ["/api/alphabets", `/api/tokens/${randomUUID()}`, `/api/tokens/${randomUUID()}/data`]) {
          expect((await client.get(path, { "Session-Key": key })).document.errors[0]?.detail).toBe(
            answer.document.errors[0]?.detail,
          );
        }
      }
      expect(bodies.size).toBe(1);
    },
  },
  {
    id: "R2.10",
    must: "MUST answer a missing, malformed or unknown Api-Key with 403 and the documented body",
    check: async (client) => {
      for (const key of [undefined, "", "key", randomUUID()]) {
        for (const path of ["/api/sessions", `/api/sessions/${keyOf(client)}`]) {
          const { status, document } = await client.get(path, { "Api-Key": key });
          expect(status).toBe(403);
          expect(document).toEqual({
            errors: [
              {
                status: 403,
                title: "Session not established",
                detail: "Unknown Api-Key.",
                code: "API_KEY_REFUSED",
                source: { parameter: "id", pointer: "" },
              },
            ],
            links: { self: path },
            meta: { requestId: expect.any(String) as string },
          });
        }
        expect(
          (await client.post("/api/sessions", sessionBody({}), { "Api-Key": key })).document.errors[0]?.detail,
        ).toBe("Unknown Api-Key.");
      }
    },
  },
  {
    id: "R2.11",
    must: "MUST answer an id that is no session of the Api-Key's with 404",
    check: async (client) => {
      const customer = customerOf(client.server);
      for (const id of [randomUUID(), "malformed"]) {
        expect((await customer.get(`/api/sessions/${id}`)).status).toBe(404);
        expect((await client.delete(`/api/sessions/${id}`, customer.credentials)).status).toBe(404);
      }
    },
  },
  {
    id: "R2.12",
    must: "MUST show each session its own alphabets and lines alone",
    check: async (client) => {
      const other = await client.another();
      await other.addAlphabet("BAT", "bat4");
      const { document } = await other.order({ payment: newPayment() });
      expect((await client.get("/api/alphabets/BAT")).status).toBe(404);
      expect((await client.get("/api/alphabets?filter[style]=custom")).document.data).toEqual([]);
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
      expect((await client.get(`/api/tokens/${document.data.id}`)).status).toBe(404);
      expect((await client.addAlphabet("BAT", "tab4")).status).toBe(201);
      expect((await client.delete("/api/alphabets")).document.data.length).toBe(1);
      expect((await other.get("/api/alphabets/BAT")).document.data.attributes["chars"]).toBe("bat4");
    },
  },
];

function revoke(client: Client): Promise<Answer> {
  return client.delete(`/api/sessions/${keyOf(client)}`, customerOf(client.server).credentials);
}

function keyOf(client: Client): string {
  return client.credentials["Session-Key"] ?? "";
}

function sessionBody(attributes: object) {
  return { data: { type: "session", attributes } };
}
