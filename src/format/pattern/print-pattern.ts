import type { Alphabet } from "../../alphabet/alphabet.ts";
import { PRESETS } from "../../alphabet/presets.ts";
import type { Pattern, Piece } from "./pattern.ts";

/** How alphabets are written: a preset by its name, or every one by its characters, which mean the same for ever. */
export type AlphabetNaming = "names" | "characters";

/** Writes a pattern as `parsePattern()` reads it; the same pattern is always written the same way. */
export function printPattern({ pieces }: Pattern, naming: AlphabetNaming): string {
  return merged(pieces)
    .map((piece) => printPiece(piece, naming))
    .join("");
}

/** Groups of one alphabet that stand side by side are one. */
function merged(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last?.kind === "group" && piece.kind === "group" && last.alphabet.chars === piece.alphabet.chars)
      all[all.length - 1] = { ...piece, digits: last.digits + piece.digits };
    else all.push(piece);
  }
  return all;
}

function printPiece(piece: Piece, naming: AlphabetNaming): string {
  if (piece.kind === "literal") return piece.text.replaceAll("{", "{{").replaceAll("}", "}}");
  if (piece.kind === "group") return `{${printAlphabet(piece.alphabet, naming)}:${piece.digits}}`;
  const { name, reads } = piece.scheme;
  return name === "luhn-mod-n"
    ? `{check:${name}:${printAlphabet({ chars: reads.join("") }, naming)}}`
    : `{check:${name}}`;
}

function printAlphabet({ chars }: Pick<Alphabet, "chars">, naming: AlphabetNaming): string {
  const preset = naming === "names" ? PRESETS.find(({ alphabet }) => alphabet.chars === chars) : undefined;
  return preset?.id ?? `[${chars.replaceAll("]", "]]")}]`;
}
