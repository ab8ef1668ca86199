import { codePoints, toAlphabet } from "../../alphabet/alphabet.ts";
import { capacity } from "../../alphabet/capacity.ts";
import { digitAlphabets, type Pattern, tokenBytes } from "../../format/pattern/pattern.ts";
import { formatOf } from "./line-format.ts";
import type { TokenShape } from "./line.ts";

/** What the rows of a chunk are: tokens, their scores, or deltas. A delta is the next token's score less the token's own. */
export type ChunkKind = "data" | "score" | "delta";

const CHUNK_BYTES = 2 ** 20;

/** How many rows of the greatest length, newlines included, fill `bytes` bytes (1 MiB unless told); at least 1. */
export function chunkSize(line: TokenShape, kind: ChunkKind = "data", bytes = CHUNK_BYTES): number {
  return Math.max(1, Math.floor(bytes / rowBytes(line, kind)));
}

/** The greatest length of a row, newline included. */
export function rowBytes(line: TokenShape, kind: ChunkKind): number {
  if (line.format !== undefined) return formatRowBytes(formatOf(line.format).pattern, kind);
  if (kind === "data") return line.digits * widestSymbol(line.chars) + 1;
  const decimals = (capacity(toAlphabet(line.chars), line.digits) - 1n).toString().length;
  return kind === "delta" ? decimals + 2 : decimals + 1;
}

/** A score is below the number of all words, forbidden ones too. */
function formatRowBytes(pattern: Pattern, kind: ChunkKind): number {
  if (kind === "data") return tokenBytes(pattern) + 1;
  const words = digitAlphabets(pattern).reduce((product, { symbols }) => product * BigInt(symbols.length), 1n);
  return (words - 1n).toString().length + (kind === "delta" ? 2 : 1);
}

/** UTF-8 bytes of the longest symbol. */
function widestSymbol(chars: string): number {
  const highest = highestPoint(chars);
  if (highest < 0x80) return 1;
  if (highest < 0x800) return 2;
  return highest < 0x1_0000 ? 3 : 4;
}

/** How many tokens so many rows are made of: deltas take one token more. */
export function tokensOf(kind: ChunkKind, rows: bigint): bigint {
  return kind === "delta" && rows > 0n ? rows + 1n : rows;
}

/** The highest code point among an alphabet's symbols. */
export function highestPoint(chars: string): number {
  return codePoints(toAlphabet(chars)).reduce((highest, point) => Math.max(highest, point), 0);
}
