import { Checkpoints } from "./checkpoints.ts";
import type { DataFormat, Measured } from "./data-format.ts";
import type { DataSource } from "./data-source.ts";
import { rowAt, rowFrom } from "./layout.ts";
import { type RowFormat, rowOverhead, type Rows, writeRows } from "./row-format.ts";
import { type ByteRange, cutTo } from "./text-file.ts";

/** So much is written at once, and held while a reader takes none. */
const CHUNK_BYTES = 2 ** 18;

/** A format that has a row for each token. The head belongs to the first row, and the tail to the last. */
export function rowsFormat(
  rows: RowFormat,
  named: Pick<DataFormat, "kind" | "ending" | "mediaType" | "acceptsRanges">,
): DataFormat {
  const all = { first: 0n };
  return {
    ...named,
    measure: (data) => (named.acceptsRanges ? measure(rows, data) : nothingNoted(rowPieces(rows, data, all))),
    read: (data, measured, range) => {
      if (!named.acceptsRanges) return bytesOf(rowPieces(rows, data, all));
      const { start, rows: wanted } = rowsOfRange(data, measured, range);
      return cutTo(rowPieces(rows, data, wanted), start, range);
    },
  };
}

/** Writes the whole file, and notes where every so many rows begin. */
async function* measure(rows: RowFormat, data: DataSource): AsyncGenerator<Uint8Array, Uint8Array, undefined> {
  const places = new Checkpoints(BigInt(chunkTokens(rows, data)));
  let [token, offset] = [0n, 0n];
  for await (const { bytes, count } of rowPieces(rows, data, { first: 0n })) {
    if (count > 0) places.note(token, offset);
    yield bytes;
    token += BigInt(count);
    offset += BigInt(bytes.length);
  }
  return places.toBytes();
}

async function* nothingNoted(pieces: AsyncIterable<Rows>): AsyncGenerator<Uint8Array, null, undefined> {
  yield* bytesOf(pieces);
  return null;
}

async function* bytesOf(pieces: AsyncIterable<Rows>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { bytes } of pieces) yield bytes;
}

interface WantedRows {
  readonly first: bigint;
  /** The row to end before; the last one's end without it. */
  readonly end?: bigint;
}

function rowsOfRange(
  { count }: DataSource,
  { places }: Measured,
  { start, end }: ByteRange,
): { readonly start: bigint; readonly rows: WantedRows } {
  const layout = places === null ? null : Checkpoints.fromBytes(places);
  if (layout === null) return { start: 0n, rows: { first: 0n } };
  const first = rowAt({ count, layout }, start);
  return { start: layout.start(first), rows: { first, end: rowFrom({ count, layout }, end) } };
}

async function* rowPieces(
  rows: RowFormat,
  data: DataSource,
  { first, end = data.count }: WantedRows,
): AsyncGenerator<Rows, void, undefined> {
  if (first === 0n) yield { bytes: rows.head, count: 0 };
  const tokens = data.tokens({ first, count: end - first }, chunkTokens(rows, data));
  yield* writeRows(rows, tokens, { index: data.firstIndex + first, isFirst: first === 0n });
  if (end === data.count) yield { bytes: rows.tail, count: 0 };
}

function chunkTokens(rows: RowFormat, { tokenBytes }: DataSource): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / (tokenBytes + rowOverhead(rows))));
}
