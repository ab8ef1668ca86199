import fc from "fast-check";
import { expect } from "vitest";
import type { Audit } from "../../jsonapi/support/audit.ts";
import type { Client } from "../../support/rest-client.ts";

/** Of fixed width in one chunk; of fixed and of mixed width in several. */
const FIXED = { alphabet: "DICE", digits: 5, size: 7_776 };
const LARGE = { alphabet: "UPPER_EPCG30", digits: 20, size: 150_000 };
const MIXED = { alphabet: "MIXED", digits: 30, size: 60_000 };

export const FILE_RANGES: readonly Audit[] = [
  {
    id: "F2.1",
    must: "MUST answer a satisfiable range with 206, its place, its length and those bytes",
    check: async (client) => {
      const { path, bytes } = await fileOf(client, FIXED);
      const total = bytes.length;
      const ranges = [
        ["0-0", 0, 1],
        ["0-", 0, total],
        ["5-", 5, total],
        ["10-19", 10, 20],
        [`${total - 1}-`, total - 1, total],
        [`${total - 1}-${total - 1}`, total - 1, total],
        ["0-999999999999999999999999", 0, total],
        ["-1", total - 1, total],
        ["-100", total - 100, total],
        ["-999999999999999999999999", 0, total],
      ] as const;
      for (const [range, start, end] of ranges) {
        const answer = await client.get(path, { Range: `bytes=${range}` });
        expect(answer.status, range).toBe(206);
        expect(answer.headers).toMatchObject({
          "content-range": `bytes ${start}-${end - 1}/${total}`,
          "content-length": String(end - start),
          "accept-ranges": "bytes",
          "content-type": "application/json; charset=utf-8",
        });
        expect(answer.bytes.equals(bytes.subarray(start, end)), range).toBe(true);
      }
    },
  },
  {
    id: "F2.2",
    must: "MUST answer a range beyond the file with 416 and the file's size",
    check: async (client) => {
      const { path, bytes } = await fileOf(client, FIXED);
      for (const range of [`${bytes.length}-`, `${bytes.length}-${bytes.length}`, "-0", "999999999999999999999999-"]) {
        const { status, headers, document } = await client.get(path, { Range: `bytes=${range}` });
        expect({ status, code: document.errors[0]?.code }, range).toEqual({ status: 416, code: "RANGE_UNSATISFIABLE" });
        expect(headers["content-range"]).toBe(`bytes */${bytes.length}`);
      }
    },
  },
  {
    id: "F2.3",
    must: "MUST ignore a range that is malformed or in another unit, and HEAD's",
    check: async (client) => {
      const { path, bytes } = await fileOf(client, FIXED);
      for (const range of [
        "bytes=5-2",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "lines=0-1",
        "bytes 0-1",
        "bytes=0-1,x",
        "bytes=0x0-0x5",
      ]) {
        const answer = await client.get(path, { Range: range });
        expect(answer.status, range).toBe(200);
        expect(answer.headers).not.toHaveProperty("content-range");
        expect(answer.bytes.equals(bytes)).toBe(true);
      }
      const head = await client.head(path, { Range: "bytes=0-0" });
      expect([head.status, head.headers["content-length"]]).toEqual([200, String(bytes.length)]);
    },
  },
  {
    id: "F2.7",
    must: "MUST answer several ranges with their parts, and refuse more than 50 or a byte wanted thrice with 416",
    check: async (client) => {
      const { path, bytes } = await fileOf(client, LARGE);
      const answer = await client.get(path, { Range: "bytes=2000000-2000003, 0-1, -3", Accept: "*/*" });
      const boundary = String(answer.headers["content-type"]).split("boundary=")[1] ?? "";
      const part = (start: number, end: number) =>
        `\r\n--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes ${start}-${end - 1}/${bytes.length}\r\n\r\n${bytes.subarray(start, end).toString()}`;
      expect(answer.status).toBe(206);
      expect(answer.bytes.toString()).toBe(
        `${part(2_000_000, 2_000_004)}${part(0, 2)}${part(bytes.length - 3, bytes.length)}\r\n--${boundary}--\r\n`,
      );
      expect(answer.headers["content-length"]).toBe(String(answer.bytes.length));
      for (const range of ["0-,0-,0-", Array.from({ length: 51 }, (_, at) => `${2 * at}-${2 * at}`).join()]) {
        const { status, document } = await client.get(path, { Range: `bytes=${range}` });
        expect([status, document.errors[0]?.code]).toEqual([416, "RANGE_UNSATISFIABLE"]);
      }
    },
  },
  {
    id: "F2.4",
    must: "MUST answer any range of a compressed file, csv and ndjson with that slice of it, and ignore ranges of json and xlsx",
    check: async (client) => {
      const { path } = await fileOf(client, FIXED);
      for (const format of ["gz", "csv", "ndjson", "json", "xlsx"]) {
        const { bytes } = await client.get(`${path}?format=${format}`);
        const hasRanges = format !== "json" && format !== "xlsx";
        for (const [start, end] of [
          [0, 1],
          [7, 300],
          [bytes.length - 9, bytes.length],
        ] as const) {
          const answer = await client.get(`${path}?format=${format}`, { Range: `bytes=${start}-${end - 1}` });
          expect([format, answer.status]).toEqual([format, hasRanges ? 206 : 200]);
          expect(answer.bytes.equals(hasRanges ? bytes.subarray(start, end) : bytes)).toBe(true);
        }
        const beyond = await client.get(`${path}?format=${format}`, { Range: `bytes=${bytes.length}-` });
        expect(beyond.status).toBe(hasRanges ? 416 : 200);
      }
    },
  },
  {
    id: "F2.5",
    must: "MUST answer any range of a file of fixed width with that slice of it",
    check: async (client) => {
      await slices(client, FIXED);
      await slices(client, LARGE);
    },
  },
  {
    id: "F2.6",
    must: "MUST answer any range of a file of mixed width with that slice of it, in the middle of a character too",
    check: async (client) => {
      await client.addAlphabet("MIXED", "a\u00df\u2680\u{1F600}");
      await slices(client, { ...MIXED, digits: 3, size: 64 });
      await slices(client, MIXED);
    },
  },
];

interface Ordered {
  readonly alphabet: string;
  readonly digits: number;
  readonly size: number;
}

async function fileOf(client: Client, order: Ordered) {
  const { id } = (await client.produce(order)).document.data;
  return { path: `/api/tokens/${id}/data`, bytes: await client.data(id) };
}

async function slices(client: Client, order: Ordered): Promise<void> {
  const { path, bytes } = await fileOf(client, order);
  const range = fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.nat(200), fc.nat(bytes.length - 1)));
  const property = fc.asyncProperty(range, async ([start, more]) => {
    const answer = await client.get(path, { Range: `bytes=${start}-${start + more}` });
    expect(answer.status).toBe(206);
    expect(answer.bytes.equals(bytes.subarray(start, start + more + 1))).toBe(true);
  });
  await fc.assert(property, { numRuns: 20, seed: 20_240_319 });
}
