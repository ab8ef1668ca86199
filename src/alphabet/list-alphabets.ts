import type { EntityManager, FilterQuery } from "@mikro-orm/core";
import type { Session } from "../access/session.entity.ts";
import { ServiceError } from "../errors.ts";
import { type Alphabet, toAlphabet } from "./alphabet.ts";
import type { AlphabetStyle, NamedAlphabet } from "./alphabets.ts";
import { CustomAlphabet } from "./custom-alphabet.entity.ts";
import { isAlphabetName } from "./parse-alphabet-name.ts";
import { presetOf, PRESETS } from "./presets.ts";

export const MAX_PAGE = 1_000;
/** Rows that are looked through at once for characters that they must have: at most 65,536 characters each. */
const BATCH = 100;

/** What an alphabet must be to be listed; whatever is left out does not matter. */
export interface AlphabetFilter {
  readonly style?: AlphabetStyle | undefined;
  /** Symbols. */
  readonly length?: number | undefined;
  /** Characters that it must all contain. */
  readonly chars?: string | undefined;
}

export interface AlphabetsRequest {
  /** At most so many. */
  readonly first?: number | null | undefined;
  /** The cursor of the alphabet that the page before ends with. */
  readonly after?: string | null | undefined;
}

/** An alphabet in a list, and what the list goes on after. */
export interface ListedAlphabet {
  readonly named: NamedAlphabet;
  readonly cursor: string;
}

export interface AlphabetsPage {
  readonly alphabets: readonly ListedAlphabet[];
  readonly hasNextPage: boolean;
}

/**
 * Reads a page of the alphabets that a session sees: presets by name, then its own, newest first.
 *
 * @throws {ServiceError} `INPUT_INVALID` or `CURSOR_INVALID`
 */
export async function listAlphabets(
  em: EntityManager,
  session: Session,
  filter: AlphabetFilter,
  { first, after = null }: AlphabetsRequest,
): Promise<AlphabetsPage> {
  const limit = first ?? MAX_PAGE;
  if (limit < 0 || limit > MAX_PAGE)
    throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} alphabets.`, "first");
  const cursor = after === null ? null : parseCursor(after);
  const wanted = limit + 1; // one more tells whether there is a further page
  const presets = filter.style === "custom" || cursor?.place ? [] : presetsAfter(cursor, filter).slice(0, wanted);
  const room = filter.style === "preset" ? 0 : wanted - presets.length;
  const custom = await customBefore(
    em,
    { sessionId: session.id, ...(filter.length !== undefined && { length: filter.length }) },
    { cursor: cursor?.place ? cursor : null, room, chars: filter.chars },
  );
  const found = [...presets, ...custom.map((each) => ({ named: toNamed(each), cursor: toCursor(each) }))];
  return { alphabets: found.slice(0, limit), hasNextPage: found.length > limit };
}

/** Of a preset the place is 0: those of a session's own begin with 1. */
type Cursor = Pick<CustomAlphabet, "place" | "id">;

function toCursor({ place, id }: Cursor): string {
  return Buffer.from(`${place}:${id}`).toString("base64url");
}

function parseCursor(text: string): Cursor {
  const [, place = "", id = ""] = /^(\d{1,9}):(.*)$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  const isKnown = place === "0" ? presetOf(id) !== null : isAlphabetName(id);
  if (place === "" || !isKnown)
    throw new ServiceError("CURSOR_INVALID", "A cursor is one that an earlier page has given.", "after");
  return { place: Number(place), id };
}

function presetsAfter(cursor: Cursor | null, { length, chars }: AlphabetFilter): ListedAlphabet[] {
  return PRESETS.filter(({ id }) => cursor === null || id > cursor.id)
    .filter(({ alphabet }) => (length === undefined || alphabet.symbols.length === length) && hasAll(alphabet, chars))
    .map(({ id, alphabet }) => ({
      named: { name: id, style: "preset", alphabet },
      cursor: toCursor({ place: 0, id }),
    }));
}

interface Wanted {
  readonly cursor: Cursor | null;
  readonly room: number;
  readonly chars: string | undefined;
}

/** Those that fit, newest first, as many as there is room for. */
async function customBefore(
  em: EntityManager,
  where: Partial<CustomAlphabet>,
  { cursor, room, chars }: Wanted,
): Promise<CustomAlphabet[]> {
  const found: CustomAlphabet[] = [];
  for (let before = cursor; found.length < room;) {
    const limit = chars === undefined ? room : BATCH;
    const batch = await em.find(
      CustomAlphabet,
      { ...where, ...older(before) },
      { orderBy: { place: "desc", id: "desc" }, limit, disableIdentityMap: true },
    );
    found.push(...batch.filter((custom) => hasAll(toAlphabet(custom.chars), chars)));
    before = batch.at(-1) ?? null;
    if (batch.length < limit || before === null) break;
  }
  return found.slice(0, room);
}

function older(cursor: Cursor | null): FilterQuery<CustomAlphabet> & object {
  return cursor === null
    ? {}
    : { $or: [{ place: { $lt: cursor.place } }, { place: cursor.place, id: { $lt: cursor.id } }] };
}

export function toNamed({ id, chars }: CustomAlphabet): NamedAlphabet {
  return { name: id, style: "custom", alphabet: toAlphabet(chars) };
}

/** Takes one pass over an alphabet, whose symbols are all different, however many characters are wanted. */
function hasAll({ chars: known }: Pick<Alphabet, "chars">, chars: string | undefined): boolean {
  const missing = new Set(chars);
  if (missing.size > known.length) return false;
  for (let at = 0; at < known.length && missing.size > 0; at += 1) {
    const point = known.codePointAt(at) ?? 0;
    missing.delete(String.fromCodePoint(point));
    if (point > 0xffff) at += 1;
  }
  return missing.size === 0;
}
