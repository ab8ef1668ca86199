import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { customerOf } from "../../support/rest-client.ts";
import { decoded } from "../../support/decoded.ts";

export const READING: readonly Audit[] = [
  {
    id: "R1.30",
    must: "MUST give what is read a weak tag, answer 304 and no body while it is the same, and another tag once it is not",
    check: async (client) => {
      const before = await client.get("/api/alphabets");
      const { etag = "" } = before.headers;
      expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
      expect((await client.head("/api/alphabets")).headers.etag).toBe(etag);
      for (const method of ["GET", "HEAD"])
        for (const tags of [etag, etag.slice(2), `"x", ${etag}`, "*"]) {
          const headers = { "If-None-Match": tags };
          const answer = await client.send(method, "/api/alphabets", { headers });
          expect([answer.status, answer.bytes.length, answer.headers.etag], tags).toEqual([304, 0, etag]);
          expect(answer.headers).toMatchObject({ "cache-control": "no-cache", vary: "Origin, Accept-Encoding" });
        }
      await client.addAlphabet("BAT", "bat4");
      const after = await client.get("/api/alphabets", { "If-None-Match": etag });
      expect(after.status).toBe(200);
      expect(after.headers.etag).not.toBe(etag);
    },
  },
  {
    id: "R1.31",
    must: "MUST answer If-Match with 412 unless it is *, for a weak tag is never strongly the same, and refuse first what is refused anyhow",
    check: async (client) => {
      const { etag } = (await client.get("/api/tokens")).headers;
      const unmet = await client.get("/api/tokens", { "If-Match": etag });
      expect([unmet.status, unmet.document.errors[0]?.code]).toEqual([412, "PRECONDITION_FAILED"]);
      expect(unmet.headers.etag).toBeUndefined();
      expect((await client.get("/api/tokens", { "If-Match": "*" })).status).toBe(200);
      expect((await client.get("/api/alphabets/NONE", { "If-Match": etag })).status).toBe(404);
      await client.addAlphabet("BAT", "bat4");
      expect((await client.delete("/api/alphabets/BAT", { "If-Match": etag })).status).toBe(412);
      expect((await client.get("/api/alphabets/BAT")).status).toBe(200);
      expect((await client.delete("/api/alphabets/BAT", { "If-Match": "*" })).status).toBe(200);
    },
  },
  {
    id: "R1.32",
    must: "MUST code JSON by br or gzip as Accept-Encoding asks, with the length that HEAD tells, under one tag",
    check: async (client) => {
      const plain = await client.get("/api/alphabets");
      expect(plain.headers).not.toHaveProperty("content-encoding");
      for (const [accepted, coding] of [
        ["br", "br"],
        ["gzip", "gzip"],
        ["gzip;q=0.5, br", "br"],
        ["gzip, deflate, br;q=0.1", "gzip"],
        ["identity", undefined],
        ["gzip;q=0", undefined],
        ["compress", undefined],
      ]) {
        const headers = { "Accept-Encoding": accepted };
        const get = await client.get("/api/alphabets", headers);
        const head = await client.head("/api/alphabets", headers);
        expect(get.headers["content-encoding"], accepted).toBe(coding);
        expect(decoded(get).equals(plain.bytes)).toBe(true);
        expect([get, head].map((each) => each.headers["content-length"])).toEqual(
          Array(2).fill(String(get.bytes.length)),
        );
        expect([get.headers.etag, get.headers.vary]).toEqual([plain.headers.etag, "Origin, Accept-Encoding"]);
        if (coding !== undefined) expect(get.bytes.length).toBeLessThan(plain.bytes.length / 2);
      }
    },
  },
  {
    id: "R1.33",
    must: "MUST NOT code or tag an answer that holds Session-Keys",
    check: async (client) => {
      const customer = customerOf(client.server);
      const { headers, bytes } = await customer.get("/api/sessions", { "Accept-Encoding": "gzip, br" });
      expect(bytes.length).toBeGreaterThan(1_024);
      expect(headers).not.toHaveProperty("content-encoding");
      expect(headers).not.toHaveProperty("etag");
    },
  },
  {
    id: "R1.34",
    must: "MUST link what was made, and the description of the service, in the header of each 201",
    check: async (client) => {
      const description = '</api/openapi.json>; rel="service-desc"';
      const added = await client.addAlphabet("BAT", "bat4");
      expect(added.headers["link"]).toBe(`</api/alphabets/BAT>; rel="item", ${description}`);
      const { headers, document } = await client.order({});
      expect(headers["link"]).toBe(`</api/tokens/${document.data.id}>; rel="item", ${description}`);
      await client.reached(document.data.id, "finished");
      const next = await client.post(`/api/tokens/${document.data.id}`, {
        data: { type: "tokens", attributes: { alphabet: "DICE", digits: 5, size: 1_000 } },
      });
      expect(next.headers["link"]).toBe(`</api/tokens/${document.data.id}>; rel="self", ${description}`);
      const session = { data: { type: "session", attributes: {} } };
      expect((await customerOf(client.server).post("/api/sessions", session)).headers["link"]).toBe(description);
      expect((await client.order({ size: "none" })).headers).not.toHaveProperty("link");
      expect((await client.get("/api/tokens")).headers).not.toHaveProperty("link");
    },
  },
];
