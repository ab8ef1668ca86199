import { expect } from "vitest";
import type { Audit } from "../../jsonapi/support/audit.ts";
import type { Client } from "../../support/rest-client.ts";

const OTHER = `"${"0".repeat(64)}"`;

export const FILE_CONDITIONS: readonly Audit[] = [
  {
    id: "F3.1",
    must: "MUST answer If-None-Match that lists the file's tag, strong or weak, with 304, no body, and the tag",
    check: async (client) => {
      const { path, etag } = await fileOf(client);
      for (const tags of [etag, `W/${etag}`, `${OTHER}, ${etag}`, `"a,b",${etag}`, "*"]) {
        for (const method of ["GET", "HEAD"]) {
          const answer = await client.send(method, path, { headers: { "If-None-Match": tags } });
          expect(answer.status, tags).toBe(304);
          expect(answer.bytes.length).toBe(0);
          expect(answer.headers).toMatchObject({ etag, "cache-control": "no-cache" });
          expect(answer.headers).not.toHaveProperty("content-type");
        }
      }
    },
  },
  {
    id: "F3.2",
    must: "MUST send the file for If-None-Match that does not list its tag",
    check: async (client) => {
      const { path, etag, bytes } = await fileOf(client);
      for (const tags of [OTHER, etag.replaceAll('"', ""), ""]) {
        const answer = await client.get(path, { "If-None-Match": tags });
        expect(answer.status, tags).toBe(200);
        expect(answer.bytes.equals(bytes)).toBe(true);
      }
    },
  },
  {
    id: "F3.3",
    must: "MUST answer If-Match that does not list the file's strong tag with 412, else with the file",
    check: async (client) => {
      const { path, etag } = await fileOf(client);
      for (const tags of [OTHER, `W/${etag}`, ""]) {
        const { status, document } = await client.get(path, { "If-Match": tags });
        expect({ status, code: document.errors[0]?.code }, tags).toEqual({ status: 412, code: "PRECONDITION_FAILED" });
        expect((await client.head(path, { "If-Match": tags })).status).toBe(412);
      }
      for (const tags of [etag, `${OTHER}, ${etag}`, "*"])
        expect((await client.get(path, { "If-Match": tags })).status).toBe(200);
    },
  },
  {
    id: "F3.4",
    must: "MUST send the range for If-Range with the file's strong tag, and the whole file for any other or a date",
    check: async (client) => {
      const { path, etag, bytes } = await fileOf(client);
      const Range = "bytes=3-9";
      const ranged = await client.get(path, { Range, "If-Range": etag });
      expect([ranged.status, ranged.bytes.equals(bytes.subarray(3, 10))]).toEqual([206, true]);
      for (const value of [OTHER, `W/${etag}`, new Date().toUTCString()]) {
        const whole = await client.get(path, { Range, "If-Range": value });
        expect([whole.status, whole.bytes.equals(bytes)], value).toEqual([200, true]);
        expect((await client.get(path, { Range: "bytes=999999999-", "If-Range": value })).status).toBe(200);
      }
    },
  },
  {
    id: "F3.5",
    must: "MUST weigh If-Match before If-None-Match, and both before the range",
    check: async (client) => {
      const { path, etag } = await fileOf(client);
      expect((await client.get(path, { "If-Match": OTHER, "If-None-Match": etag })).status).toBe(412);
      expect((await client.get(path, { "If-Match": etag, "If-None-Match": etag })).status).toBe(304);
      expect((await client.get(path, { "If-None-Match": etag, Range: "bytes=999999999-" })).status).toBe(304);
      expect((await client.get(path, { "If-Match": etag, "If-None-Match": OTHER, Range: "bytes=0-0" })).status).toBe(
        206,
      );
    },
  },
  {
    id: "F3.6",
    must: "MUST give the compressed file a tag of its own",
    check: async (client) => {
      const { path, etag } = await fileOf(client);
      const gz = await client.head(`${path}?format=gz`);
      expect(gz.headers.etag).not.toBe(etag);
      expect((await client.get(`${path}?format=gz`, { "If-None-Match": etag })).status).toBe(200);
      expect((await client.get(`${path}?format=gz`, { "If-None-Match": gz.headers.etag })).status).toBe(304);
    },
  },
];

async function fileOf(client: Client) {
  const { id } = (await client.produce({ alphabet: "DICE", digits: 5, size: 1_000 })).document.data;
  const path = `/api/tokens/${id}/data`;
  const { bytes, headers } = await client.get(path);
  return { path, bytes, etag: headers.etag ?? "" };
}
