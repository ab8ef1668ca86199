import { OperatorError } from "../errors.ts";

const HEADER = "index,token\r\n";
const BYTE_ORDER_MARK = "\uFEFF";

/** Whether a file begins as the service's csv does, a byte order mark before it or not. */
export function isCsv(beginning: Uint8Array): boolean {
  return Buffer.from(beginning).toString().replace(BYTE_ORDER_MARK, "").startsWith(HEADER);
}

/** Bytes that tell whether a file is csv. */
export const CSV_BEGINNING_BYTES = Buffer.byteLength(BYTE_ORDER_MARK + HEADER);

/** What the rows of a csv file are to be. */
export interface CsvRows {
  /** The index of the first; each further one counts on. */
  readonly firstIndex: bigint;
  /** Characters of every token. */
  readonly characters: number;
}

/**
 * The tokens of a csv file of the service's, joined by newlines, as the plain data file has them.
 *
 * @throws {OperatorError} naming the line that is none of such a file.
 */
export async function* tokensOfCsv(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  { firstIndex, characters }: CsvRows,
): AsyncGenerator<Uint8Array, void, undefined> {
  let index = firstIndex;
  let line = 0;
  for await (const rows of rowsIn(bytes)) {
    const tokens: string[] = [];
    for (const row of rows) {
      line += 1;
      if (line === 1) continue;
      const token = tokenOf(row, { index, characters });
      if (token === null)
        throw new OperatorError(
          `${path} is no csv file of the service: line ${line} is not the token of index ${index}.`,
        );
      tokens.push(`${index === firstIndex ? "" : "\n"}${token}`);
      index += 1n;
    }
    if (tokens.length > 0) yield Buffer.from(tokens.join(""));
  }
}

interface CsvRow {
  readonly index: bigint;
  readonly characters: number;
}

function tokenOf(row: string, { index, characters }: CsvRow): string | null {
  const field = fieldOf(row, index);
  // A guarded token has one character more than a token can have.
  return field?.startsWith("'") && Array.from(field).length > characters ? field.slice(1) : field;
}

function fieldOf(row: string, index: bigint): string | null {
  const start = `${index},`;
  if (!row.startsWith(start)) return null;
  const field = row.slice(start.length);
  if (!field.startsWith('"')) return field.includes('"') || field.includes(",") ? null : field;
  const inner = /^"((?:[^"]|"")*)"$/.exec(field)?.[1];
  return inner?.replaceAll('""', '"') ?? null;
}

/** Whole rows, without their CRLF; a last one that is not ended is a row, too. */
async function* rowsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[], void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of bytes) {
    const rows = `${rest}${decoder.decode(piece, { stream: true })}`.split("\r\n");
    rest = rows.pop() ?? "";
    if (rows.length > 0) yield rows;
  }
  if (rest !== "") yield [rest];
}
