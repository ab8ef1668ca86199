import { checkText } from "../checks/check-of.ts";
import type { Pattern } from "../pattern/pattern.ts";
import { isWritten, lengthOf, typedPlaces } from "./typed-places.ts";

/** Symbols of groups and checks that differ from typed ones in one place, or in two neighbours that are swapped. */
export interface Corrected {
  readonly symbols: readonly string[];
  /** Which of them differ, counted from 0. */
  readonly places: readonly number[];
}

/** Finds all symbols with right checks that one other symbol or two swapped neighbours lead to. */
export interface Corrector {
  /** How many symbols it looks at for one text. */
  readonly looks: number;
  readonly correct: (typed: readonly string[]) => Corrected[];
}

export function corrector(pattern: Pattern): Corrector {
  const places = typedPlaces(pattern).filter((place) => place.kind === "symbol");
  const canStand = (at: number, symbol: string) => places[at]?.readings(symbol)[0] === symbol;
  const tries = places.reduce((sum, { symbols }) => sum + symbols.length, places.length);
  return {
    looks: places.length * tries,
    correct: (typed) => {
      const found: Corrected[] = [];
      const attempt = (symbols: readonly string[], ...changed: readonly number[]) => {
        if (hasRightChecks(pattern, symbols)) found.push({ symbols, places: changed });
      };
      for (const [at, { symbols }] of places.entries())
        for (const symbol of symbols) if (symbol !== typed[at]) attempt(typed.with(at, symbol), at);
      for (let at = 0; at + 1 < places.length; at++) {
        const [a = "", b = ""] = typed.slice(at, at + 2);
        if (a !== b && canStand(at, b) && canStand(at + 1, a)) attempt(typed.with(at, b).with(at + 1, a), at, at + 1);
      }
      return found;
    },
  };
}

/** The digits among symbols of groups and checks. */
export function digitsAmong({ pieces }: Pattern, symbols: readonly string[]): string[] {
  let at = 0;
  return pieces.filter(isWritten).flatMap((piece) => {
    const own = symbols.slice(at, at + lengthOf(piece));
    at += own.length;
    return piece.kind === "group" ? own : [];
  });
}

/** Whether every check among symbols of groups and checks is right. */
export function hasRightChecks({ pieces }: Pattern, symbols: readonly string[]): boolean {
  let [digits, at] = ["", 0];
  for (const piece of pieces.filter(isWritten)) {
    const own = symbols.slice(at, at + lengthOf(piece)).join("");
    at += lengthOf(piece);
    if (piece.kind === "group") digits += own;
    else if (checkText(piece.scheme, digits) !== own) return false;
  }
  return true;
}
