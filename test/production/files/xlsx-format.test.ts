import { crc32 } from "node:zlib";
import fc from "fast-check";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { type Entry, fromBufferPromise } from "yauzl";
import type { DataSource } from "../../../src/production/files/data-source.ts";
import { xlsxFormat } from "../../../src/production/files/xlsx-format.ts";

/** Tokens as a part has them, cut as they are asked for. */
function sourceOf(tokens: readonly string[], firstIndex = 0n): DataSource {
  const bytes = (each: readonly string[]) => Uint8Array.from(Buffer.from(each.map((token) => `${token}\n`).join("")));
  return {
    count: BigInt(tokens.length),
    textBytes: BigInt(bytes(tokens).length - 1),
    firstIndex,
    tokenBytes: tokens.reduce((most, token) => Math.max(most, Buffer.byteLength(token) + 1), 0),
    tokens: async function* ({ first, count }, chunkTokens) {
      for (let at = Number(first); at < Number(first + count); at += chunkTokens) {
        const chunk = tokens.slice(at, Math.min(at + chunkTokens, Number(first + count)));
        yield Promise.resolve({ bytes: bytes(chunk), count: chunk.length });
      }
    },
    deflated: () => {
      throw new Error("A workbook is not compressed.");
    },
    deflatedTokens: 1,
  };
}

/** The file, and what was found out about it. */
async function written(source: DataSource, sheetTokens?: bigint): Promise<{ file: Buffer; places: Uint8Array | null }> {
  const pieces: Uint8Array[] = [];
  const measuring = xlsxFormat(sheetTokens).measure(source);
  let next = await measuring.next();
  for (; next.done !== true; next = await measuring.next()) pieces.push(next.value);
  return { file: Buffer.concat(pieces), places: next.value };
}

/** Reads an archive, checking sizes. */
async function entriesIn(file: Buffer): Promise<Map<string, { entry: Entry; text: string }>> {
  const archive = await fromBufferPromise(file, { lazyEntries: true });
  const found = new Map<string, { entry: Entry; text: string }>();
  for await (const entry of archive.eachEntry()) {
    const pieces = await Array.fromAsync(await archive.openReadStreamPromise(entry));
    found.set(entry.fileName, { entry, text: Buffer.concat(pieces as Buffer[]).toString() });
  }
  return found;
}

const HEADINGS = ["index", "token"];

describe("a workbook", () => {
  it("is read back by others as cells of text: indexes, and tokens as they are, in one sheet after the other", async () => {
    const tokens = Array.from({ length: 250 }, (_, at) => `T${String(at).padStart(6, "0")}`);
    const { file } = await written(sourceOf(tokens, 999_999_999_999_999_999_950n), 100n);
    const sheets = await readXlsxFile(file);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["Tokens 1", "Tokens 2", "Tokens 3"]);
    const rows = tokens.map((token, at) => [String(999_999_999_999_999_999_950n + BigInt(at)), token]);
    expect(sheets.map(({ data }) => data)).toEqual([
      [HEADINGS, ...rows.slice(0, 100)],
      [HEADINGS, ...rows.slice(100, 200)],
      [HEADINGS, ...rows.slice(200)],
    ]);
  });

  it("is an archive of stored files with their sizes and CRCs in front, and the same bytes whenever it is written", async () => {
    const source = sourceOf(["007", "1E5", "=1+1", "<&>", "1/2"]);
    const { file, places } = await written(source);
    const entries = await entriesIn(file);
    expect([...entries.keys()]).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/workbook.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    for (const { entry, text } of entries.values()) {
      expect(entry.crc32).toBe(crc32(text));
      expect([entry.compressionMethod, entry.compressedSize, entry.generalPurposeBitFlag]).toEqual([
        0,
        entry.uncompressedSize,
        0,
      ]);
      expect(file.readUInt32LE(entry.relativeOffsetOfLocalHeader + 14)).toBe(entry.crc32);
    }
    const size = BigInt(file.length);
    const again = xlsxFormat().read(source, { size, places }, { start: 0n, end: size });
    expect(Buffer.concat(await Array.fromAsync(again)).equals(file)).toBe(true);
  });

  it("keeps every token as it is, whatever XML, spreadsheets and readers would make of it", async () => {
    const odd = [
      "_x0041_",
      "__x005f_x0041_",
      "_x00e4",
      "_xE_53 E",
      "_X41_",
      "&lt;",
      " a  b ",
      "=A1",
      "-1",
      "00012",
      "1e400",
      "TRUE",
      "'x",
      "1-2-3",
    ];
    const characters = fc.constantFrom(..."&<>_x0041ABab '=\"⚀😀é");
    const token = fc.oneof(
      fc.constantFrom(...odd),
      fc.array(characters, { minLength: 1, maxLength: 12 }).map((list) => list.join("")),
    );
    // The reader trims cells, which no token that is all blank could show.
    const tokens = token.filter((each) => each.trim() !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(tokens, { minLength: 1, maxLength: 30 }), async (list) => {
        const { file } = await written(sourceOf(list));
        const [sheet] = await readXlsxFile(file, { trim: false });
        expect(sheet?.data.map(([, cell]) => cell)).toEqual(["token", ...list]);
      }),
      { numRuns: 40, examples: [[odd]] },
    );
  });

  it("says where blanks are a token's own, which some programs trim otherwise", async () => {
    const { file } = await written(sourceOf(["A", " B", "C D"]));
    const { text = "" } = (await entriesIn(file)).get("xl/worksheets/sheet1.xml") ?? {};
    expect(text).toContain(
      '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>0</t></is></c><c r="B2" s="1" t="inlineStr"><is><t>A</t>',
    );
    expect(text).toContain('<t xml:space="preserve"> B</t>');
    expect(text).toContain('<t xml:space="preserve">C D</t>');
  });

  it("leaves nothing that any program could read as an escape", async () => {
    const { file } = await written(sourceOf(["_xE_53", "_X41_", "a_b_", "_x"]));
    const { text = "" } = (await entriesIn(file)).get("xl/worksheets/sheet1.xml") ?? {};
    const cells = [...text.matchAll(/<t>([^<]*_[^<]*)<\/t>/g)].map(([, cell]) => cell);
    expect(cells).toEqual(["_x005F_xE_53", "_x005F_X41_", "a_b_", "_x005F_x"]);
  });

  it("goes on in another sheet after 1,048,576 rows", async () => {
    const tokens = Array.from({ length: 2 ** 20 }, () => "A");
    const { file } = await written(sourceOf(tokens));
    const archive = await fromBufferPromise(file, { lazyEntries: true });
    const sizes = (await Array.fromAsync(archive.eachEntry())).map(({ fileName, uncompressedSize }) => [
      fileName,
      uncompressedSize,
    ]);
    expect(sizes.slice(-2)).toEqual([
      ["xl/worksheets/sheet1.xml", expect.any(Number)],
      ["xl/worksheets/sheet2.xml", expect.any(Number)],
    ]);
    expect(file.includes('sqref="A1:B1048576"')).toBe(true);
    expect(file.includes('sqref="A1:B2"')).toBe(true);
  });

  it("is refused for more than ten million tokens, or four GiB of them", () => {
    const source = sourceOf(["A"]);
    const refused = expect.objectContaining({ code: "FILE_TOO_LARGE", maximum: 10_000_000n }) as Error;
    expect(() => xlsxFormat().refuse?.({ ...source, count: 10_000_001n })).toThrow(refused);
    expect(() => xlsxFormat().refuse?.({ ...source, textBytes: 2n ** 32n })).toThrow(refused);
    expect(() => xlsxFormat().refuse?.({ ...source, count: 10_000_000n })).not.toThrow();
  });
});
