import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Audit } from "../../jsonapi/support/audit.ts";
import type { Client } from "../../support/rest-client.ts";
import { JSON_API } from "../../support/exchange.ts";
import { graphql } from "../../support/graphql.ts";

export const FILE_ANSWERS: readonly Audit[] = [
  {
    id: "F1.1",
    must: "MUST carry application/json; charset=utf-8 and no disposition for an Accept that names JSON:API",
    check: async (client) => {
      const path = await fileOf(client);
      for (const query of ["", "?format=gz"]) {
        for (const Accept of [
          JSON_API,
          `text/plain, ${JSON_API};q=0.1`,
          `${JSON_API}; profile="http://example.com/x"`,
        ]) {
          for (const method of ["GET", "HEAD"]) {
            const { status, headers } = await client.send(method, `${path}${query}`, { headers: { Accept } });
            expect(status).toBe(200);
            expect(headers["content-type"]).toBe("application/json; charset=utf-8");
            expect(headers).not.toHaveProperty("content-disposition");
          }
        }
      }
    },
  },
  {
    id: "F1.2",
    must: "MUST carry the true type and an attachment's name for any other Accept",
    check: async (client) => {
      const path = await fileOf(client);
      const id = path.split("/")[3] ?? "";
      const types = [
        ["", "text/plain; charset=utf-8", `${id}.txt`],
        ["?format=gz", "application/gzip", `${id}.txt.gz`],
      ] as const;
      for (const [query, type, name] of types) {
        for (const Accept of [
          "*/*",
          "text/plain",
          "application/gzip",
          "text/html, */*;q=0.8",
          `${JSON_API};q=0, */*`,
          undefined,
        ]) {
          for (const method of ["GET", "HEAD"]) {
            const { status, headers } = await client.send(method, `${path}${query}`, { headers: { Accept } });
            expect(status).toBe(200);
            expect(headers).toMatchObject({
              "content-type": type,
              "content-disposition": `attachment; filename="${name}"`,
            });
          }
        }
      }
    },
  },
  {
    id: "F1.3",
    must: "MUST carry ETag, Content-Length, Cache-Control, Date, and Accept-Ranges: bytes, or none for json and xlsx",
    check: async (client) => {
      const path = await fileOf(client);
      for (const [query, ranges] of [
        ["", "bytes"],
        ["?format=gz", "bytes"],
        ["?format=json", "none"],
        ["?format=xlsx", "none"],
      ]) {
        const get = await client.get(`${path}${query ?? ""}`);
        const etag = `"${createHash("sha256").update(get.bytes).digest("hex")}"`;
        for (const { headers } of [get, await client.head(`${path}${query ?? ""}`)]) {
          expect(headers).toMatchObject({
            etag,
            "content-length": String(get.bytes.length),
            "accept-ranges": ranges,
            "cache-control": "no-cache",
            date: expect.any(String) as string,
          });
          expect(headers).not.toHaveProperty("transfer-encoding");
        }
      }
    },
  },
  {
    id: "F1.4",
    must: "MUST ignore Accept-Encoding and never code the content",
    check: async (client) => {
      const path = await fileOf(client);
      const plain = await client.get(path);
      const gz = await client.get(`${path}?format=gz`);
      for (const coding of ["gzip", "gzip, deflate, br", "*", "identity;q=0"]) {
        const coded = await client.get(path, { "Accept-Encoding": coding });
        expect(coded.headers).not.toHaveProperty("content-encoding");
        expect(coded.bytes.equals(plain.bytes)).toBe(true);
        const codedGz = await client.get(`${path}?format=gz`, { "Accept-Encoding": coding });
        expect(codedGz.headers).not.toHaveProperty("content-encoding");
        expect(codedGz.bytes.equals(gz.bytes)).toBe(true);
      }
    },
  },
  {
    id: "F1.5",
    must: "MUST tell the exact length of the compressed file by HEAD, also when nobody has asked for the file yet",
    check: async (client) => {
      const path = `${await fileOf(client)}?format=gz`;
      const [head, other] = await Promise.all([client.head(path), client.head(path)]);
      const { bytes } = await client.get(path);
      expect(head.headers["content-length"]).toBe(String(bytes.length));
      expect(other.headers["content-length"]).toBe(String(bytes.length));
      expect(gunzipSync(bytes).equals((await client.get(path.replace("?format=gz", ""))).bytes)).toBe(true);
    },
  },
  {
    id: "F1.6",
    must: "MUST serve the newest part, and the same by its number",
    check: async (client) => {
      const path = await fileOf(client);
      const { bytes } = await client.get(path);
      expect((await client.get(`${path}?part=1`)).bytes.equals(bytes)).toBe(true);
      expect((await client.get(`${path}?format=gz&part=1`)).headers["accept-ranges"]).toBe("bytes");
      expect((await client.get(`${path}?part=2`)).status).toBe(404);
    },
  },
  {
    id: "F1.7",
    must: "MUST refuse query parameters that are unknown, repeated or meaningless with 400 in JSON:API",
    check: async (client) => {
      const path = await fileOf(client);
      for (const query of [
        "format=zip",
        "format=",
        "format=GZ",
        "format=gz&format=gz",
        "part=0",
        "part=-1",
        "part=x",
        "part=",
        "part=1&part=1",
        "part=9999999999",
        "download=1",
        "format%5B%5D=gz",
      ]) {
        const { status, document, headers } = await client.get(`${path}?${query}`);
        expect({ status, code: document.errors[0]?.code }, query).toEqual({ status: 400, code: "PARAMETER_INVALID" });
        expect(headers["content-type"]).toBe(JSON_API);
        expect(headers).not.toHaveProperty("etag");
      }
    },
  },
  {
    id: "F1.8",
    must: "MUST serve a file of one token, of one byte, and of characters of mixed width",
    check: async (client) => {
      await client.addAlphabet("MIXED", "a\u00df\u2680\u{1F600}");
      for (const [alphabet, digits, pattern] of [
        ["BINARY", 1, /^[01]$/],
        ["BASE62", 1_000, /^[0-9A-Za-z]{1000}$/],
        ["MIXED", 3, /^[a\u00df\u2680\u{1F600}]{3}$/u],
      ] as const) {
        const path = await fileOf(client, { alphabet, digits, size: 1 });
        const { bytes, headers } = await client.get(path);
        expect(bytes.toString()).toMatch(pattern);
        expect(headers["content-length"]).toBe(String(bytes.length));
        expect(gunzipSync((await client.get(`${path}?format=gz`)).bytes).equals(bytes)).toBe(true);
        const [first, last] = [
          await client.get(path, { Range: "bytes=0-0" }),
          await client.get(path, { Range: "bytes=-1" }),
        ];
        expect([first.status, last.status]).toEqual([206, 206]);
        expect(Buffer.concat([first.bytes, last.bytes])).toEqual(
          Buffer.concat([bytes.subarray(0, 1), bytes.subarray(-1)]),
        );
      }
    },
  },
  {
    id: "F1.9",
    must: "MUST send a part's certificate, from ended on, as the very text that GraphQL gives",
    check: async (client) => {
      const { id } = (await client.produce({})).document.data;
      const snapshot = await client.snapshot(id);
      expect((await client.continue(id, {}, snapshot)).status).toBe(201);
      await client.reached(id, "finished");
      const path = `/api/tokens/${id}/certificate`;
      const texts = await certificatesOf(client, id);
      expect(new Set(texts).size).toBe(2);
      for (const [place, text] of texts.entries())
        expect((await client.get(`${path}?part=${place + 1}`)).bytes.toString()).toBe(text);
      const { headers, bytes } = await client.get(path, { Accept: "*/*" });
      expect(bytes.toString()).toBe(texts[1]);
      expect(headers).toMatchObject({
        "content-type": "application/vnd.dsse.envelope.v1+json",
        "content-disposition": `attachment; filename="${id}-2.certificate.json"`,
        "content-length": String(bytes.length),
      });
      expect((await client.get(path, { "If-None-Match": headers.etag })).status).toBe(304);
      expect((await client.get(path, { Range: "bytes=1-9" })).bytes.equals(bytes.subarray(1, 10))).toBe(true);
      expect((await client.get(`${path}?part=3`)).document.errors[0]).toMatchObject({ status: 404, code: "NOT_FOUND" });
      expect((await client.get(`${path}?format=gz`)).status).toBe(400);
    },
  },
];

/** As GraphQL gives them, the first part's first. */
async function certificatesOf(client: Client, id: string): Promise<readonly string[]> {
  const { data } = await graphql(client.server.url, "query ($id: ID!) { tokens(id: $id) { parts { certificate } } }", {
    headers: { ...client.credentials },
    variables: { id },
  });
  const { tokens } = data as unknown as { tokens: { parts: readonly { certificate: string }[] } }; // what the query selects
  return tokens.parts.map(({ certificate }) => certificate);
}

/** The path of the data of a new line. */
async function fileOf(
  client: Client,
  order: { alphabet: string; digits: number; size: number } = { alphabet: "DICE", digits: 5, size: 7_776 },
): Promise<string> {
  return `/api/tokens/${(await client.produce(order)).document.data.id}/data`;
}
