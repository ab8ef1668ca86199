import type { Caller } from "../graphql/request-context.ts";
import { RecentMap } from "../lib/recent-map.ts";
import { parseUuid } from "../lib/uuid.ts";
import type { OpenSession } from "./access.ts";
import type { Quotas } from "./agreement.ts";
import { agreementOf } from "./agreement-of.ts";
import type { Customer } from "./customer.entity.ts";
import type { Keyring } from "./keyring.ts";

export type CredentialKind = "api-key" | "session-key";

/** At whose cost requests are counted. */
export interface RatedCustomer extends Pick<Quotas, "requestsPerSecond"> {
  readonly customerId: string;
}

export function ratedCustomer(customer: Customer): RatedCustomer {
  return { customerId: customer.id, requestsPerSecond: agreementOf(customer).quotas.requestsPerSecond };
}

export function ratedBySession({ session, agreement }: Pick<OpenSession, "session" | "agreement">): RatedCustomer {
  return { customerId: session.customerId, requestsPerSecond: agreement.quotas.requestsPerSecond };
}

/** Some hundred bytes each. */
const MAX_KNOWN = 50_000;

/**
 * Credentials that were good when they were last looked up, by their keyed digests.
 *
 * They tell whom a request is counted for before anything is read for it, and no more: whether a credential still is good, the database says each time.
 */
export class KnownCredentials {
  private readonly known = new RecentMap<RatedCustomer>(MAX_KNOWN);

  constructor(private readonly keyring: Keyring) {}

  /** @param digests those of one credential, as `Keyring.digests()` gives them: the first is what it is known by. */
  remember([digest = ""]: readonly string[], customer: RatedCustomer): void {
    this.known.set(digest, customer);
  }

  forget([digest = ""]: readonly string[]): void {
    this.known.delete(digest);
  }

  /** The customer of a caller's credentials; null where none of them is known. */
  find({ sessionKey, apiKey }: Caller): RatedCustomer | null {
    return this.look("session-key", sessionKey) ?? this.look("api-key", apiKey);
  }

  private look(kind: CredentialKind, sent: string | undefined): RatedCustomer | null {
    const key = parseUuid(sent ?? "");
    return key === null ? null : (this.known.get(this.keyring.digest(kind, key)) ?? null);
  }
}
