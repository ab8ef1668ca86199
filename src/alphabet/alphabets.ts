import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import type { NoteMade } from "../access/idempotency-keys.ts";
import type { Session } from "../access/session.entity.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import { type Alphabet, toAlphabet } from "./alphabet.ts";
import { CustomAlphabet } from "./custom-alphabet.entity.ts";
import { parseAlphabet } from "./parse-alphabet.ts";
import { isAlphabetName, parseAlphabetName } from "./parse-alphabet-name.ts";
import { presetOf } from "./presets.ts";

export type AlphabetStyle = "preset" | "custom";

/** An alphabet by its name, as a session sees it. */
export interface NamedAlphabet {
  readonly id: string;
  readonly style: AlphabetStyle;
  readonly alphabet: Alphabet;
}

/** The presets, and the alphabets of each session's own. */
export class Alphabets {
  constructor(private readonly database: Database) {}

  async find(session: Session, id: string): Promise<NamedAlphabet | null> {
    const preset = presetOf(id);
    if (preset !== null) return { id, style: "preset", alphabet: preset };
    const custom = await customNamed(this.database.em.fork(), session, id);
    return custom && toNamed(custom);
  }

  /** The session's own alphabets, by their making. */
  async customOf(session: Session): Promise<NamedAlphabet[]> {
    return (await customOf(this.database.em.fork(), session)).map(toNamed);
  }

  /** @throws {ServiceError} `ALPHABET_INVALID`, `ALPHABET_PRESET`, or `ALPHABET_EXISTS`. */
  async add(session: Session, { id, chars }: { id: string; chars: string }, note: NoteMade): Promise<NamedAlphabet> {
    const name = parseAlphabetName(id);
    const alphabet = parseAlphabet(chars);
    try {
      await this.database.em.fork().transactional(async (em) => {
        await em.insert(CustomAlphabet, { sessionId: session.id, id: name, chars, place: await nextPlace(em, session) });
        await note(em, name);
      });
    } catch (cause) {
      if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
      throw new ServiceError("ALPHABET_EXISTS", `The session has an alphabet ${name} already; remove it first or choose another id.`, "id");
    }
    return { id: name, style: "custom", alphabet };
  }

  /** @throws {ServiceError} `ALPHABET_PRESET` or `ALPHABET_UNKNOWN`. */
  async remove(session: Session, id: string): Promise<NamedAlphabet> {
    if (presetOf(id) !== null) throw new ServiceError("ALPHABET_PRESET", `${id} is a preset and stays.`, "id");
    const em = this.database.em.fork();
    const custom = await customNamed(em, session, id);
    // Of two who remove it at once, the database lets one.
    if (custom === null || (await em.nativeDelete(CustomAlphabet, { sessionId: session.id, id })) === 0) throw alphabetUnknown(id);
    return toNamed(custom);
  }

  /** Removes all alphabets of the session's own, and answers them, oldest first. */
  async removeAll(session: Session): Promise<NamedAlphabet[]> {
    return this.database.em.fork().transactional((em) => removeAllOf(em, session));
  }
}

/** Inside the caller's transaction. */
export async function removeAllOf(em: EntityManager, session: Session): Promise<NamedAlphabet[]> {
  const custom = await customOf(em, session);
  await em.nativeDelete(CustomAlphabet, { sessionId: session.id, id: { $in: custom.map(({ id }) => id) } });
  return custom.map(toNamed);
}

/** Brings an alphabet back to a session, inside the caller's transaction: it takes the place of one of the same name; a preset is there already. */
export async function restoreAlphabet(em: EntityManager, session: Session, { id, chars }: { id: string; chars: string }): Promise<void> {
  if (presetOf(id) !== null) return;
  const values = { sessionId: session.id, id, chars, place: await nextPlace(em, session) };
  await em.upsert(CustomAlphabet, values, { onConflictAction: "merge", onConflictMergeFields: ["chars"] });
}

async function nextPlace(em: EntityManager, session: Session): Promise<number> {
  const newest = await em.findOne(CustomAlphabet, { sessionId: session.id }, { orderBy: { place: "desc" } });
  return (newest?.place ?? 0) + 1;
}

export function alphabetUnknown(id: string): ServiceError {
  return new ServiceError("ALPHABET_UNKNOWN", `There is no alphabet ${JSON.stringify(id.slice(0, 64))}: name a preset or one of the session's own.`, "alphabet");
}

async function customNamed(em: EntityManager, session: Session, id: string): Promise<CustomAlphabet | null> {
  return isAlphabetName(id) ? em.findOne(CustomAlphabet, { sessionId: session.id, id }) : null;
}

function customOf(em: EntityManager, session: Session): Promise<CustomAlphabet[]> {
  return em.find(CustomAlphabet, { sessionId: session.id }, { orderBy: { place: "asc", id: "asc" } });
}

function toNamed({ id, chars }: CustomAlphabet): NamedAlphabet {
  return { id, style: "custom", alphabet: toAlphabet(chars) };
}
