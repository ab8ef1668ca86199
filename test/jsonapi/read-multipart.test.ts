import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formServer } from "./support/form-server.ts";
import { BOUNDARY, form, formType, named, part, type Part, toBytes } from "../support/forms.ts";

const MEBIBYTE = 1_048_576;
const INFO = '{"data":{}}\n';
/** What text would lose, and most of a delimiter. */
const BLOB = `a\r\n--${BOUNDARY.slice(0, -1)}\r\n\r\n--\0\xff\xfe\xc3`;
const READ = { status: 201, "info.json": INFO, "snapshot.blob": BLOB };

/** The bytes of HTTPie 3.2.1 and of curl 7.88.1, but for the snapshot and the boundary. */
const HTTPIE_FILES = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="info.json"; filename="info.json"\r\nContent-Type: application/json\r\n\r\n${INFO}\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="snapshot.blob"; filename="snapshot.blob"\r\n\r\n${BLOB}\r\n--${BOUNDARY}--\r\n`;
const HTTPIE_FIELD = HTTPIE_FILES.replace('; filename="info.json"\r\nContent-Type: application/json', "");
const CURL_FILES = HTTPIE_FILES.replace("application/json", "application/octet-stream").replace(
  '"snapshot.blob"\r\n',
  '"snapshot.blob"\r\nContent-Type: application/octet-stream\r\n',
);
const CURL_FIELDS = HTTPIE_FILES.replaceAll(/; filename="[a-z.]+"/g, "");

const FILES = [part("info.json", INFO, "Content-Type: application/json"), part("snapshot.blob", BLOB)];
const bodyOf = (parts: readonly Part[], boundary?: string) => form(parts, boundary).toString("latin1");
const server = formServer();

describe("takes", () => {
  it.each<[string, string, string?]>([
    ["HTTPie's info.json@info.json", HTTPIE_FILES],
    ["HTTPie's info.json=@info.json", HTTPIE_FIELD],
    ["curl's info.json=@info.json", CURL_FILES],
    ["curl's info.json=<info.json", CURL_FIELDS],
    ["curl's file=@info.json", CURL_FILES.replaceAll(/ name="[a-z.]+"/g, ' name="file"')],
    ["either order", bodyOf(FILES.toReversed())],
    [
      "file names without a field name",
      bodyOf([named('filename="info.json"', INFO), named('filename="snapshot.blob"', BLOB)]),
    ],
    [
      "file names with a path",
      bodyOf([
        named('name=a; filename="C:\\\\orders\\\\info.json"', INFO),
        named('name=b; filename="/tmp/snapshot.blob"', BLOB),
      ]),
    ],
    [
      "extended file names",
      bodyOf([
        named("name=a; filename*=UTF-8''info.json", INFO),
        named("name=b; filename*=utf-8'en'snapshot%2Eblob", BLOB),
      ]),
    ],
    [
      "field names before file names",
      bodyOf([
        named("name=info.json; filename=snapshot.blob", INFO),
        named("name=snapshot.blob; filename=info.json", BLOB),
      ]),
    ],
    ["names without quotes", bodyOf([named("name=info.json", INFO), named("name=snapshot.blob", BLOB)])],
    [
      "charsets, without decoding by them",
      bodyOf([
        named("name=info.json", INFO, "Content-Type: application/json; charset=utf-8"),
        named("name=snapshot.blob", BLOB, "Content-Type: text/plain; charset=utf-16le"),
      ]),
    ],
    [
      "headers in any case, folded, and ones that nobody knows",
      bodyOf([
        { headers: ["X-Other: 1", "CONTENT-DISPOSITION:FORM-DATA;\r\n  NAME=info.json"], bytes: INFO },
        part("snapshot.blob", BLOB),
      ]),
    ],
    [
      "transfer encodings that change nothing",
      bodyOf([
        part("info.json", INFO, "Content-Transfer-Encoding: 8bit"),
        part("snapshot.blob", BLOB, "Content-Transfer-Encoding: BINARY"),
      ]),
    ],
    ["a preamble", `A form.\r\n--\r\n\r\n${HTTPIE_FILES}`],
    ["an epilogue", `${HTTPIE_FILES}The end.\r\n--${BOUNDARY}\r\n`],
    ["no line end at the end", HTTPIE_FILES.slice(0, -2)],
    ["white space after boundaries", HTTPIE_FILES.replaceAll(`${BOUNDARY}\r\n`, `${BOUNDARY} \t\r\n`)],
    ["a boundary of 70 characters", bodyOf(FILES, "b".repeat(70)), formType("b".repeat(70))],
    [
      "a boundary of every kind of character",
      bodyOf(FILES, "aZ09'()+_,-./:=? x"),
      'Multipart/Form-Data; charset=utf-8; Boundary="aZ09\'()+_,-./:=? x"',
    ],
  ])("%s", async (_title, body, contentType) => {
    expect(await server.send(body, contentType)).toEqual(READ);
  });

  it("the FormData of browsers and of fetch", async () => {
    const data = new FormData();
    data.append("info.json", new Blob([INFO], { type: "application/json" }));
    data.append("snapshot.blob", new Blob([toBytes(BLOB).slice()]));
    const response = await fetch(server.url(), { method: "POST", body: data });
    expect({ status: response.status, ...((await response.json()) as object) }).toEqual(READ);
  });

  it("any snapshot byte for byte, as a field and as a file, first and last, at once and in pieces", async () => {
    const bytes = fc
      .array(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each).toString("latin1")),
          fc.constantFrom(
            "\r\n",
            "\r",
            "\n",
            "--",
            "\r\n--",
            `--${BOUNDARY.slice(1)}`,
            `\r\n--${BOUNDARY.slice(0, 31)}`,
            `\r\n-${BOUNDARY}`,
          ),
        ),
      )
      .map((pieces) => pieces.join(""))
      .filter((blob) => !`\r\n${blob}`.includes(`\r\n--${BOUNDARY}`));
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), fc.boolean(), fc.boolean(), async (blob, isFile, isFirst, isChunked) => {
        const parts = [
          part("info.json", INFO),
          isFile
            ? part("snapshot.blob", blob)
            : named('name="snapshot.blob"', blob, "Content-Type: text/plain; charset=utf-8"),
        ];
        const headers: Record<string, string> = isChunked ? { "Transfer-Encoding": "chunked" } : {};
        expect(await server.send(form(isFirst ? parts.toReversed() : parts), formType(), headers)).toEqual({
          ...READ,
          "snapshot.blob": blob,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("empty parts, and parts of exactly 1 MiB", async () => {
    expect(await server.send(form([part("info.json", ""), part("snapshot.blob", "")]))).toEqual({
      status: 201,
      "info.json": "",
      "snapshot.blob": "",
    });
    const large = Buffer.alloc(MEBIBYTE, "\r\n--");
    const answer = await server.send(form([part("info.json", large), named("name=snapshot.blob", large)]));
    expect(answer["status"]).toBe(201);
    expect(
      answer["snapshot.blob"] === large.toString("latin1") && answer["info.json"] === answer["snapshot.blob"],
    ).toBe(true);
  });
});

describe("a body of 100 MB", () => {
  const BYTES = 100 * MEBIBYTE;
  const head = toBytes(HTTPIE_FILES.slice(0, HTTPIE_FILES.indexOf(BLOB)));

  it("is refused before any of it has come, where its length is announced", async () => {
    const outgoing = request(server.url(), {
      method: "POST",
      headers: { "Content-Type": formType(), "Content-Length": String(BYTES) },
    });
    outgoing.flushHeaders();
    outgoing.on("error", () => undefined); // the rest is never sent
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    expect([incoming.statusCode, await text(incoming)]).toEqual([413, '{"code":"BODY_TOO_LARGE"}']);
    outgoing.destroy();
  });

  it("is refused as soon as more has come than both parts may have, and what follows is dropped, so that the client can go on", async () => {
    using agent = {
      pool: new Agent({ keepAlive: true, maxSockets: 1 }),
      [Symbol.dispose]() {
        this.pool.destroy();
      },
    };
    const outgoing = request(server.url(), {
      method: "POST",
      agent: agent.pool,
      headers: { "Content-Type": formType(), "Transfer-Encoding": "chunked" },
    });
    const answered = once(outgoing, "response") as Promise<[IncomingMessage]>;
    outgoing.write(head);
    outgoing.write(Buffer.alloc(2 * MEBIBYTE + 65_536));
    const [incoming] = await answered; // though 98 MB are still to come
    const chunk = Buffer.alloc(MEBIBYTE);
    for (let sent = 2 * MEBIBYTE; sent < BYTES; sent += chunk.length) {
      await new Promise((resolve) => outgoing.write(chunk, resolve));
    }
    await new Promise<void>((resolve) => outgoing.end(resolve));
    expect([incoming.statusCode, await text(incoming)]).toEqual([413, '{"code":"BODY_TOO_LARGE"}']);
    const next = request(server.url(), {
      method: "POST",
      agent: agent.pool,
      headers: { "Content-Type": formType() },
    }).end(HTTPIE_FILES, "latin1");
    const [{ statusCode }] = (await once(next, "response")) as [IncomingMessage];
    expect([statusCode, next.reusedSocket]).toEqual([201, true]);
  });
});
