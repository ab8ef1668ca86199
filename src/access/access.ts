import { type EntityManager, LockMode } from "@mikro-orm/core";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { keptStatement, runKept } from "../database/kept-statement.ts";
import type { Database } from "../database/start-database.ts";
import { tellTransaction } from "../database/tell-transaction.ts";
import { ServiceError } from "../errors.ts";
import type { Caller, RequestContext } from "../graphql/request-context.ts";
import { currentSpan } from "../lib/current-span.ts";
import { perRequest } from "../lib/per-request.ts";
import type { Runtime } from "../lib/runtime.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { Agreement } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";
import { findApiKey } from "./api-keys.ts";
import { Customer } from "./customer.entity.ts";
import { forgetSessions, type SessionsNamed } from "./forget-sessions.ts";
import { type Holdings, refuseAbove } from "./holdings.ts";
import type { NoteMade } from "./idempotency-keys.ts";
import type { Keyring } from "./keyring.ts";
import { type KnownCredentials, ratedBySession, ratedCustomer } from "./known-credentials.ts";
import { listSessions, type Page, type SessionsRequest } from "./list-sessions.ts";
import { readSession } from "./read-session.ts";
import { Session } from "./session.entity.ts";

/** What no session has. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** A session together with its Session-Key and what its customer may order. */
export interface OpenSession {
  readonly session: Session;
  readonly key: string;
  readonly agreement: Agreement;
}

/** Run in the transaction that closes a session: dismantles what the session holds there, and answers what is to be told after the commit. */
export type SessionClosing = (em: EntityManager, session: Session) => Promise<() => void>;

export interface AccessDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly holdings: Holdings;
  readonly known: KnownCredentials;
  /** Run before that transaction: takes the most of what a full session holds out of it. */
  readonly beforeClose: readonly ((session: Session) => Promise<unknown>)[];
  readonly onClose: readonly SessionClosing[];
  readonly named: SessionsNamed;
}

/** Who may do what: customers by their Api-Keys, sessions by their Session-Keys. */
export class Access {
  /** The session of a request's Session-Key, looked up once for each request; fails as `sessionOf` does. */
  readonly session = ({ caller }: RequestContext) => this.sessionOfCaller(caller);
  /** The customer of a request's Api-Key, looked up once for each request; fails as `customerOf` does. */
  readonly customer = ({ caller }: RequestContext) => this.customerOfCaller(caller);

  /** By the caller, which stays one object where the executor copies the context. */
  private readonly sessionOfCaller = perRequest((caller: Caller) => this.sessionOf(caller));
  private readonly customerOfCaller = perRequest(({ credentials }: Caller) => this.customerOf(credentials.apiKey));

  constructor(private readonly deps: AccessDeps) {}

  /** @throws {ServiceError} `API_KEY_REFUSED`: absent, malformed, unknown and revoked keys are told apart by nobody. */
  async customerOf(apiKey: string | undefined): Promise<Customer> {
    const { database, keyring, known } = this.deps;
    const key = parseUuid(apiKey ?? "");
    if (key === null) throw apiKeyRefused();
    const em = database.em.fork();
    const digests = keyring.digests("api-key", key);
    const found = await findApiKey(em, key, keyring);
    if (found === null) {
      known.forget(digests);
      throw apiKeyRefused();
    }
    const customer = await em.findOneOrFail(Customer, found.customerId);
    known.remember(digests, ratedCustomer(customer));
    tellCustomer(customer.id);
    return customer;
  }

  /** @throws {ServiceError} `SESSION_REFUSED`: one answer for absent, malformed, unknown and revoked keys. */
  private async sessionOf({ credentials }: Caller): Promise<OpenSession> {
    const { database, known } = this.deps;
    const key = parseUuid(credentials.sessionKey ?? "");
    if (key === null) throw sessionRefused();
    const digests = known.digestsOf["session-key"](credentials);
    const found = await readSession(database.em, digests);
    if (found === null) {
      known.forget(digests);
      throw sessionRefused();
    }
    known.remember(digests, ratedBySession(found));
    tellCustomer(found.session.customerId);
    return { ...found, key };
  }

  /**
   * The Session-Key of a session that a signed link names.
   *
   * @throws {ServiceError} `LINK_REFUSED` where the session is closed.
   */
  async keyOfLinked(sessionId: string): Promise<string> {
    const session = await this.deps.database.em.fork().findOne(Session, { id: sessionId, revokedAt: null });
    if (session === null) throw new ServiceError("LINK_REFUSED", "The session that has made the link is closed.");
    return this.keyOf(session);
  }

  /**
   * @param note told the session's id, in the transaction that opens it.
   * @throws {ServiceError} `QUOTA_EXCEEDED`
   */
  async open(
    customer: Customer,
    about: Pick<Session, "note" | "client" | "agent">,
    note: NoteMade,
  ): Promise<OpenSession> {
    const { database, holdings, keyring, known, runtime } = this.deps;
    const key = runtime.uuid();
    const id = runtime.uuid();
    const agreement = agreementOf(customer);
    const add = async (em: SqlEntityManager) => {
      refuseAbove({
        what: "open sessions",
        held: await countOpenSessions(em, customer.id),
        added: 1,
        quota: agreement.quotas.openSessions,
        remedy: "Close sessions first.",
      });
      const opened = em.create(Session, {
        ...about,
        id,
        customerId: customer.id,
        keyDigest: keyring.digest("session-key", key),
        keyWrapped: keyring.wrap(sessionKeyOwner(id), Buffer.from(key)),
        grantedAt: runtime.now(),
      });
      await em.flush();
      await note(em, id);
      return opened;
    };
    const session = await tellTransaction(database.em, "open session", () => holdings.add(customer.id, add));
    known.remember([session.keyDigest], ratedCustomer(customer)); // to be let in whatever others at its address do
    return { session, key, agreement };
  }

  /**
   * A session that the customer has opened before.
   *
   * @throws {ServiceError} `NOT_FOUND` where it was closed so long ago that it is forgotten.
   */
  async opened(customer: Customer, id: string): Promise<OpenSession> {
    const session = await this.deps.database.em.fork().findOne(Session, { id, customerId: customer.id });
    if (session === null)
      throw new ServiceError(
        "NOT_FOUND",
        "The session that this Idempotency-Key has opened was closed and is forgotten; a new one needs a new key.",
        "Idempotency-Key",
      );
    return this.ofCustomer(customer, session);
  }

  /** A page of the sessions that were ever opened for the customer, as `listSessions()` reads it. */
  async sessionsOf(customer: Customer, request: SessionsRequest): Promise<Page<OpenSession>> {
    const { items, hasNextPage } = await listSessions(this.deps.database.em.fork(), customer.id, request);
    return { items: items.map((session) => this.ofCustomer(customer, session)), hasNextPage };
  }

  /** Those of the customer's sessions that are named, by id or by key, revoked ones too. */
  async sessionsNamed(
    customer: Customer,
    names: { readonly ids: readonly string[] } | { readonly key: string },
  ): Promise<OpenSession[]> {
    const { database, keyring } = this.deps;
    const named =
      "ids" in names
        ? { id: { $in: [...names.ids] } }
        : { keyDigest: { $in: keyring.digests("session-key", names.key.toLowerCase()) } };
    const sessions = await database.em.fork().find(Session, { customerId: customer.id, ...named });
    return sessions.map((session) => this.ofCustomer(customer, session));
  }

  /**
   * Revokes a session for good and dismantles what it holds, in one transaction; of a full session the most goes before.
   *
   * @param name the session's id or its key.
   * @throws {ServiceError} `NOT_FOUND` unless it is an open session of the customer's.
   */
  async close(customer: Customer, name: { readonly id: string } | { readonly key: string }): Promise<OpenSession> {
    const { database, runtime, beforeClose, onClose, named } = this.deps;
    const told: (() => void)[] = [];
    const isMeant = this.isOpenSession(customer, name);
    const meant = await database.em.fork().findOne(Session, isMeant);
    if (meant) for (const thin of beforeClose) await thin(meant);
    const revoke = async (em: EntityManager) => {
      const found = await em.findOne(Session, isMeant, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!found) {
        const field = "id" in name ? "id" : "key"; // REST calls the key an id, too
        throw new ServiceError("NOT_FOUND", "No open session of this Api-Key has that id.", field);
      }
      found.revokedAt = runtime.now();
      for (const dismantle of onClose) told.push(await dismantle(em, found));
      await em.flush();
      await forgetSessions(em, customer.id, named);
      return found;
    };
    const session = await tellTransaction(database.em, "close session", () => database.em.fork().transactional(revoke));
    for (const tell of told) tell();
    return this.ofCustomer(customer, session);
  }

  private isOpenSession(customer: Customer, name: { readonly id: string } | { readonly key: string }) {
    const named =
      "id" in name
        ? { id: parseUuid(name.id) ?? NO_ID }
        : { keyDigest: { $in: this.deps.keyring.digests("session-key", name.key.toLowerCase()) } };
    return { customerId: customer.id, ...named, revokedAt: null };
  }

  private ofCustomer(customer: Customer, session: Session): OpenSession {
    return { session, key: this.keyOf(session), agreement: agreementOf(customer) };
  }

  private keyOf(session: Session): string {
    return this.deps.keyring.unwrap(sessionKeyOwner(session.id), session.keyWrapped).toString();
  }
}

/**
 * Holds a session open until the caller's transaction ends: what is added to it meanwhile is there when it closes.
 *
 * @throws {ServiceError} `SESSION_REFUSED` when it was closed since it was looked up.
 */
export async function holdSession(em: EntityManager, { id }: Session): Promise<void> {
  const [open] = await runKept(em, HOLD_SESSION, [id]);
  if (open === undefined) throw sessionRefused();
}

const HOLD_SESSION = keptStatement(
  ({ forShare }) => `select id from session where id = ? and revoked_at is null ${forShare}`,
);

/** As `holdSession()`, of several. @returns the ids of those that are open. */
export async function holdSessions(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const open = await runKept<Pick<Session, "id">>(em, HOLD_SESSIONS, [JSON.stringify(ids)]);
  return new Set(open.map(({ id }) => id));
}

const HOLD_SESSIONS = keptStatement(
  ({ forShare, isAmong }) =>
    `select id from session where ${isAmong("id", "uuid")} and revoked_at is null order by id ${forShare}`,
);

export function countOpenSessions(em: EntityManager, customerId: string): Promise<number> {
  return em.count(Session, { customerId, revokedAt: null });
}

function apiKeyRefused(): ServiceError {
  return new ServiceError("API_KEY_REFUSED", "Unknown Api-Key.");
}

export function sessionRefused(): ServiceError {
  return new ServiceError("SESSION_REFUSED", "Send the Session-Key of an open session.");
}

/** How a Session-Key is wrapped: for its session and no other. */
export function sessionKeyOwner(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Has the span of the request, where there is one, tell whose it is. */
function tellCustomer(id: string): void {
  currentSpan()?.span.setAttribute("tokenworks.customer.id", id);
}
