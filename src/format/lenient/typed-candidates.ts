import type { Pattern } from "../pattern/pattern.ts";
import { folded } from "../language/letters.ts";
import { isSeparator, type TypedReadings, typedReadings } from "./typed-readings.ts";

/** What may have been typed: the digits' symbols, and the characters of each check. */
export interface Candidate {
  readonly digits: readonly string[];
  readonly checks: readonly string[];
}

type Place =
  | { readonly kind: "literal"; readonly characters: readonly string[] }
  | { readonly kind: "digit" | "check"; readonly readings: TypedReadings };

/** More ways of reading a text are not followed. */
const MAX_CANDIDATES = 256;

/** Steps of one search: a text that takes more can be read in too many ways. */
const MAX_STEPS = 100_000;

/**
 * All ways of reading what someone has typed as digits and checks of a pattern: blanks and separators may stand anywhere or be missing, and so
 * may each literal. Null where there are too many to tell.
 */
export function typedCandidates(pattern: Pattern, typed: string): Candidate[] | null {
  const places = placesOf(pattern);
  const needed = places.filter(({ kind }) => kind !== "literal").length;
  const known = places.reduce((sum, place) => sum + (place.kind === "literal" ? place.characters.length : 1), 0);
  const text = Array.from(typed.normalize("NFC"));
  const solid = text.filter((character) => !isSeparator(character)).length;
  if (text.length < needed || solid > known) return [];
  const search = new Search(text, places);
  search.from(0, 0, []);
  return search.steps > MAX_STEPS || search.found.length > MAX_CANDIDATES
    ? null
    : search.found.map((symbols) => toCandidate(pattern, symbols));
}

class Search {
  readonly found: string[][] = [];
  steps = 0;
  private readonly text: readonly string[];
  private readonly places: readonly Place[];
  /** Where nothing was found. */
  private readonly dead = new Set<number>();

  constructor(text: readonly string[], places: readonly Place[]) {
    this.text = text;
    this.places = places;
  }

  /** Reads the text from a character on as the places from one on. Returns whether that can be done. */
  from(at: number, index: number, symbols: readonly string[]): boolean {
    const key = at * (this.places.length + 1) + index;
    if (this.dead.has(key) || this.found.length > MAX_CANDIDATES || ++this.steps > MAX_STEPS) return false;
    const isFound = this.tryFrom(at, index, symbols);
    if (!isFound) this.dead.add(key);
    return isFound;
  }

  private tryFrom(at: number, index: number, symbols: readonly string[]): boolean {
    const place = this.places[index];
    if (place === undefined) {
      const isEnd = this.text.slice(at).every(isSeparator);
      if (isEnd) this.found.push([...symbols]);
      return isEnd;
    }
    let isFound = false;
    if (place.kind === "literal") {
      const end = this.literalEnd(at, place.characters);
      if (end !== null) isFound = this.from(end, index + 1, symbols);
      return this.from(at, index + 1, symbols) || isFound;
    }
    const character = this.text[at];
    if (character === undefined) return false;
    for (const symbol of place.readings(character))
      isFound = this.from(at + 1, index + 1, [...symbols, symbol]) || isFound;
    return (isSeparator(character) && this.from(at + 1, index, symbols)) || isFound;
  }

  /** Where a literal ends that begins here, whatever its case and with separators anywhere; null where it does not stand here. */
  private literalEnd(from: number, characters: readonly string[]): number | null {
    let at = from;
    for (const character of characters) {
      while (this.text[at] !== character && isSeparator(this.text[at] ?? "")) at += 1;
      if (folded(this.text[at] ?? "") !== folded(character)) return null;
      at += 1;
    }
    return at;
  }
}

/** Literals of separators alone need no place: those are skipped wherever they stand. */
function placesOf({ pieces }: Pattern): Place[] {
  return pieces.flatMap((piece): Place[] => {
    if (piece.kind === "literal") {
      const characters = Array.from(piece.text.normalize("NFC")).filter((character) => !isSeparator(character));
      return characters.length === 0 ? [] : [{ kind: "literal", characters }];
    }
    if (piece.kind === "group")
      return new Array<Place>(piece.digits).fill({ kind: "digit", readings: typedReadings(piece.alphabet.symbols) });
    return new Array<Place>(piece.scheme.length).fill({ kind: "check", readings: typedReadings(piece.scheme.writes) });
  });
}

function toCandidate({ pieces }: Pattern, symbols: readonly string[]): Candidate {
  const digits: string[] = [];
  const checks: string[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind === "literal") continue;
    const length = piece.kind === "group" ? piece.digits : piece.scheme.length;
    const taken = symbols.slice(at, at + length);
    at += length;
    if (piece.kind === "group") digits.push(...taken);
    else checks.push(taken.join(""));
  }
  return { digits, checks };
}
