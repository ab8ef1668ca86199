import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import { holdSession, type OpenSession } from "../access/access.ts";
import type { Holdings } from "../access/holdings.ts";
import type { NoteMade } from "../access/idempotency-keys.ts";
import type { Session } from "../access/session.entity.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import { nearestName } from "../lib/nearest-name.ts";
import { type Alphabet, toAlphabet } from "./alphabet.ts";
import { MAX_DIGITS } from "./capacity.ts";
import { CustomAlphabet } from "./custom-alphabet.entity.ts";
import {
  type AlphabetFilter,
  type AlphabetsPage,
  type AlphabetsRequest,
  listAlphabets,
  toNamed,
} from "./list-alphabets.ts";
import { parseAlphabet } from "./parse-alphabet.ts";
import { isAlphabetName, parseAlphabetName } from "./parse-alphabet-name.ts";
import { presetOf, PRESETS } from "./presets.ts";
import { refuseFurtherChars } from "./refuse-further-chars.ts";

/** A mistyped name is compared with so many of a session's own: a few milliseconds' work. */
const MAX_OWN_NAMES = 1_000;

export type AlphabetStyle = "preset" | "custom";

/** An alphabet by its name, as a session sees it. */
export interface NamedAlphabet {
  readonly name: string;
  readonly style: AlphabetStyle;
  readonly alphabet: Alphabet;
}

/** The presets, and the alphabets of each session's own. */
export class Alphabets {
  constructor(
    private readonly database: Database,
    private readonly holdings: Holdings,
  ) {}

  async find(session: Session, name: string): Promise<NamedAlphabet | null> {
    const preset = presetOf(name);
    if (preset !== null) return { name, style: "preset", alphabet: preset };
    const custom = await customNamed(this.database.em.fork(), session, name);
    return custom && toNamed(custom);
  }

  /** The name of the alphabet that may have been meant by one that there is not; null where none is like it. */
  async nearest(session: Session, name: string): Promise<string | null> {
    const own = await ownNames(this.database.em.fork(), session);
    return nearestName(name, [...PRESETS.map(({ id }) => id), ...own]);
  }

  /** Those of the session's own that have one of the names. */
  async allNamed(session: Session, names: readonly string[]): Promise<Map<string, Alphabet>> {
    const own = names.filter((name) => presetOf(name) === null && isAlphabetName(name));
    if (own.length === 0) return new Map();
    const where = { sessionId: session.id, id: { $in: own.slice(0, MAX_DIGITS) } };
    const found = await this.database.em.fork().find(CustomAlphabet, where);
    return new Map(found.map(({ id, chars }) => [id, toAlphabet(chars)]));
  }

  /** A page of what the session sees; refuses as `listAlphabets()` does. */
  list(session: Session, filter: AlphabetFilter, page: AlphabetsRequest): Promise<AlphabetsPage> {
    return listAlphabets(this.database.em.fork(), session, filter, page);
  }

  /** @throws {ServiceError} `ALPHABET_INVALID`, `ALPHABET_PRESET`, `ALPHABET_EXISTS`, or `QUOTA_EXCEEDED`. */
  async add(open: OpenSession, input: { name: string; chars: string }, note: NoteMade): Promise<NamedAlphabet> {
    const { chars } = input;
    const name = parseAlphabetName(input.name);
    const alphabet = parseAlphabet(chars);
    const { session } = open;
    const length = alphabet.symbols.length;
    try {
      await this.holdings.add(session.customerId, async (em) => {
        await holdSession(em, session);
        await refuseFurtherChars(em, open, length);
        await em.insert(CustomAlphabet, {
          sessionId: session.id,
          id: name,
          chars,
          length,
          place: await nextPlace(em, session),
        });
        await note(em, name);
      });
    } catch (cause) {
      if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
      throw new ServiceError(
        "ALPHABET_EXISTS",
        `The session has an alphabet ${name} already; remove it first or choose another name.`,
        "name",
      );
    }
    return { name, style: "custom", alphabet };
  }

  /** @throws {ServiceError} `ALPHABET_PRESET` or `ALPHABET_UNKNOWN`. */
  async remove(session: Session, name: string): Promise<NamedAlphabet> {
    if (presetOf(name) !== null) throw new ServiceError("ALPHABET_PRESET", `${name} is a preset and stays.`, "name");
    const em = this.database.em.fork();
    const custom = await customNamed(em, session, name);
    // Of two who remove it at once, the database lets one.
    if (custom === null || (await em.nativeDelete(CustomAlphabet, { sessionId: session.id, id: name })) === 0)
      throw alphabetUnknown(name, null);
    return toNamed(custom);
  }

  /** Removes all alphabets of the session's own, and answers the newest 1,000 of them, oldest first. */
  async removeAll(session: Session): Promise<NamedAlphabet[]> {
    return this.database.em.fork().transactional((em) => removeAllOf(em, session));
  }
}

/** Inside the caller's transaction; answers the newest 1,000. */
export async function removeAllOf(em: EntityManager, session: Session): Promise<NamedAlphabet[]> {
  const place = (await nextPlace(em, session)) - 1; // one that is added meanwhile was not meant
  const { alphabets } = await listAlphabets(em, session, { style: "custom" }, {});
  await em.nativeDelete(CustomAlphabet, { sessionId: session.id, place: { $lte: place } });
  return alphabets.map(({ named }) => named).reverse();
}

/**
 * Brings an alphabet back to a session, inside the caller's transaction: it takes the place of one of the same name; a preset is there already.
 *
 * Its characters count from then on, but no quota refuses them: the part that brings them along is paid.
 */
export async function restoreAlphabet(
  em: EntityManager,
  session: Session,
  { id, chars }: { id: string; chars: string },
): Promise<void> {
  if (presetOf(id) !== null) return;
  const values = {
    sessionId: session.id,
    id,
    chars,
    length: toAlphabet(chars).symbols.length,
    place: await nextPlace(em, session),
  };
  await em.upsert(CustomAlphabet, values, { onConflictAction: "merge", onConflictMergeFields: ["chars", "length"] });
}

async function nextPlace(em: EntityManager, session: Session): Promise<number> {
  const newest = await em.findOne(CustomAlphabet, { sessionId: session.id }, { orderBy: { place: "desc" } });
  return (newest?.place ?? 0) + 1;
}

/** @param nearest the one that may have been meant, where that is to be told. */
export function alphabetUnknown(id: string, nearest: string | null): ServiceError {
  const advice = nearest === null ? ": name a preset or one of the session's own." : `; did you mean ${nearest}?`;
  return new ServiceError(
    "ALPHABET_UNKNOWN",
    `There is no alphabet ${JSON.stringify(id.slice(0, 64))}${advice}`,
    "alphabet",
  );
}

/** The names of the session's newest alphabets. */
async function ownNames(em: EntityManager, session: Session): Promise<string[]> {
  const own = await em.find(
    CustomAlphabet,
    { sessionId: session.id },
    { fields: ["id"], orderBy: { place: "desc" }, limit: MAX_OWN_NAMES, disableIdentityMap: true },
  );
  return own.map(({ id }) => id);
}

async function customNamed(em: EntityManager, session: Session, id: string): Promise<CustomAlphabet | null> {
  return isAlphabetName(id) ? em.findOne(CustomAlphabet, { sessionId: session.id, id }) : null;
}
