import type { Alphabet } from "../../alphabet/alphabet.ts";
import type { CheckScheme } from "../checks/check-scheme.ts";

/** Text that stands in every token. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
}

/** Digits of one alphabet. */
export interface Group {
  readonly kind: "group";
  readonly alphabet: Alphabet;
  readonly digits: number;
}

/** Check characters over all digits before them. */
export interface Check {
  readonly kind: "check";
  readonly scheme: CheckScheme;
  /** Digits before it. */
  readonly covers: number;
}

export type Piece = Literal | Group | Check;

/** How tokens are written: no two literals stand side by side, and there is a group. */
export interface Pattern {
  readonly pieces: readonly Piece[];
  /** Characters of all groups together, 1 to 1,000. */
  readonly digits: number;
}

/** The alphabet of each digit. */
export function digitAlphabets({ pieces }: Pattern): Alphabet[] {
  return pieces.flatMap((piece) =>
    piece.kind === "group" ? new Array<Alphabet>(piece.digits).fill(piece.alphabet) : [],
  );
}

export function checksOf({ pieces }: Pattern): Check[] {
  return pieces.filter((piece) => piece.kind === "check");
}

/** Characters of every token, literals included. */
export function tokenCharacters({ pieces }: Pattern): number {
  return pieces.reduce((sum, piece) => {
    if (piece.kind === "literal") return sum + Array.from(piece.text).length;
    return sum + (piece.kind === "group" ? piece.digits : piece.scheme.length);
  }, 0);
}

/** UTF-8 bytes of the longest token. */
export function tokenBytes({ pieces }: Pattern): number {
  return pieces.reduce((sum, piece) => {
    if (piece.kind === "literal") return sum + Buffer.byteLength(piece.text);
    if (piece.kind === "group") return sum + piece.digits * widest(piece.alphabet.symbols);
    return sum + piece.scheme.length * widest(piece.scheme.writes);
  }, 0);
}

/** UTF-8 bytes of every token; null where they differ. */
export function fixedBytes(pattern: Pattern): number | null {
  const isFixed = pattern.pieces.every(
    (piece) =>
      piece.kind === "literal" || isOneWidth(piece.kind === "group" ? piece.alphabet.symbols : piece.scheme.writes),
  );
  return isFixed ? tokenBytes(pattern) : null;
}

function isOneWidth(symbols: readonly string[]): boolean {
  const most = widest(symbols);
  return symbols.every((symbol) => Buffer.byteLength(symbol) === most);
}

/** UTF-8 bytes of the longest symbol. */
export function widest(symbols: readonly string[]): number {
  return symbols.reduce((most, symbol) => Math.max(most, Buffer.byteLength(symbol)), 0);
}
