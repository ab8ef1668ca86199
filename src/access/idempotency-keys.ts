import { type EntityManager, UniqueConstraintViolationException } from "@mikro-orm/core";
import { isPostgresql } from "../database/is-postgresql.ts";
import { keptStatement, runKept } from "../database/kept-statement.ts";
import type { Database } from "../database/start-database.ts";
import { ServiceError } from "../errors.ts";
import { RecentMap } from "../lib/recent-map.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { OpenSession } from "./access.ts";
import { agreementOf } from "./agreement-of.ts";
import type { Customer } from "./customer.entity.ts";
import { refuseAbove } from "./holdings.ts";
import { IdempotencyKey } from "./idempotency-key.entity.ts";

/** How long a key is remembered. */
const LIFE_MS = 24 * 60 * 60 * 1_000;
/** A structured header's string, or the same without its quotes. */
const KEY = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255}))$/;

/** Customers whose room is known, some fifty bytes each; the keys of others are counted anew. */
const MAX_CUSTOMERS = 10_000;

/** Who sends a request, and how many keys the customer may have remembered. */
export interface KeyOwner {
  /** The session, or the customer. */
  readonly ownerId: string;
  readonly customerId: string;
  readonly quota: number;
}

export function ownerBySession({ session, agreement }: OpenSession): KeyOwner {
  return { ownerId: session.id, customerId: session.customerId, quota: agreement.quotas.idempotencyKeys };
}

export function ownerByCustomer(customer: Customer): KeyOwner {
  return { ownerId: customer.id, customerId: customer.id, quota: agreementOf(customer).quotas.idempotencyKeys };
}

/** A request that makes something, under the name that its sender gave it. */
export interface KeyedRequest {
  readonly owner: KeyOwner;
  /** As it was sent; null for a request without one, which is never a repetition. */
  readonly key: string | null;
  /** Of all that the request says. */
  readonly digest: string;
}

/** To be called inside the transaction that makes something and holds the customer, with what it takes to answer with it again. */
export type NoteMade = (em: EntityManager, made: string) => Promise<void>;

export interface Making<Answer> {
  readonly make: (note: NoteMade) => Promise<Answer>;
  readonly recall: (made: string) => Promise<Answer>;
}

/**
 * Requests that are made once, however often they are sent.
 *
 * A key is written in the transaction that makes what it names: neither is ever there without the other, and a request that was
 * refused or cut off leaves its key free. Source: draft-ietf-httpapi-idempotency-key-header.
 */
export class IdempotencyKeys {
  private readonly running = new Set<string>();
  /** How many keys of a customer may be noted until they must be counted again. */
  private readonly room = new RecentMap<Room>(MAX_CUSTOMERS);

  constructor(private readonly deps: { readonly database: Database; readonly runtime: Runtime }) {}

  /**
   * @throws {ServiceError} `IDEMPOTENCY_KEY_BUSY` while the same key's request is under way, `IDEMPOTENCY_KEY_REUSED` where the key names another
   * request, `INPUT_INVALID` for what is no key, `QUOTA_EXCEEDED` where no further one can be remembered.
   */
  async once<Answer>({ owner, key, digest }: KeyedRequest, { make, recall }: Making<Answer>): Promise<Answer> {
    if (key === null) return make(() => Promise.resolve());
    const keyed = { ownerId: owner.ownerId, key: parseKey(key), requestDigest: digest };
    return this.alone(keyed, async () => {
      const made = await this.madeBy(keyed);
      if (made !== null) return recall(made);
      try {
        return await make((em, ids) => this.note(em, { ...keyed, owner }, ids));
      } catch (cause) {
        // Another process has been faster with the same key.
        const elsewhere = cause instanceof UniqueConstraintViolationException ? await this.madeBy(keyed) : null;
        if (elsewhere === null) throw cause;
        return recall(elsewhere);
      }
    });
  }

  private async alone<Answer>({ ownerId, key }: Keyed, work: () => Promise<Answer>): Promise<Answer> {
    const place = `${ownerId} ${key}`;
    if (this.running.has(place))
      throw refused(
        "IDEMPOTENCY_KEY_BUSY",
        "The request with this Idempotency-Key is still under way; send it again in a moment.",
      );
    this.running.add(place);
    try {
      return await work();
    } finally {
      this.running.delete(place);
    }
  }

  private async madeBy({ ownerId, key, requestDigest }: Keyed): Promise<string | null> {
    const { database, runtime } = this.deps;
    const known = await database.em
      .fork()
      .findOne(IdempotencyKey, { ownerId, key, createdAt: { $gt: expiry(runtime) } });
    if (known === null) return null;
    if (known.requestDigest !== requestDigest)
      throw refused(
        "IDEMPOTENCY_KEY_REUSED",
        "This Idempotency-Key was sent with another request; a new request needs a new key.",
      );
    return known.made;
  }

  private async note(
    em: EntityManager,
    { owner, ...keyed }: Keyed & { readonly owner: KeyOwner },
    made: string,
  ): Promise<void> {
    const { runtime } = this.deps;
    await em.nativeDelete(IdempotencyKey, { createdAt: { $lte: expiry(runtime) } });
    await this.takeRoom(em, owner);
    await em.insert(IdempotencyKey, { ...keyed, customerId: owner.customerId, made, createdAt: runtime.now() });
  }

  /** Where other nodes note keys as well, the customer's own count tells how many came by them. */
  private async takeRoom(em: EntityManager, { customerId, quota }: KeyOwner): Promise<void> {
    const noted = isPostgresql(em) ? await countNoted(em, customerId) : null;
    const known = this.room.get(customerId);
    const left = known === undefined ? 0 : known.left - (noted === null ? 1 : noted - known.noted);
    const isKnown = known !== undefined && left >= 0 && (noted === null || noted > known.noted);
    this.room.set(customerId, {
      left: isKnown ? left : (await this.countRoom(em, customerId, quota)) - 1,
      noted: noted ?? 0,
    });
  }

  /** @throws {ServiceError} `QUOTA_EXCEEDED` where there is none. */
  private async countRoom(em: EntityManager, customerId: string, quota: number): Promise<number> {
    const held = await countIdempotencyKeys(em, customerId);
    refuseAbove({
      what: "remembered Idempotency-Keys",
      held,
      added: 1,
      quota,
      remedy: "Each is forgotten after 24 hours; until then send new requests without a key, or repeat old ones.",
    });
    return quota - held;
  }
}

export function countIdempotencyKeys(em: EntityManager, customerId: string): Promise<number> {
  return em.count(IdempotencyKey, { customerId });
}

/** How many keys a customer may still note, as of the count of all that were ever noted. */
interface Room {
  readonly left: number;
  readonly noted: number;
}

/** The customer is held, so nobody counts at the same time. It begins anew long before it is too large for its column. */
const COUNT_NOTED = keptStatement(
  () => "update customer set keys_noted = (keys_noted + 1) % 2000000000 where id = ? returning keys_noted as noted",
);

async function countNoted(em: EntityManager, customerId: string): Promise<number> {
  const [row] = await runKept<Pick<Room, "noted">>(em, COUNT_NOTED, [customerId]);
  return row?.noted ?? 0;
}

type Keyed = Pick<IdempotencyKey, "ownerId" | "key" | "requestDigest">;

function parseKey(text: string): string {
  const [, quoted, bare] = KEY.exec(text.trim()) ?? [];
  const key = quoted ?? bare;
  if (key === undefined)
    throw refused(
      "INPUT_INVALID",
      "An Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID; quotes around it are optional.",
    );
  return key;
}

function expiry(runtime: Runtime): Date {
  return new Date(runtime.now().getTime() - LIFE_MS);
}

function refused(
  code: "IDEMPOTENCY_KEY_BUSY" | "IDEMPOTENCY_KEY_REUSED" | "INPUT_INVALID",
  message: string,
): ServiceError {
  return new ServiceError(code, message, "Idempotency-Key");
}
