import { folded } from "../language/letters.ts";
import type { Pattern, Piece } from "../pattern/pattern.ts";
import { isSeparator, type TypedReadings, typedReadings } from "./typed-readings.ts";

/** What stands in a token, in the order in which it is typed: a literal, or one symbol of a group or a check. */
export type TypedPlace = TypedLiteral | TypedSymbol;

export interface TypedLiteral {
  readonly kind: "literal";
  /** Without case and separators. */
  readonly characters: readonly string[];
}

export interface TypedSymbol {
  readonly kind: "symbol";
  readonly readings: TypedReadings;
  /** All that may stand there. */
  readonly symbols: readonly string[];
}

/** Literals of separators alone need no place: those are skipped wherever they stand. */
export function typedPlaces({ pieces }: Pattern): TypedPlace[] {
  const readings = new Map<readonly string[], TypedReadings>();
  const readingsOf = (symbols: readonly string[]) => {
    const known = readings.get(symbols) ?? typedReadings(symbols);
    readings.set(symbols, known);
    return known;
  };
  return pieces.flatMap((piece): TypedPlace[] => {
    if (piece.kind === "literal") {
      const characters = Array.from(piece.text.normalize("NFC")).filter((character) => !isSeparator(character));
      return characters.length === 0 ? [] : [{ kind: "literal", characters: characters.map(folded) }];
    }
    const symbols = symbolsOf(piece);
    return new Array<TypedPlace>(lengthOf(piece)).fill({ kind: "symbol", readings: readingsOf(symbols), symbols });
  });
}

/** A group or a check. */
export type WrittenPiece = Exclude<Piece, { kind: "literal" }>;

export function isWritten(piece: Piece): piece is WrittenPiece {
  return piece.kind !== "literal";
}

/** How many symbols it has. */
export function lengthOf(piece: WrittenPiece): number {
  return piece.kind === "group" ? piece.digits : piece.scheme.length;
}

function symbolsOf(piece: WrittenPiece): readonly string[] {
  return piece.kind === "group" ? piece.alphabet.symbols : piece.scheme.writes;
}
