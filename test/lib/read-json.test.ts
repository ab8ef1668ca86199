import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { parseJson, readJson } from "../../src/lib/read-json.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("parseJson()", () => {
  it.each([
    ['{"a": [1, "ü", null, {"b": true}]}', { a: [1, "ü", null, { b: true }] }],
    [" 7 ", 7],
    ["\uFEFF{}", {}],
    ['{"prototype": 1, "constructor": 2}', { prototype: 1, constructor: 2 }],
  ])("reads %s", (text, value) => {
    expect(parseJson(bytesOf(text))).toEqual(value);
  });

  it.each(["", "{", "[1,]", "{} {}", "'a'"])("refuses %j, which is not JSON", (text) => {
    expect(() => parseJson(bytesOf(text))).toThrow(
      expect.objectContaining({ code: "BODY_UNREADABLE", message: "The body is not JSON in UTF-8." }) as Error,
    );
  });

  it.each([[0xff], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22]])(
    "refuses bytes that are not UTF-8",
    (...bytes) => {
      expect(() => parseJson(Uint8Array.from(bytes))).toThrow("not JSON in UTF-8");
    },
  );

  it("takes 32 levels and refuses 33, of arrays and objects alike", () => {
    expect(parseJson(bytesOf(`${"[".repeat(32)}${"]".repeat(32)}`))).toBeInstanceOf(Array);
    expect(() => parseJson(bytesOf(`${"[".repeat(33)}${"]".repeat(33)}`))).toThrow("deeper than 32 levels");
    expect(() => parseJson(bytesOf(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`))).toThrow("deeper than 32 levels");
  });

  it.each(['{"__proto__": 1}', '[{"a": {"__proto__": {}}}]'])("refuses the member __proto__ in %s", (text) => {
    expect(() => parseJson(bytesOf(text))).toThrow("__proto__");
  });
});

describe("readJson()", () => {
  it("refuses a body whose sender has gone before its end", async () => {
    const read = Promise.withResolvers<unknown>();
    await using server = createServer((request: IncomingMessage) => {
      readJson(request).then(read.resolve, read.reject);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo; // it listens on a port
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{}");
    await once(server, "request");
    socket.destroy();
    await expect(read.promise).rejects.toMatchObject({ code: "BODY_UNREADABLE" });
  });
});
