import { type EntityManager, LockMode } from "@mikro-orm/core";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { perRequest } from "../lib/per-request.ts";
import type { Runtime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import { type Agreement, AGREEMENTS } from "./agreement.ts";
import { findApiKey } from "./api-keys.ts";
import { Customer } from "./customer.entity.ts";
import type { NoteMade } from "./idempotency-keys.ts";
import type { Keyring } from "./keyring.ts";
import { Session } from "./session.entity.ts";

/** A session together with its Session-Key and what its customer may order. */
export interface OpenSession {
  readonly session: Session;
  readonly key: string;
  readonly agreement: Agreement;
}

/** Run in the transaction that closes a session: dismantles what the session holds there, and answers what is to be told after the commit. */
export type SessionClosing = (em: EntityManager, session: Session) => Promise<() => void>;

export interface AccessParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly onClose: readonly SessionClosing[];
}

/** Who may do what: customers by their Api-Keys, sessions by their Session-Keys. */
export class Access {
  /** The session of a request's Session-Key, looked up once for each request; fails as `sessionOf` does. */
  readonly session = perRequest((context: RequestContext) => this.sessionOf(context.caller.sessionKey));
  /** The customer of a request's Api-Key, looked up once for each request; fails as `customerOf` does. */
  readonly customer = perRequest((context: RequestContext) => this.customerOf(context.caller.apiKey));

  constructor(private readonly parts: AccessParts) {}

  /** @throws {ServiceError} `API_KEY_REFUSED`: absent, malformed, unknown and revoked keys are told apart by nobody. */
  async customerOf(apiKey: string | undefined): Promise<Customer> {
    const { database, keyring } = this.parts;
    const key = parseUuid(apiKey ?? "");
    if (key === null) throw apiKeyRefused();
    const em = database.em.fork();
    const known = await findApiKey(em, key, keyring);
    if (known === null) throw apiKeyRefused();
    return em.findOneOrFail(Customer, known.customerId);
  }

  /** @throws {ServiceError} `SESSION_REFUSED`: one answer for absent, malformed, unknown and revoked keys. */
  async sessionOf(sessionKey: string | undefined): Promise<OpenSession> {
    const { database, keyring } = this.parts;
    const key = parseUuid(sessionKey ?? "");
    if (key === null) throw sessionRefused();
    const em = database.em.fork();
    const session = await em.findOne(Session, { keyDigest: { $in: keyring.digests("session-key", key) }, revokedAt: null });
    if (session === null) throw sessionRefused();
    const customer = await em.findOneOrFail(Customer, session.customerId);
    return { session, key, agreement: AGREEMENTS[customer.agreement] };
  }

  /** @param note told the session's id, in the transaction that opens it. */
  async open(customer: Customer, about: Pick<Session, "note" | "client" | "agent">, note: NoteMade): Promise<OpenSession> {
    const { database, keyring, runtime } = this.parts;
    const key = runtime.uuid();
    const id = runtime.uuid();
    const session = await database.em.fork().transactional(async (em) => {
      const opened = em.create(Session, {
        ...about,
        id,
        customerId: customer.id,
        keyDigest: keyring.digest("session-key", key),
        keyWrapped: keyring.wrap(`session:${id}`, Buffer.from(key)),
        grantedAt: runtime.now(),
      });
      await em.flush();
      await note(em, id);
      return opened;
    });
    return { session, key, agreement: AGREEMENTS[customer.agreement] };
  }

  /** A session that the customer has opened before. */
  async opened(customer: Customer, id: string): Promise<OpenSession> {
    const session = await this.parts.database.em.fork().findOneOrFail(Session, { id, customerId: customer.id });
    return { session, key: this.keyOf(session), agreement: AGREEMENTS[customer.agreement] };
  }

  /** Every session that was ever opened for the customer, oldest first. */
  async sessionsOf(customer: Customer): Promise<OpenSession[]> {
    const sessions = await this.parts.database.em.fork().find(Session, { customerId: customer.id }, { orderBy: { grantedAt: "asc", id: "asc" } });
    return sessions.map((session) => ({ session, key: this.keyOf(session), agreement: AGREEMENTS[customer.agreement] }));
  }

  /**
   * Revokes a session for good and dismantles what it holds, in one transaction.
   *
   * @param sessionKey the session's id as it is told to clients.
   * @throws {ServiceError} `NOT_FOUND` unless it is an open session of the customer's.
   */
  async close(customer: Customer, sessionKey: string): Promise<OpenSession> {
    const { database, keyring, runtime, onClose } = this.parts;
    const key = parseUuid(sessionKey);
    const told: (() => void)[] = [];
    const session = await database.em.fork().transactional(async (em) => {
      const isMeant = { customerId: customer.id, keyDigest: { $in: keyring.digests("session-key", key ?? "") }, revokedAt: null };
      const found = key && (await em.findOne(Session, isMeant, { lockMode: LockMode.PESSIMISTIC_WRITE }));
      if (!found) throw new ServiceError("NOT_FOUND", "No open session of this Api-Key has that id.", "id");
      found.revokedAt = runtime.now();
      for (const dismantle of onClose) told.push(await dismantle(em, found));
      return found;
    });
    for (const tell of told) tell();
    return { session, key: this.keyOf(session), agreement: AGREEMENTS[customer.agreement] };
  }

  private keyOf(session: Session): string {
    return this.parts.keyring.unwrap(`session:${session.id}`, session.keyWrapped).toString();
  }
}

/**
 * Holds a session open until the caller's transaction ends: what is added to it meanwhile is there when it closes.
 *
 * @throws {ServiceError} `SESSION_REFUSED` when it was closed since it was looked up.
 */
export async function holdSession(em: EntityManager, { id }: Session): Promise<void> {
  const open = await em.findOne(Session, { id, revokedAt: null }, { fields: ["id"], lockMode: LockMode.PESSIMISTIC_READ });
  if (open === null) throw sessionRefused();
}

function apiKeyRefused(): ServiceError {
  return new ServiceError("API_KEY_REFUSED", "Unknown Api-Key.");
}

function sessionRefused(): ServiceError {
  return new ServiceError("SESSION_REFUSED", "Send the Session-Key of an open session.");
}
