import type { GeneratorLine } from "./line.ts";

const CHUNK_BYTES = 2 ** 20;

/** Tokens that fill about `bytes` bytes (1 MiB unless told), newlines included and every symbol at the alphabet's widest; at least 1. */
export function chunkSize(line: Pick<GeneratorLine, "chars" | "digits">, bytes = CHUNK_BYTES): number {
  return Math.max(1, Math.floor(bytes / chunkBytes(line, 1)));
}

/** The most bytes that so many tokens take, newlines included. */
export function chunkBytes(line: Pick<GeneratorLine, "chars" | "digits">, tokens: number): number {
  return tokens * (line.digits * widestSymbol(line.chars) + 1);
}

/** UTF-8 bytes of the longest symbol. */
function widestSymbol(chars: string): number {
  let highest = 0;
  for (const symbol of chars) highest = Math.max(highest, symbol.codePointAt(0) ?? 0);
  if (highest < 0x80) return 1;
  if (highest < 0x800) return 2;
  return highest < 0x1_0000 ? 3 : 4;
}
