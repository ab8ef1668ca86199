import type { DeflatedChunk } from "../../generator/pool/deflate-chunk.ts";
import { gzip } from "./gzip.ts";
import type { FileKind } from "../records/part-file.entity.ts";

/** How a data file can be written besides as it is. */
export type DataFormatName = "gz" | "csv" | "json" | "ndjson";

/** A part's data, generated when one of its two ways is taken. */
export interface WholeData {
  readonly text: () => AsyncIterable<Uint8Array>;
  /** The same, compressed where it is made. */
  readonly deflated: () => AsyncIterable<DeflatedChunk>;
  /** The line's index of the first token. */
  readonly firstIndex: bigint;
}

export interface DataFormat {
  /** Under which its size is kept. */
  readonly kind: FileKind;
  readonly ending: string;
  readonly mediaType: string;
  /** Writes the whole file anew. */
  readonly write: (data: WholeData) => AsyncIterable<Uint8Array>;
}

export const DATA_FORMATS: Readonly<Record<DataFormatName, DataFormat>> = {
  gz: { kind: "data_gz", ending: "txt.gz", mediaType: "application/gzip", write: ({ deflated }) => gzip(deflated()) },
  csv: { kind: "data_csv", ending: "csv", mediaType: "text/csv; charset=utf-8", write: csv },
  json: { kind: "data_json", ending: "json", mediaType: "application/json", write: json },
  ndjson: { kind: "data_ndjson", ending: "ndjson", mediaType: "application/x-ndjson", write: ndjson },
};

/** Columns `index` (in the line, from 0) and `token`; lines end in CRLF. Source: RFC 4180. */
async function* csv({ text, firstIndex }: WholeData): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from("index,token\r\n");
  let index = firstIndex;
  for await (const tokens of tokensIn(text()))
    yield Buffer.from(tokens.map((token) => `${index++},${csvField(token)}\r\n`).join(""));
}

function csvField(token: string): string {
  return /[",]/.test(token) ? `"${token.replaceAll('"', '""')}"` : token;
}

/** One array of strings, one to a line. */
async function* json({ text }: WholeData): AsyncGenerator<Uint8Array, void, undefined> {
  let before = "[\n";
  for await (const tokens of tokensIn(text())) {
    yield Buffer.from(`${before}${tokens.map((token) => JSON.stringify(token)).join(",\n")}`);
    before = ",\n";
  }
  yield Buffer.from("\n]\n");
}

/** A string a line. */
async function* ndjson({ text }: WholeData): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const tokens of tokensIn(text()))
    yield Buffer.from(tokens.map((token) => `${JSON.stringify(token)}\n`).join(""));
}

/** Bytes whose tokens are written at once: as strings, short ones take some twenty times as much, for as long as a reader takes none. */
const PIECE_BYTES = 2 ** 14;

/** The tokens of a file that is read in pieces, wherever those are cut. */
async function* tokensIn(data: AsyncIterable<Uint8Array>): AsyncGenerator<string[], void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of data) {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const tokens = `${rest}${decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true })}`.split("\n");
      rest = tokens.pop() ?? "";
      if (tokens.length > 0) yield tokens;
    }
  }
  yield [rest]; // the last one has no newline
}
