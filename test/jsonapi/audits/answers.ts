import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { type Client, customerOf, newPayment } from "../../support/rest-client.ts";
import { type Answer, JSON_API } from "../../support/exchange.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const ANSWERS: readonly Audit[] = [
  {
    id: "R1.1",
    must: "MUST answer POST with 201 and GET, HEAD and DELETE with 200",
    check: async (client) => {
      expect((await client.addAlphabet("BAT", "bat4")).status).toBe(201);
      expect((await client.get("/api/alphabets/BAT")).status).toBe(200);
      expect((await client.head("/api/alphabets/BAT")).status).toBe(200);
      expect((await client.delete("/api/alphabets/BAT")).status).toBe(200);
    },
  },
  {
    id: "R1.2",
    must: "MUST send JSON with its media type without a charset, Accept, Cache-Control and Date, whatever the method and the status",
    check: async (client) => {
      const answers = [
        await client.get("/api/alphabets/DICE"),
        await client.head("/api/alphabets/DICE"),
        await client.delete("/api/tokens"),
        await client.order({}),
        await client.get("/api/nowhere"),
        await client.order({ size: "none" }),
        await client.get("/api/tokens", { "Session-Key": undefined }),
        await client.send("PATCH", "/api/tokens"),
      ];
      for (const { headers } of answers) {
        expect(headers).toMatchObject({ "content-type": JSON_API, accept: JSON_API, "cache-control": "no-cache" });
        expect(Math.abs(Date.parse(headers.date ?? "") - Date.now())).toBeLessThan(60_000);
      }
    },
  },
  {
    id: "R1.3",
    must: "MUST answer HEAD with the Content-Length of GET and an empty body, whatever the status",
    check: async (client) => {
      const { document } = await client.produce({ size: "7776", seed: SEED });
      const line = `/api/tokens/${document.data.id}`;
      const paths = [
        "/api/alphabets",
        "/api/alphabets/DICE/5?",
        "/api/tokens",
        line,
        `${line}/requested`,
        `${line}/finished`,
        `${line}/data`,
        `${line}/data?format=gz`,
        `${line}/analyzed`,
        "/api/alphabets?no=1",
      ];
      for (const path of paths) await sameHead(client, path);
      await sameHead(customerOf(client.server), "/api/sessions");
    },
  },
  {
    id: "R1.4",
    must: "MUST write digits, size, reachable and available as strings, counts and rates as numbers, ascii and partial as booleans",
    check: async (client) => {
      const alphabet = (await client.get("/api/alphabets/DICE/5")).document.data.attributes;
      expect(typesOf(alphabet)).toEqual({
        ascii: "boolean",
        length: "number",
        bytes: "number",
        parity: "number",
        chars: "string",
        digits: "string",
        reachable: "string",
        available: "string",
      });
      const id = (await client.produce({ size: 7776, digits: 5, seed: SEED })).document.data.id;
      const ended = (await client.get(`/api/tokens/${id}/ended`)).document.data.attributes;
      expect(typesOf(ended)).toMatchObject({
        digits: "string",
        size: "string",
        reachable: "string",
        available: "string",
        rate: "number",
        progress: "number",
        partial: "boolean",
        checksum: "string",
      });
      expect(ended).toMatchObject({ filesizes: { data: 124_415 }, partial: false, progress: 100 });
    },
  },
  {
    id: "R1.5",
    must: "MUST write limits and the status of errors as numbers",
    check: async (client) => {
      const { document } = await customerOf(client.server).get("/api/sessions");
      expect(document.data[0]?.attributes["limits"]).toEqual({
        minTokens: 1_000,
        maxTokens: 100_000,
        minDigits: 3,
        maxDigits: 100,
      });
      expect((await client.get("/api/nowhere")).document.errors[0]?.status).toBe(404);
    },
  },
  {
    id: "R1.6",
    must: "MUST write timestamps as ISO 8601 in UTC with milliseconds and Z",
    check: async (client) => {
      const sessions = (await customerOf(client.server).get("/api/sessions")).document.data;
      const line = (await client.produce({})).document.data;
      const stamps = [sessions[0], line].flatMap((resource) =>
        Object.values((resource?.attributes["timestamps"] ?? {}) as Record<string, string>),
      );
      expect(stamps.length).toBe(5);
      for (const stamp of stamps) expect(stamp).toMatch(TIMESTAMP);
    },
  },
  {
    id: "R1.7",
    must: "MUST link by relative paths with the query as it was sent and brackets shown as brackets, in errors too",
    check: async (client) => {
      const path = "/api/alphabets?filter%5Blength%5D=16&filter%5bstyle%5D=preset&filter[chars]=%30";
      const shown = "/api/alphabets?filter[length]=16&filter[style]=preset&filter[chars]=%30";
      expect((await client.get(path)).document.links).toEqual({ self: shown });
      expect((await client.get("/api/alphabets?filter%5Bsize%5D=1")).document.links).toEqual({
        self: "/api/alphabets?filter[size]=1",
      });
      expect((await client.get("/api/alphabets/DICE/5")).document.links).toEqual({ self: "/api/alphabets/DICE/5" });
    },
  },
  {
    id: "R1.8",
    must: "MUST link tokens to themselves as /api/tokens, never with the query",
    check: async (client) => {
      expect((await client.order({ payment: newPayment() })).document.links["self"]).toBe("/api/tokens");
      expect((await client.post("/api/tokens?analysis=metrics", {})).document.links).toEqual({ self: "/api/tokens" });
      expect((await client.get("/api/tokens?page=2")).document.links).toEqual({ self: "/api/tokens" });
      expect((await client.get("/api/tokens")).document.links).toEqual({ self: "/api/tokens" });
    },
  },
  {
    id: "R1.9",
    must: "MUST tell in Location where a line, its next part and an alphabet are, and never where a session is: its path is a credential",
    check: async (client) => {
      const alphabet = await client.addAlphabet("VOWELS", "AEIOU");
      expect(alphabet.headers.location).toBe("/api/alphabets/VOWELS");
      expect((await client.get(String(alphabet.headers.location))).document.data).toEqual(alphabet.document.data);
      const line = await client.order({ alphabet: "VOWELS", digits: 20 });
      expect(line.headers.location).toBe(`/api/tokens/${line.document.data.id}`);
      await client.reached(line.document.data.id, "finished");
      const next = await client.post(String(line.headers.location), {
        data: { type: "tokens", attributes: { alphabet: "VOWELS", digits: 20, size: 1_000 } },
      });
      expect([next.status, next.headers.location]).toEqual([201, line.headers.location]);
      const session = await customerOf(client.server).post("/api/sessions", {
        data: { type: "session", attributes: {} },
      });
      expect([session.status, session.headers.location]).toEqual([201, undefined]);
      expect((await client.order({ size: "none" })).headers.location).toBeUndefined();
    },
  },
  {
    id: "R1.19",
    must: "MUST let nothing store an answer that holds a Session-Key, and say no more than no-cache elsewhere",
    check: async (client) => {
      const customer = customerOf(client.server);
      const key = client.credentials["Session-Key"] ?? "";
      const opened = await customer.post("/api/sessions", { data: { type: "session", attributes: {} } });
      const holding = [
        opened,
        await customer.get("/api/sessions"),
        await customer.head("/api/sessions"),
        await customer.get(`/api/sessions/${key}`),
        await client.get(`/api/sessions/${key}`),
        await customer.send("PATCH", `/api/sessions/${key}`),
      ];
      const others = [
        await customer.post("/api/sessions", {}),
        await client.get("/api/sessions"),
        await client.get("/api/tokens"),
        await client.get("/api/alphabets"),
      ];
      const revoked = await client.delete(`/api/sessions/${key}`, customer.credentials);
      expect([...holding, revoked].map(({ headers }) => headers["cache-control"])).toEqual(
        Array(7).fill("no-cache, no-store"),
      );
      expect(others.map(({ headers }) => headers["cache-control"])).toEqual(Array(4).fill("no-cache"));
    },
  },
];

async function sameHead(client: Client, path: string): Promise<void> {
  const get = await client.get(path);
  const head = await client.head(path);
  expect(head.bytes.length, path).toBe(0);
  expect(head.status, path).toBe(get.status);
  expect(head.headers["content-length"], path).toBe(String(get.bytes.length));
  expect(shownHeaders(head), path).toEqual(shownHeaders(get));
}

/** Without those that differ from answer to answer. */
function shownHeaders({ headers: { date: _, "x-request-id": __, ...headers } }: Answer) {
  return headers;
}

function typesOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, typeof value]));
}
