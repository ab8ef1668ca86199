import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { type Client, customerOf, newPayment, orderOf } from "../../support/rest-client.ts";
import type { Answer } from "../../support/exchange.ts";

/** An object of a document, as JSON has it. */
type Member = Readonly<Record<string, unknown>>;

const TOP_LEVEL = ["data", "errors", "meta", "jsonapi", "links", "included"];
const RESOURCE = ["type", "id", "attributes", "relationships", "links", "meta"];
/** JSON:API 1.1, member names: what may stand in one of ours. */
const NAME = /^[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?$/;

/** What JSON:API 1.1 asks of a server's documents and requests, where the sections of the contract do not show it. */
export const JSON_API_STATEMENTS: readonly Audit[] = [
  {
    id: "J1",
    must: "MUST put an object at the root of every answer, with data or errors and never both, and no member that JSON:API does not have",
    check: async (client) => {
      for (const { document } of await documents(client)) {
        const names = Object.keys(document);
        expect(names.includes("data")).toBe(!names.includes("errors"));
        // The documented list of sessions has its customer beside the data.
        expect(names.filter((name) => !TOP_LEVEL.includes(name) && name !== "relationships")).toEqual([]);
        if (names.includes("relationships")) expect(document.data[0]?.type).toBe("session");
      }
    },
  },
  {
    id: "J2",
    must: "MUST give each resource a type and an id, both strings, attributes that are an object, and no member that JSON:API does not have",
    check: async (client) => {
      const resources = (await documents(client)).flatMap(({ document }) => resourcesOf(document));
      expect(new Set(resources.map(({ type }) => type))).toEqual(
        new Set(["session", "customer", "alphabet", "tokens", "transaction"]),
      );
      for (const { type, id, attributes = {}, ...others } of resources) {
        expect([typeof type, typeof id, typeof attributes]).toEqual(["string", "string", "object"]);
        expect(type).toMatch(NAME);
        // The documented payment has its intent beside its id.
        expect(
          Object.keys(others).filter(
            (name) => !RESOURCE.includes(name) && !(type === "transaction" && name === "ident"),
          ),
        ).toEqual([]);
      }
    },
  },
  {
    id: "J3",
    must: "MUST NOT have an attribute named like a relationship, type or id, nor links or relationships within one, and name all members legally",
    check: async (client) => {
      for (const { document } of await documents(client)) {
        for (const { attributes = {}, relationships = {} } of resourcesOf(document)) {
          const reserved = ["type", "id", ...Object.keys(relationships as Member)];
          expect(Object.keys(attributes as Member).filter((name) => reserved.includes(name))).toEqual([]);
          expect(namesIn(attributes).filter((name) => name === "links" || name === "relationships")).toEqual([]);
        }
        for (const name of namesIn(document)) expect(name).toMatch(NAME);
      }
    },
  },
  {
    id: "J4",
    must: "MUST write links as an object of strings, relationships as objects with linkage, and meta as an object",
    check: async (client) => {
      for (const { document } of await documents(client)) {
        for (const link of Object.values(document.links)) expect(link).toMatch(/^\/api\/[^\s]*$/);
        expect(["object", "undefined"]).toContain(typeof document.meta);
        for (const { relationships = {} } of resourcesOf(document)) {
          for (const relationship of Object.values(relationships as Member))
            expect(relationship).toMatchObject({
              data: { type: expect.any(String) as string, id: expect.any(String) as string },
            });
        }
      }
    },
  },
  {
    id: "J5",
    must: "MUST answer a GET for every link with 200, and a collection with a list, also when it is empty",
    check: async (client) => {
      const { id } = (await client.produce({ alphabet: "BASE16", digits: 10, payment: newPayment() })).document.data;
      const { links } = (await client.get(`/api/tokens/${id}`)).document;
      expect(Object.keys(links).sort()).toEqual(["data", "info", "self", "snapshot"]);
      for (const link of Object.values(links)) expect((await client.get(link)).status, link).toBe(200);
      const fresh = await client.another();
      for (const path of ["/api/tokens", "/api/alphabets?filter[style]=custom"]) {
        const { status, document } = await fresh.get(path);
        expect([status, document.data]).toEqual([200, []]);
      }
      expect((await fresh.addAlphabet("ONLY", "ab")).status).toBe(201);
      expect((await fresh.get("/api/alphabets?filter[style]=custom")).document.data).toHaveLength(1);
    },
  },
  {
    id: "J6",
    must: "MUST refuse include, fields, sort and pages that it does not support with 400, on every route that has a document",
    check: async (client) => {
      const { id } = (await client.order({ payment: newPayment() })).document.data;
      for (const query of [
        "include=payment",
        "include=",
        "fields[tokens]=size",
        "sort=-size",
        "page[number]=1",
        "page[limit]=5",
        "stats",
        "camelCase=1",
      ]) {
        for (const path of [
          "/api/tokens",
          `/api/tokens/${id}`,
          `/api/tokens/${id}/requested`,
          "/api/alphabets",
          "/api/alphabets/DICE",
          "/api/alphabets/DICE/5",
        ]) {
          expect((await client.get(`${path}?${query}`)).status, `${path}?${query}`).toBe(400);
        }
        expect((await client.post(`/api/tokens?${query}`, orderOf({}))).status).toBe(400);
        expect((await customerOf(client.server).get(`/api/sessions?${query}`)).status).toBe(400);
      }
    },
  },
  {
    id: "J7",
    must: "MUST ignore members of a body that JSON:API and the service do not know, @-members among them",
    check: async (client) => {
      const order = orderOf({ payment: newPayment() });
      const { attributes } = order.data;
      const extended = {
        ...order,
        "@context": "x",
        jsonapi: { version: "1.1" },
        links: {},
        unknown: 1,
        data: {
          ...order.data,
          lid: "a",
          links: {},
          meta: {},
          attributes: { ...attributes, "@comment": "y", colour: "red" },
        },
      };
      expect((await client.post("/api/tokens", extended)).status).toBe(201);
    },
  },
  {
    id: "J8",
    must: "MUST refuse an id that a client gives a line or a session with 403, and make nothing",
    check: async (client) => {
      const customer = customerOf(client.server);
      const sessions = (await customer.get("/api/sessions")).document.data.length;
      const { data } = orderOf({ payment: newPayment() });
      for (const id of ["8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", "", 7, {}]) {
        const answers = [
          await client.post("/api/tokens", { data: { ...data, id } }),
          await customer.post("/api/sessions", { data: { type: "session", id, attributes: {} } }),
        ];
        for (const { status, document } of answers)
          expect({ status, error: document.errors[0] }).toMatchObject({
            status: 403,
            error: { code: "CLIENT_ID_REFUSED", source: { pointer: "/data/id" } },
          });
      }
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
      expect((await customer.get("/api/sessions")).document.data).toHaveLength(sessions);
      expect((await client.post("/api/tokens", { data: { ...data, id: null } })).status).toBe(201);
    },
  },
];

/** A document of each kind that the service answers with. */
async function documents(client: Client): Promise<Answer[]> {
  const customer = customerOf(client.server);
  const line = await client.order({
    alphabet: "BASE16",
    digits: 10,
    seed: "11111111-2222-4333-8444-555555555555",
    payment: newPayment(),
  });
  const { id } = line.document.data;
  return [
    line,
    await client.reached(id, "finished"),
    await client.get("/api/tokens"),
    await client.addAlphabet("BAT", "bat4"),
    await client.get("/api/alphabets"),
    await client.get("/api/alphabets/DICE/5"),
    await customer.post("/api/sessions", { data: { type: "session", attributes: { note: "n" } } }),
    await customer.get("/api/sessions"),
    await client.get("/api/nowhere"),
    await client.order({ size: "x" }),
    await client.delete(`/api/tokens/${id}`),
    await client.delete("/api/tokens"),
    await client.delete("/api/alphabets"),
  ];
}

/** The resources of a document, and those that they name. */
function resourcesOf({
  data = [],
  relationships = {},
}: Partial<Record<"data" | "relationships", unknown>>): readonly Member[] {
  const primary = [data].flat() as Member[]; // one or a list: the shape is the test's to look at
  const related = [relationships, ...primary.map((resource) => resource["relationships"] ?? {})].flatMap((named) =>
    Object.values(named as Record<string, { data: Member }>).map((each) => each.data),
  );
  return [...primary, ...related];
}

/** The names of all members at any depth. */
function namesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(namesIn)];
}
