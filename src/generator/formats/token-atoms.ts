import { type Pattern, widest } from "../../format/pattern/pattern.ts";

/** What a token is written from, in its order: fixed text, a digit, or the characters of a check. */
export type Atom =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "digit"; readonly digit: number; readonly symbols: readonly string[] }
  | { readonly kind: "check"; readonly check: number; readonly bytes: number };

/** The atoms of a token and the newline behind it. */
export function tokenAtoms({ pieces }: Pattern): Atom[] {
  const atoms: Atom[] = [];
  let [digit, check] = [0, 0];
  for (const piece of pieces) {
    if (piece.kind === "literal") atoms.push({ kind: "text", text: piece.text });
    else if (piece.kind === "check")
      atoms.push({ kind: "check", check: check++, bytes: piece.scheme.length * widest(piece.scheme.writes) });
    else
      for (let left = piece.digits; left > 0; left--)
        atoms.push({ kind: "digit", digit: digit++, symbols: piece.alphabet.symbols });
  }
  return [...atoms, { kind: "text", text: "\n" }];
}
