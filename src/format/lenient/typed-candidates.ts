import { folded } from "../language/letters.ts";
import type { Pattern } from "../pattern/pattern.ts";
import { type TypedPlace, typedPlaces } from "./typed-places.ts";
import { isSeparator } from "./typed-readings.ts";

/** One way of reading what someone has typed: the symbols of all groups and checks. */
export interface Candidate {
  readonly symbols: readonly string[];
  /** Which character each of them was read from, counted from 0 in the text's composed form (NFC). */
  readonly from: readonly number[];
}

/** How much may still be done for the texts of one request. */
export interface Effort {
  steps: number;
}

/** More ways of reading a text are not followed. */
const MAX_CANDIDATES = 256;

/** Steps of one search: a text that takes more can be read in too many ways. */
const MAX_STEPS = 100_000;

/** Finds all ways of reading a text, each once; null where there are too many to tell. */
export type CandidateReader = (typed: string, effort: Effort) => Candidate[] | null;

/**
 * Reads what someone has typed as tokens of a pattern: blanks and separators may stand anywhere or be missing, and so may each literal.
 */
export function candidateReader(pattern: Pattern): CandidateReader {
  const places = typedPlaces(pattern);
  const needed = places.filter(({ kind }) => kind !== "literal").length;
  const known = places.reduce((sum, place) => sum + (place.kind === "literal" ? place.characters.length : 1), 0);
  const canStand = separatorsIn(places);
  return (typed, effort) => {
    const text = Array.from(typed.normalize("NFC"), (character, at): TypedCharacter => ({ character, at })).filter(
      ({ character }) => !isSeparator(character) || canStand(character),
    );
    const solid = text.filter(({ character }) => !isSeparator(character)).length;
    if (text.length < needed || solid > known) return [];
    const search = new Search(text, places, Math.min(MAX_STEPS, effort.steps));
    const found = search.all();
    effort.steps -= search.steps;
    return found;
  };
}

interface TypedCharacter {
  readonly character: string;
  /** Its place in the whole text. */
  readonly at: number;
}

/** Tells which separators are symbols of some place: no other one needs to be looked at. */
function separatorsIn(places: readonly TypedPlace[]): (character: string) => boolean {
  const known = new Map<string, boolean>();
  const kinds = [...new Set(places)];
  return (character) => {
    const can =
      known.get(character) ?? kinds.some((place) => place.kind === "symbol" && place.readings(character).length > 0);
    known.set(character, can);
    return can;
  };
}

/** One way on from a character and a place. */
interface Step {
  readonly at: number;
  readonly index: number;
  /** What the character is read as; null where it is skipped, or belongs to a literal. */
  readonly symbol: string | null;
}

/** A character and a place that were come to, and the ways on that are left. */
interface Frame extends Step {
  readonly ways: Step[];
  isFound: boolean;
}

/** Looks for all ways, depth first, on a stack of its own: a text may be longer than the program's. */
class Search {
  steps = 0;
  private readonly text: readonly TypedCharacter[];
  private readonly places: readonly TypedPlace[];
  private readonly maxSteps: number;
  /** After the last character that is no separator. */
  private readonly end: number;
  /** Where nothing was found. */
  private readonly dead = new Set<number>();

  constructor(text: readonly TypedCharacter[], places: readonly TypedPlace[], maxSteps: number) {
    this.text = text;
    this.places = places;
    this.maxSteps = maxSteps;
    this.end = text.findLastIndex(({ character }) => !isSeparator(character)) + 1;
  }

  all(): Candidate[] | null {
    const found = new Map<string, Candidate>();
    const stack = [this.frame({ at: 0, index: 0, symbol: null })];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (this.steps >= this.maxSteps || found.size > MAX_CANDIDATES) return null;
      const way = top.ways.shift();
      if (way !== undefined) {
        if (!this.dead.has(this.keyOf(way))) stack.push(this.frame(way));
        continue;
      }
      if (top.isFound && top.index === this.places.length) {
        const candidate = this.candidate(stack);
        found.set(candidate.symbols.join(""), candidate);
      }
      if (!top.isFound) this.dead.add(this.keyOf(top));
      stack.pop();
      const below = stack.at(-1);
      if (below !== undefined) below.isFound ||= top.isFound;
    }
    return [...found.values()];
  }

  private frame(step: Step): Frame {
    this.steps += 1;
    const { at, index } = step;
    const place = this.places[index];
    if (place === undefined) return { ...step, ways: [], isFound: at >= this.end };
    return { ...step, ways: this.waysFrom(at, index, place), isFound: false };
  }

  private waysFrom(at: number, index: number, place: TypedPlace): Step[] {
    if (place.kind === "literal") {
      const end = this.literalEnd(at, place.characters);
      const without = { at, index: index + 1, symbol: null };
      return end === null ? [without] : [{ at: end, index: index + 1, symbol: null }, without];
    }
    const character = this.text[at]?.character;
    if (character === undefined) return [];
    const ways: Step[] = place.readings(character).map((symbol) => ({ at: at + 1, index: index + 1, symbol }));
    if (isSeparator(character)) ways.push({ at: at + 1, index, symbol: null });
    return ways;
  }

  /** Where a literal ends that begins here, whatever its case and with separators anywhere; null where it does not stand here. */
  private literalEnd(from: number, characters: readonly string[]): number | null {
    let at = from;
    for (const wanted of characters) {
      while (isSeparator(this.text[at]?.character ?? "")) at += 1;
      if (folded(this.text[at]?.character ?? "") !== wanted) return null;
      at += 1;
    }
    return at;
  }

  private candidate(stack: readonly Frame[]): Candidate {
    const read = stack.flatMap(({ at, symbol }) =>
      symbol === null ? [] : [{ symbol, at: this.text[at - 1]?.at ?? 0 }],
    );
    return { symbols: read.map(({ symbol }) => symbol), from: read.map(({ at }) => at) };
  }

  private keyOf({ at, index }: Step): number {
    return at * (this.places.length + 1) + index;
  }
}
