import { crc32 } from "node:zlib";
import { ServiceError } from "../../errors.ts";
import type { DataFormat } from "./data-format.ts";
import type { DataSource } from "./data-source.ts";
import { type RowFormat, rowOverhead, writeRows } from "./row-format.ts";
import { sheetRows } from "./sheet-rows.ts";
import { MAX_ZIP_BYTES, storedZip, storedZipSize, type ZipEntry } from "./stored-zip.ts";
import { sheetPath, workbookParts } from "./workbook.ts";

/** Rows of a sheet in Excel and LibreOffice, of which the headings take one. */
const SHEET_TOKENS = 2n ** 20n - 1n;

export const MAX_XLSX_TOKENS = 10_000_000n;

const CHUNK_BYTES = 2 ** 18;

/** Size and CRC of each sheet, 4 bytes each, little-endian. */
const PLACE_BYTES = 8;

/** A workbook with two columns of text, index and token, in as many sheets as it takes; its files are stored, so that its size is known. */
export function xlsxFormat(sheetTokens = SHEET_TOKENS): DataFormat {
  return {
    kind: "data_xlsx",
    ending: "xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    acceptsRanges: false,
    refuse: ({ count, textBytes }) => {
      // The text alone says of most that are too large that they are.
      if (count > MAX_XLSX_TOKENS || textBytes > MAX_ZIP_BYTES) throw tooLarge();
    },
    measure: async function* (data) {
      const sheets = sheetsOf(data, sheetTokens);
      const places = await placesOf(data, sheets);
      const entries = entriesOf(data, sheets, places);
      if (storedZipSize(entries) > MAX_ZIP_BYTES) throw tooLarge();
      yield* storedZip(entries);
      return places;
    },
    read: (data, { places }) => {
      if (places === null) throw new Error("A workbook's sizes are known once it is measured.");
      return storedZip(entriesOf(data, sheetsOf(data, sheetTokens), places));
    },
  };
}

interface Sheet {
  /** The place of its first token in the part. */
  readonly first: bigint;
  readonly tokens: bigint;
}

function sheetsOf({ count }: DataSource, sheetTokens: bigint): Sheet[] {
  return Array.from({ length: Number((count - 1n) / sheetTokens) + 1 }, (_, at) => {
    const first = BigInt(at) * sheetTokens;
    return { first, tokens: count - first < sheetTokens ? count - first : sheetTokens };
  });
}

/**
 * Writes each sheet once: what stands in front of a file in the archive is known behind it.
 *
 * A data descriptor (bit 3) would stand behind the file and spare this pass. But of a file that is stored it says nothing of where that file
 * ends, so whoever reads from front to back refuses it, as `java.util.zip` does; and workbooks whose tags clients hold would have other bytes.
 */
async function placesOf(data: DataSource, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const places = Buffer.alloc(PLACE_BYTES * sheets.length);
  let left = MAX_ZIP_BYTES;
  for (const [at, sheet] of sheets.entries()) {
    const { size, crc } = await summed(sheetBytes(data, sheet), left);
    places.writeUInt32LE(size, PLACE_BYTES * at);
    places.writeUInt32LE(crc, PLACE_BYTES * at + 4);
    left -= size;
  }
  return places;
}

function entriesOf(data: DataSource, sheets: readonly Sheet[], places: Uint8Array): ZipEntry[] {
  const view = Buffer.from(places.buffer, places.byteOffset, places.byteLength);
  return [
    ...workbookParts(sheets.length).map(({ name, text }) => {
      const bytes = Buffer.from(text);
      return { name, size: bytes.length, crc: crc32(bytes), bytes: () => [bytes] };
    }),
    ...sheets.map((sheet, at) => ({
      name: sheetPath(at + 1),
      size: view.readUInt32LE(PLACE_BYTES * at),
      crc: view.readUInt32LE(PLACE_BYTES * at + 4),
      bytes: () => sheetBytes(data, sheet),
    })),
  ];
}

async function* sheetBytes(data: DataSource, { first, tokens }: Sheet): AsyncGenerator<Uint8Array, void, undefined> {
  const rows = sheetRows({ tokens: Number(tokens), characters: data.tokenBytes - 1 });
  yield rows.head;
  const chunks = data.tokens({ first, count: tokens }, chunkTokens(rows, data));
  const start = { index: data.firstIndex + first, number: 2n, isFirst: true }; // the headings are row 1
  for await (const { bytes } of writeRows(rows, chunks, start)) yield bytes;
  yield rows.tail;
}

function chunkTokens(rows: RowFormat, { tokenBytes }: DataSource): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / (tokenBytes + rowOverhead(rows))));
}

/** @throws {ServiceError} `FILE_TOO_LARGE` as soon as there are more bytes than `most`. */
async function summed(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Pick<ZipEntry, "size" | "crc">> {
  let [size, crc] = [0, 0];
  for await (const bytes of pieces) {
    size += bytes.length;
    if (size > most) throw tooLarge();
    crc = crc32(bytes, crc);
  }
  return { size, crc };
}

function tooLarge(): ServiceError {
  return new ServiceError(
    "FILE_TOO_LARGE",
    `A workbook holds at most ${MAX_XLSX_TOKENS.toLocaleString("en")} tokens and 4 GiB. Take csv, or order smaller parts.`,
    "format",
    { maximum: MAX_XLSX_TOKENS },
  );
}
