import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { holdSession, type OpenSession } from "../../access/access.ts";
import { type Holdings, refuseAbove } from "../../access/holdings.ts";
import type { NoteMade } from "../../access/idempotency-keys.ts";
import type { Session } from "../../access/session.entity.ts";
import { isAlphabetName } from "../../alphabet/parse-alphabet-name.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { CompiledFormat } from "./format-compiler.ts";
import { NamedFormat } from "./named-format.entity.ts";

export const MAX_PAGE = 1_000;

/** Named formats of one session: to list them stays a matter of milliseconds. */
export const MAX_FORMATS = 1_000;

const REMEDY = "Remove formats first.";

export interface FormatsRequest {
  /** At most so many; as many as there are unless told. */
  readonly first?: number | null | undefined;
  /** The cursor of the format that the page before ends with. */
  readonly after?: string | null | undefined;
}

export interface FormatsPage {
  readonly formats: readonly NamedFormat[];
  readonly hasNextPage: boolean;
}

/** The formats that sessions have given names: each session's own. */
export class NamedFormats {
  constructor(
    private readonly database: Database,
    private readonly holdings: Holdings,
  ) {}

  /** @throws {ServiceError} `FORMAT_UNKNOWN` */
  async require(session: Session, name: string): Promise<NamedFormat> {
    const where = { sessionId: session.id, id: name };
    const found = isAlphabetName(name) ? await this.database.em.fork().findOne(NamedFormat, where) : null;
    if (found === null) throw formatUnknown(name);
    return found;
  }

  /**
   * A page of the session's formats, newest first.
   *
   * @throws {ServiceError} `INPUT_INVALID` or `CURSOR_INVALID`
   */
  async list(session: Session, { first, after }: FormatsRequest): Promise<FormatsPage> {
    const limit = first ?? MAX_PAGE;
    if (limit < 0 || limit > MAX_PAGE)
      throw new ServiceError("INPUT_INVALID", `A page has 0 to ${MAX_PAGE} formats.`, "first");
    const where = typeof after === "string" ? { place: { $lt: placeIn(after) } } : {};
    const found = await this.database.em
      .fork()
      .find(NamedFormat, { sessionId: session.id, ...where }, { orderBy: { place: "desc" }, limit: limit + 1 });
    return { formats: found.slice(0, limit), hasNextPage: found.length > limit };
  }

  /** @throws {ServiceError} `FORMAT_INVALID` for its name, `FORMAT_EXISTS`, or `QUOTA_EXCEEDED`. */
  async add(open: OpenSession, name: string, { text, capacity }: CompiledFormat, note: NoteMade): Promise<NamedFormat> {
    const { session } = open;
    if (!isAlphabetName(name))
      throw new ServiceError(
        "FORMAT_INVALID",
        "A format's name has 1 to 64 of A-Z, 0-9 and _, and begins with a letter.",
        "name",
      );
    try {
      return await this.holdings.add(session.customerId, async (em) => {
        await holdSession(em, session);
        await refuseFurther(em, open, text.length);
        const newest = await em.findOne(NamedFormat, { sessionId: session.id }, { orderBy: { place: "desc" } });
        const place = (newest?.place ?? 0) + 1;
        const format = { sessionId: session.id, id: name, text, length: text.length, capacity, place };
        await em.insert(NamedFormat, format);
        await note(em, name);
        return format;
      });
    } catch (cause) {
      if (!(cause instanceof UniqueConstraintViolationException)) throw cause;
      throw new ServiceError(
        "FORMAT_EXISTS",
        `The session has a format ${name} already; remove it first or choose another name.`,
        "name",
      );
    }
  }

  /** @throws {ServiceError} `FORMAT_UNKNOWN` */
  async remove(session: Session, name: string): Promise<NamedFormat> {
    const found = await this.require(session, name);
    const removed = await this.database.em.fork().nativeDelete(NamedFormat, { sessionId: session.id, id: name });
    if (removed === 0) throw formatUnknown(name); // of two who remove it at once, the database lets one
    return found;
  }
}

/** Removes all formats of a session, inside the caller's transaction. */
export async function removeFormatsOf(em: EntityManager, session: Session): Promise<void> {
  await em.nativeDelete(NamedFormat, { sessionId: session.id });
}

export function cursorOf({ place }: NamedFormat): string {
  return Buffer.from(String(place)).toString("base64url");
}

function placeIn(cursor: string): number {
  const place = Buffer.from(cursor, "base64url").toString();
  if (!/^\d{1,9}$/.test(place))
    throw new ServiceError("CURSOR_INVALID", "A cursor is one that an earlier page has given.", "after");
  return Number(place);
}

function formatUnknown(name: string): ServiceError {
  return new ServiceError(
    "FORMAT_UNKNOWN",
    `The session has no format ${JSON.stringify(name.slice(0, 64))}.`,
    "formatName",
  );
}

/** Refuses a format of so many characters that its customer or its session would hold too much. */
async function refuseFurther(em: SqlEntityManager, { session, agreement }: OpenSession, added: number): Promise<void> {
  const held = await em.count(NamedFormat, { sessionId: session.id });
  refuseAbove({ what: "formats in this session", held, added: 1, quota: MAX_FORMATS, remedy: REMEDY });
  refuseAbove({
    what: "characters in formats",
    held: await countFormatChars(em, session.customerId),
    added,
    quota: agreement.quotas.alphabetChars,
    remedy: REMEDY,
  });
}

/** Characters of the texts of all named formats in all open sessions: those of closed ones are gone. */
export async function countFormatChars(em: SqlEntityManager, customerId: string): Promise<number> {
  const [sum] = await em.execute<{ chars: number | string | null }[]>(
    "select sum(f.length) as chars from session s join named_format f on f.session_id = s.id where s.customer_id = ? and s.revoked_at is null",
    [customerId],
  );
  return Number(sum?.chars ?? 0); // PostgreSQL's driver tells sums as strings
}
