import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Audit } from "../support/audit.ts";
import { type Client, orderOf } from "../../support/rest-client.ts";
import { type Answer, JSON_API } from "../../support/exchange.ts";

const ORDER = JSON.stringify(orderOf({}));
const MEBIBYTE = 1_048_576;

export const BODIES: readonly Audit[] = [
  {
    id: "R1.20",
    must: "MUST refuse a body that is not JSON with 400, and quote nothing of it",
    check: async (client) => {
      for (const body of ["", "{", "{secret}", `${ORDER}x`, "{'data': 1}", "undefined", "NaN"]) {
        const answer = await client.post("/api/tokens", body);
        refused(answer, 400, "BODY_UNREADABLE");
        expect(answer.bytes.toString()).not.toContain("secret");
      }
    },
  },
  {
    id: "R1.21",
    must: "MUST refuse JSON that is no object with a data object with 422",
    check: async (client) => {
      for (const body of ["null", "1", '"data"', "[]", "{}", '{"data": null}', '{"data": []}']) {
        for (const path of ["/api/tokens", "/api/alphabets"])
          refused(await client.post(path, body), 422, "BODY_INVALID");
      }
    },
  },
  {
    id: "R1.22",
    must: "MUST refuse more than 1 MiB with 413, announced or not, and take exactly 1 MiB",
    check: async (client) => {
      refused(await client.post("/api/tokens", ORDER.padEnd(MEBIBYTE + 1)), 413, "BODY_TOO_LARGE");
      refused(
        await client.post("/api/tokens", ORDER.padEnd(MEBIBYTE + 1), { "Transfer-Encoding": "chunked" }),
        413,
        "BODY_TOO_LARGE",
      );
      refused(await client.post("/api/tokens", ORDER.padEnd(3 * MEBIBYTE)), 413, "BODY_TOO_LARGE");
      expect((await client.post("/api/tokens", ORDER.padEnd(MEBIBYTE))).status).toBe(201);
      expect(
        (await client.post("/api/tokens", ORDER.padEnd(MEBIBYTE), { "Transfer-Encoding": "chunked" })).status,
      ).toBe(201);
    },
  },
  {
    id: "R1.23",
    must: "MUST refuse a body that is nested deeper than 32 levels with 400",
    check: async (client) => {
      refused(await client.post("/api/tokens", `${"[".repeat(33)}${"]".repeat(33)}`), 400, "BODY_UNREADABLE");
      refused(await client.post("/api/tokens", `${"[".repeat(500_000)}${"]".repeat(500_000)}`), 400, "BODY_UNREADABLE");
      refused(await client.post("/api/tokens", `${"[".repeat(32)}${"]".repeat(32)}`), 422, "BODY_INVALID");
    },
  },
  {
    id: "R1.24",
    must: "MUST refuse a body that is not UTF-8 with 400",
    check: async (client) => {
      for (const bytes of [
        Buffer.from(ORDER, "utf16le"),
        Buffer.from(ORDER.replace("DICE", "\u00fc"), "latin1"),
        Buffer.concat([Buffer.from(ORDER), Buffer.from([0xc0])]),
      ]) {
        refused(await client.post("/api/tokens", bytes), 400, "BODY_UNREADABLE");
      }
    },
  },
  {
    id: "R1.25",
    must: "MUST refuse a member named __proto__ with 400, at any level",
    check: async (client) => {
      for (const body of [
        '{"__proto__": {}, "data": {}}',
        '{"data": {"attributes": {"__proto__": {"size": "1000"}}}}',
        '{"data": [{"\\u005f_proto__": 1}]}',
      ]) {
        refused(await client.post("/api/tokens", body), 400, "BODY_UNREADABLE");
      }
    },
  },
  {
    id: "R1.26",
    must: "MUST refuse a compressed body with 415",
    check: async (client) => {
      refused(
        await client.post("/api/tokens", gzipSync(ORDER), { "Content-Encoding": "gzip" }),
        415,
        "MEDIA_TYPE_UNSUPPORTED",
      );
      expect((await client.post("/api/tokens", ORDER, { "Content-Encoding": "identity" })).status).toBe(201);
      expect((await client.post("/api/tokens", ORDER, { "Content-Encoding": "Identity" })).status).toBe(201);
    },
  },
  {
    id: "R1.27",
    must: "MUST NOT act on a body that ends before its announced length",
    check: async (client) => {
      const answered = await sendTruncated(client, ORDER, ORDER.length + 1);
      expect(answered).toMatch(/^(HTTP\/1\.1 400 |$)/);
      expect((await client.get("/api/tokens")).document.data).toEqual([]);
    },
  },
];

function refused({ status, document }: Answer, expected: number, code: string): void {
  expect({ status, code: document.errors[0]?.code }).toEqual({ status: expected, code });
}

/** Over a socket of its own: no HTTP client would send it. */
async function sendTruncated({ server, credentials }: Client, body: string, announced: number): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const headers = { Host: "localhost", "Content-Type": JSON_API, "Content-Length": String(announced), ...credentials };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`POST /api/tokens HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
  return text(socket);
}
