import { releaseMemory } from "../../lib/release-memory.ts";
import { ByteSink } from "./byte-sink.ts";
import { DecimalCounter } from "./decimal-counter.ts";

/** How a file is written that has a row for each token. */
export interface RowFormat {
  /** What comes before all rows. */
  readonly head: Uint8Array;
  /** What a row consists of, in order: bytes that are the same in each, the index in the line, the row's own number, the token. */
  readonly row: readonly RowPiece[];
  /** So many bytes are left out at the beginning of the first row. */
  readonly joint?: number;
  /** What comes behind all rows. */
  readonly tail: Uint8Array;
  /** Writes a token, `bytes[start … end − 1]`, as the format has it. */
  readonly putToken: PutToken;
}

type RowPiece = Uint8Array | "index" | "number" | "token";

export type PutToken = (sink: ByteSink, bytes: Uint8Array, start: number, end: number) => void;

/** Which rows to write. */
export interface RowsStart {
  /** The line's index of the first token. */
  readonly index: bigint;
  /** The number of the first row; where there is none, rows have no numbers. */
  readonly number?: bigint;
  /** Whether it is the file's first row. */
  readonly isFirst: boolean;
}

/** Tokens, each with its newline. */
export type TokenChunks = AsyncIterable<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly count: number }>;

/** Some rows. */
export interface Rows {
  readonly bytes: Uint8Array;
  readonly count: number;
}

const NEWLINE = 10;
/** Digits that most numbers do not exceed. */
const NUMBER_BYTES = 16;

/** Writes rows, a chunk of them at a time. The memory of each chunk of tokens is done with once its rows are written. */
export async function* writeRows(
  format: RowFormat,
  chunks: TokenChunks,
  { index: firstIndex, number: firstNumber = 1n, isFirst }: RowsStart,
): AsyncGenerator<Rows, void, undefined> {
  const index = new DecimalCounter(firstIndex);
  const number = new DecimalCounter(firstNumber);
  let skip = isFirst ? (format.joint ?? 0) : 0;
  for await (const { bytes, count } of chunks) {
    const sink = new ByteSink(bytes.length + count * rowOverhead(format));
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      for (const piece of format.row) {
        if (piece === "token") format.putToken(sink, bytes, start, end);
        else if (piece === "index") sink.put(index.digits);
        else if (piece === "number") sink.put(number.digits);
        else sink.put(piece, skip);
        skip = 0;
      }
      index.next();
      number.next();
      start = end + 1;
    }
    releaseMemory(bytes);
    yield { bytes: sink.taken(), count };
  }
}

/** About how many bytes a row has more than its token. */
export function rowOverhead({ row }: RowFormat): number {
  return row.reduce(
    (sum, piece) => sum + (piece === "token" ? 0 : typeof piece === "string" ? NUMBER_BYTES : piece.length),
    0,
  );
}
