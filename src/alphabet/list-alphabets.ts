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

export interface AlphabetsPage {
  /** At most so many. */
  readonly first?: number | null | undefined;
  /** The name of the alphabet that the page before has come to: the oldest of its custom ones, or its last preset. */
  readonly after?: string | null | undefined;
}

/**
 * Reads a page of the alphabets that a session sees: presets by id, then the newest of its own, of which the oldest stands first. The next page
 * goes on with the custom ones before them.
 *
 * @throws {ServiceError} `INPUT_INVALID`, or `CURSOR_INVALID` for the name of no alphabet.
 */
export async function listAlphabets(
  em: EntityManager,
  session: Session,
  filter: AlphabetFilter,
  { first, after = null }: AlphabetsPage,
): Promise<NamedAlphabet[]> {
  const limit = first ?? MAX_PAGE;
  if (limit < 0 || limit > MAX_PAGE)
    throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} alphabets.`, "first");
  const cursor = after === null || presetOf(after) !== null ? null : await cursorOf(em, session, after);
  const presets = filter.style === "custom" || cursor !== null ? [] : presetsAfter(after, filter).slice(0, limit);
  const room = filter.style === "preset" ? 0 : limit - presets.length;
  const custom = await customBefore(
    em,
    { sessionId: session.id, ...(filter.length !== undefined && { length: filter.length }) },
    { cursor, room, chars: filter.chars },
  );
  return [...presets, ...custom.reverse().map(toNamed)];
}

type Cursor = Pick<CustomAlphabet, "place" | "id">;

async function cursorOf(em: EntityManager, session: Session, id: string): Promise<Cursor> {
  const named = isAlphabetName(id)
    ? await em.findOne(CustomAlphabet, { sessionId: session.id, id }, { fields: ["place"] })
    : null;
  if (named === null)
    throw new ServiceError("CURSOR_INVALID", "after must be the id of one of the session's alphabets.", "after");
  return { place: named.place, id };
}

function presetsAfter(after: string | null, { length, chars }: AlphabetFilter): NamedAlphabet[] {
  return PRESETS.filter(({ id }) => after === null || id > after)
    .filter(({ alphabet }) => (length === undefined || alphabet.symbols.length === length) && hasAll(alphabet, chars))
    .map(({ id, alphabet }) => ({ id, style: "preset", alphabet }));
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
  return { id, style: "custom", alphabet: toAlphabet(chars) };
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
