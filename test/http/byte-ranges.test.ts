import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseByteRanges } from "../../src/http/byte-ranges.ts";
import { newClient } from "../support/rest-client.ts";
import { type Answer, exchange, JSON_API } from "../support/exchange.ts";
import { newServer } from "../support/server.ts";
import { kept, serving } from "./support/serving.ts";
import { type Asked, expectAnswer, expectedAnswer, type Meant } from "./support/slices.ts";

describe("a file with a random Range, among random conditions", () => {
  it("is answered as an independent model of RFC 9110 has it: status, headers and every byte", async () => {
    await using server = await serving(kept(Buffer.from(Uint8Array.from({ length: 300 }, (_, at) => (7 * at) % 256))));
    await check(
      (method, headers) =>
        exchange(`${server.url}/api/tokens/1/data`, method, { headers: { Accept: JSON_API, ...headers } }),
      4_000,
    );
  });

  it("is answered so when it is generated meanwhile", async () => {
    await using server = await newServer("sqlite", { environment: { AGREEMENT: "unlimited" } });
    const client = await newClient(server);
    await client.addAlphabet("MIXED", "a\u00df\u2680\u{1F600}");
    for (const order of [
      { alphabet: "DICE", digits: 5, size: 30 },
      { alphabet: "MIXED", digits: 30, size: 4_000 },
    ]) {
      const { id } = (await client.produce(order)).document.data;
      await check((method, headers) => client.send(method, `/api/tokens/${id}/data`, { headers }), 100);
    }
  });
});

describe("ranges that are many", () => {
  const some = (count: number) =>
    `bytes=${Array.from({ length: count }, (_, at) => `${4 * at}-${4 * at + 1}`).join(",")}`;

  it("are 50 at most, once those that touch are joined", () => {
    expect(parseByteRanges(some(50), 1_000n)).toHaveLength(50);
    expect(parseByteRanges(some(51), 1_000n)).toBe("excessive");
    expect(parseByteRanges(`${some(51)},2-3`, 1_000n)).toHaveLength(50);
  });

  it("may overlap in pairs and no further", () => {
    expect(parseByteRanges("bytes=0-9,5-19,15-29", 30n)).toEqual([{ start: 0n, end: 30n }]);
    expect(parseByteRanges("bytes=0-9,5-19,9-29", 30n)).toBe("excessive");
    expect(parseByteRanges(`bytes=${"0-,".repeat(3_000)}`, 30n)).toBe("excessive");
  });

  it("of an empty file are none", () => {
    expect([parseByteRanges("bytes=-5", 0n), parseByteRanges("bytes=0-", 0n), parseByteRanges("bytes=-0", 0n)]).toEqual(
      [null, "unsatisfiable", "unsatisfiable"],
    );
  });
});

type Send = (method: string, headers: Readonly<Record<string, string | undefined>>) => Promise<Answer>;

async function check(send: Send, numRuns: number): Promise<void> {
  const { bytes: file, headers } = await send("GET", {});
  const property = fc.asyncProperty(asked(file.length, headers.etag ?? ""), async (sent) => {
    const { method, range, ifRange, ifMatch, ifNoneMatch } = sent;
    const answer = await send(method, {
      Range: range,
      "If-Range": ifRange.header,
      "If-Match": ifMatch.header,
      "If-None-Match": ifNoneMatch.header,
    });
    expectAnswer(answer, sent, expectedAnswer(sent, file.length), file);
  });
  await fc.assert(property, { numRuns, seed: 20_240_319 });
}

function asked(size: number, etag: string): fc.Arbitrary<Asked> {
  const rarely = (meant: fc.Arbitrary<Meant>) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant<Meant>({ header: undefined, strong: false, weak: false }) },
      { weight: 1, arbitrary: meant },
    );
  return fc.record({
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constant("GET" as const) },
      { weight: 1, arbitrary: fc.constant("HEAD" as const) },
    ),
    range: fc.oneof(
      { weight: 9, arbitrary: wellMeant(size) },
      { weight: 2, arbitrary: malformed },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    ifRange: rarely(ifRange(etag)),
    ifMatch: rarely(tags(etag)),
    ifNoneMatch: rarely(tags(etag)),
  });
}

function wellMeant(size: number): fc.Arbitrary<string> {
  const place = fc.oneof(fc.nat(size + 20), fc.nat(20), fc.constantFrom(size - 1, size, size + 1));
  const near = fc.tuple(place, fc.nat(40)).map(([start, more]) => `${start}-${start + more}`);
  const tiny = fc.nat(Math.floor(size / 4)).map((at) => `${4 * at}-${4 * at}`);
  const spec = fc.oneof(
    near,
    near,
    fc.tuple(place, place).map(([start, end]) => `${start}-${end}`),
    place.map((start) => `${start}-`),
    fc.nat(30).map((length) => `-${length}`),
    fc.constantFrom("", "0-99999999999999999999", "007-0010"),
  );
  const specs = fc.oneof(
    fc.array(spec, { minLength: 1, maxLength: 4 }),
    fc.array(near, { minLength: 2, maxLength: 8 }),
    fc.uniqueArray(tiny, { minLength: 40, maxLength: 60 }),
  );
  return fc
    .tuple(
      fc.constantFrom("bytes=", "bytes=", "bytes=", "BYTES=", "Bytes="),
      specs,
      fc.constantFrom(",", ", ", " ,\t", ",,", " , , "),
    )
    .map(([unit, each, separator]) => unit + each.join(separator));
}

const malformed: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."0123456789-,= \tbytesx*.+"), maxLength: 20 }).map((text) => text.trim()),
  fc.string({ unit: fc.constantFrom(..."0123456789-, "), maxLength: 12 }).map((text) => `bytes=${text}`.trim()),
  fc.constantFrom(
    "bytes",
    "bytes=",
    "bytes=-",
    "bytes =0-1",
    "bytes=0 -1",
    "bytes=0- 1",
    "bytes=1-0",
    "bytes=--1",
    "bytes=0-1-2",
    "bytes=0-1;2-3",
    "lines=0-1",
    "bytes=0-1,x",
    "bytes=,",
    "bytes=\u00a00-1",
    "bytes=0x1-0x2",
    "bytes=1e1-2e1",
    "bytes=0-1bytes=2-3",
  ),
);

/** A tag can be named strong or weak, among others or alone; what is no list of tags names none. */
function tags(etag: string): fc.Arbitrary<Meant> {
  const strong = [etag, "*", `"x", ${etag}`, `${etag},W/"y"`, `,,${etag} , `, `"a,b",\t${etag}`].map((header) => ({
    header,
    strong: true,
    weak: true,
  }));
  const weak = [`W/${etag}`, `"x",W/${etag}`].map((header) => ({ header, strong: false, weak: true }));
  const none = [
    '"x"',
    "",
    "x",
    etag.slice(1, -1),
    `w/${etag}`,
    `x${etag}`,
    `${etag}${etag}`,
    `${etag} "x"`,
    `*, ${etag}`,
    etag.toUpperCase().slice(0, -1),
  ].map((header) => ({ header, strong: false, weak: false }));
  return fc.constantFrom(...strong, ...weak, ...none);
}

function ifRange(etag: string): fc.Arbitrary<Meant> {
  const none = [`W/${etag}`, '"x"', `"x", ${etag}`, "*", "", new Date(0).toUTCString()].map((header) => ({
    header,
    strong: false,
    weak: false,
  }));
  return fc.constantFrom({ header: etag, strong: true, weak: true }, ...none);
}
