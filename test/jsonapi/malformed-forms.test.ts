import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { formServer } from "./support/form-server.ts";
import { BOUNDARY, form, formType, named, type Part, part, toBytes } from "../support/forms.ts";

const MEBIBYTE = 1_048_576;
const INFO = part("info.json", "{}", "Content-Type: application/json");
const SNAPSHOT = part("snapshot.blob", "\0\xff");
const GOOD = form([INFO, SNAPSHOT]).toString("latin1");
const NESTED = form([INFO, SNAPSHOT], "inner").toString("latin1");

const server = formServer();
const bodyOf = (...parts: readonly Part[]) => form(parts).toString("latin1");
const headed = (...headers: readonly string[]): Part => ({ headers, bytes: "{}" });
/** The good form with another head of its first part. */
const withHead = (head: string) => GOOD.replace(/(?<=^--\w+\r\n)[^]*?\r\n\r\n/, () => head);
const lineOf = (count: number) => `${"x".repeat(62)}\r\n`.repeat(count);

afterEach(async () => {
  expect((await server.send(GOOD))["status"]).toBe(201);
});

describe("refuses as no form, with 400,", () => {
  it.each<[string, string]>([
    ["no boundary", "multipart/form-data"],
    ["an empty boundary", "multipart/form-data; boundary="],
    ["an empty boundary in quotes", 'multipart/form-data; boundary=""'],
    ["an open quote", `multipart/form-data; boundary="${BOUNDARY}`],
    ["a boundary of 71 characters", formType("b".repeat(71))],
    ["a boundary of 14,000 characters", formType("b".repeat(14_000))],
    ["a boundary that ends in a space", 'multipart/form-data; boundary="abc "'],
    ["a boundary of other characters", formType("a*b")],
    ["a boundary that is not ASCII", formType("b\u00fc")],
    ["a boundary that is escaped", 'multipart/form-data; boundary="a\\b"'],
    ["another parameter alone", `multipart/form-data; bound=${BOUNDARY}`],
  ])("%s", async (_title, contentType) => {
    expect(await server.send(GOOD, contentType)).toEqual({
      status: 400,
      code: "BODY_UNREADABLE",
      field: "Content-Type",
    });
  });

  it.each<[string, string]>([
    ["an empty body", ""],
    ["a line end", "\r\n"],
    ["JSON", '{"data": {}}'],
    ["one byte", "-"],
    ["the boundary without its dashes", GOOD.replaceAll(`--${BOUNDARY}`, BOUNDARY)],
    ["another boundary", GOOD.replaceAll(BOUNDARY, "another")],
    ["a longer boundary", GOOD.replaceAll(BOUNDARY, `${BOUNDARY}0`)],
    ["a boundary in another case", GOOD.replaceAll(BOUNDARY, BOUNDARY.toUpperCase())],
    ["a form without a closing boundary", GOOD.slice(0, -4 - BOUNDARY.length - 2)],
    ["a closing boundary with one dash", GOOD.slice(0, -3)],
    ["a closing boundary with something behind it", `${GOOD.slice(0, -2)}x\r\n`],
    ["line feeds alone", GOOD.replaceAll("\r\n", "\n")],
    ["carriage returns alone", GOOD.replaceAll("\r\n", "\r")],
    ["a line feed after a boundary", GOOD.replaceAll(`${BOUNDARY}\r\n`, `${BOUNDARY}\n`)],
    ["a line feed before a boundary", GOOD.replaceAll(`\r\n--${BOUNDARY}`, `\n--${BOUNDARY}`)],
    ["a boundary that something follows", bodyOf(INFO, part("snapshot.blob", `a\r\n--${BOUNDARY}b`))],
    ["a boundary twice", `--${BOUNDARY}\r\n${GOOD}`],
    ["a part without headers", withHead("\r\n")],
    ["a part without an empty line", withHead('Content-Disposition: form-data; name="info.json"\r\n')],
    ["headers that a boundary cuts", `--${BOUNDARY}\r\nContent-Disposition: form-data;\r\n${GOOD}`],
    ["headers with line feeds", withHead('Content-Disposition: form-data; name="info.json"\n\n')],
    [
      "a folded line with nothing before it",
      withHead(' ;x=y\r\nContent-Disposition: form-data; name="info.json"\r\n\r\n'),
    ],
    ["a header without a colon", withHead("Content-Disposition form-data\r\n\r\n")],
    ["a header without a name", withHead(": form-data; name=info.json\r\n\r\n")],
    ["a header's name with a space", withHead("Content-Disposition : form-data; name=info.json\r\n\r\n")],
    ["a header with a control character", withHead("Content-Disposition: form-data; name=info.json\0\r\n\r\n")],
    [
      "1 MB of header lines",
      withHead(`Content-Disposition: form-data; name="info.json"\r\n${lineOf(15_000).replaceAll("xx\r", ":x\r")}\r\n`),
    ],
    [
      "1 MB of one header",
      withHead(`Content-Disposition: form-data; name="info.json"; x="${"x".repeat(1_000_000)}"\r\n\r\n`),
    ],
    ["1 MB of a header's name", withHead(`${"x".repeat(1_000_000)}: 1\r\n\r\n`)],
    ["no Content-Disposition", bodyOf(headed("Content-Type: application/json"), SNAPSHOT)],
    ["an empty Content-Disposition", bodyOf(headed("Content-Disposition:"), SNAPSHOT)],
    [
      "a Content-Disposition of another kind",
      bodyOf(headed('Content-Disposition: attachment; name="info.json"'), SNAPSHOT),
    ],
    ["a Content-Disposition with an open quote", bodyOf(named('name="info.json', "{}"), SNAPSHOT)],
    ["a Content-Disposition with broken parameters", bodyOf(named("name", "{}"), SNAPSHOT)],
    ["a broken extended file name", bodyOf(named("name=x; filename*=info.json", "{}"), SNAPSHOT)],
    ["base64", bodyOf(part("info.json", "e30=", "Content-Transfer-Encoding: base64"), SNAPSHOT)],
    ["quoted-printable", bodyOf(INFO, part("snapshot.blob", "=00=FF", "Content-Transfer-Encoding: Quoted-Printable"))],
    [
      "a form in a part",
      bodyOf(part("info.json", NESTED, "Content-Type: multipart/form-data; boundary=inner"), SNAPSHOT),
    ],
    [
      "files in a part, as RFC 2388 had it",
      bodyOf(INFO, named("name=snapshot.blob", NESTED, "content-type:multipart/mixed; boundary=inner")),
    ],
  ])("%s", async (_title, body) => {
    expect(await server.send(body)).toEqual({ status: 400, code: "BODY_UNREADABLE" });
  });

  it("a form that ends at any place before its end", async () => {
    for (let end = 0; end < GOOD.length - 2; end += 1) {
      expect(await server.send(GOOD.slice(0, end)), GOOD.slice(0, end)).toEqual({
        status: 400,
        code: "BODY_UNREADABLE",
      });
    }
  });
});

describe("refuses as the wrong form, with 422,", () => {
  it.each<[string, string, string]>([
    ["no parts", `--${BOUNDARY}--\r\n`, "info.json"],
    ["no order", bodyOf(SNAPSHOT), "info.json"],
    ["an order whose boundary begins no line", ` ${GOOD}`, "info.json"],
    ["no snapshot", bodyOf(INFO), "snapshot.blob"],
    ["two orders", bodyOf(INFO, SNAPSHOT, INFO), "info.json"],
    ["two snapshots", bodyOf(SNAPSHOT, named('name="a"; filename="snapshot.blob"', "")), "snapshot.blob"],
    ["two equal parts", bodyOf(INFO, INFO), "info.json"],
    ["a third part", bodyOf(INFO, SNAPSHOT, part("note.txt", "")), "note.txt"],
    ["10,000 parts", bodyOf(...Array.from({ length: 10_000 }, (_, n) => part(`${n}`, ""))), "0"],
    ["10,000 equal parts", bodyOf(...Array.from({ length: 10_000 }, () => SNAPSHOT)), "snapshot.blob"],
    ["other names", bodyOf(part("info", "{}"), SNAPSHOT), "info"],
    ["names in another case", bodyOf(part("Info.json", "{}"), SNAPSHOT), "Info.json"],
    ["a name with a space", bodyOf(part("info.json ", "{}"), SNAPSHOT), "info.json "],
    ["a name in percent escapes", bodyOf(part("info%2Ejson", "{}"), SNAPSHOT), "info%2Ejson"],
    ["a name with quotes", bodyOf(named('name="\\"info.json\\""', "{}"), SNAPSHOT), '"info.json"'],
    [
      "a name in UTF-8",
      bodyOf(named(`name="${Buffer.from("inf\u00f6.json").toString("latin1")}"`, "{}"), SNAPSHOT),
      "inf\u00f6.json",
    ],
    ["a name that is no UTF-8", bodyOf(named('name="inf\xf6.json"', "{}"), SNAPSHOT), "inf\ufffd.json"],
    ["a name of 10,000 characters", bodyOf(part("n".repeat(5_000), "{}"), SNAPSHOT), "n".repeat(64)],
    ["an extended name", bodyOf(named("name*=UTF-8''info.json", "{}"), SNAPSHOT), ""],
    ["an empty name", bodyOf(named('name=""', "{}"), SNAPSHOT), ""],
    ["no name", bodyOf(headed("Content-Disposition: form-data"), SNAPSHOT), ""],
    ["a name that is a prototype's", bodyOf(part("__proto__", "{}"), SNAPSHOT), "__proto__"],
  ])("%s", async (_title, body, field) => {
    expect(await server.send(body)).toEqual({ status: 422, code: "BODY_INVALID", field });
  });
});

it.each<[string, string, string | undefined]>([
  ["an order above 1 MiB", bodyOf(part("info.json", "x".repeat(MEBIBYTE + 1)), SNAPSHOT), "info.json"],
  ["a snapshot above 1 MiB", bodyOf(INFO, part("snapshot.blob", "x".repeat(MEBIBYTE + 1))), "snapshot.blob"],
  ["2 MiB and 64 KiB of a preamble", `${lineOf(33_792)}\r\n${GOOD}`, undefined],
  ["2 MiB and 64 KiB of an epilogue", `${GOOD}${lineOf(33_792)}`, undefined],
])("refuses %s with 413, announced or not", async (_title, body, field) => {
  const refused = { status: 413, code: "BODY_TOO_LARGE", ...(field !== undefined && { field }) };
  expect(await server.send(body)).toEqual(refused);
  expect(await server.send(body, formType(), { "Transfer-Encoding": "chunked" })).toEqual(refused);
});

it("refuses a compressed form with 415", async () => {
  expect(await server.send(gzipSync(toBytes(GOOD)), formType(), { "Content-Encoding": "gzip" })).toEqual({
    status: 415,
    code: "MEDIA_TYPE_UNSUPPORTED",
  });
});

it("outlives clients that leave anywhere in the body", async () => {
  for (let end = 0; end < GOOD.length; end += 20) {
    const socket = connect(Number(new URL(server.url()).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${formType()}\r\nContent-Length: ${GOOD.length}\r\n\r\n${GOOD.slice(0, end)}`,
      "latin1",
    );
    socket.resetAndDestroy();
  }
});
