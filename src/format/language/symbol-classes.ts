import type { Pattern } from "../pattern/pattern.ts";
import { checksOf, digitAlphabets } from "../pattern/pattern.ts";
import { isDigit, isLetter, readingsOf } from "./letters.ts";
import type { Without } from "./without.ts";

/** Characters between which an automaton needs not tell. */
export interface SymbolClass {
  /** What each of them may be read as, where words are forbidden. */
  readonly readings: readonly string[];
  readonly isLetter: boolean;
  readonly isDigit: boolean;
  /** One of them; the only one where characters must be told apart. */
  readonly symbol: string;
}

export interface SymbolClasses {
  readonly classes: readonly SymbolClass[];
  readonly classOf: (symbol: string) => number;
}

/**
 * Sorts all characters of a pattern's tokens into classes. A run of equal characters and a check need each character by itself; forbidden words
 * need those that stand in words.
 */
export function symbolClasses(pattern: Pattern, without: Without): SymbolClasses {
  const checks = checksOf(pattern);
  const isEachItsOwn = without.maxRun !== null || checks.length > 0;
  const letters = new Set(Array.from(without.words.join("")));
  const classes: SymbolClass[] = [];
  const numbers = new Map<string, number>();
  const bySymbol = new Map<string, number>();
  const symbols = new Set([
    ...[...new Set(digitAlphabets(pattern))].flatMap((alphabet) => alphabet.symbols),
    ...checks.flatMap(({ scheme }) => scheme.writes),
  ]);
  for (const symbol of symbols) {
    const readings = readingsOf(symbol, without).filter((letter) => letters.has(letter));
    const found = {
      readings: readings.length === 0 ? [""] : readings,
      isLetter: without.atLeastOneLetter && isLetter(symbol),
      isDigit: without.atLeastOneDigit && isDigit(symbol),
      symbol,
    };
    const key = JSON.stringify([found.readings, found.isLetter, found.isDigit, isEachItsOwn ? symbol : ""]);
    const number = numbers.get(key) ?? classes.length;
    if (number === classes.length) {
      numbers.set(key, number);
      classes.push(found);
    }
    bySymbol.set(symbol, number);
  }
  return { classes, classOf: (symbol) => bySymbol.get(symbol) ?? 0 };
}
