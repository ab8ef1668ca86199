import type { Credentials } from "../graphql/request-context.ts";
import { perRequest } from "../lib/per-request.ts";
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

  /** Those of a credential: none of one that is malformed or absent. They are made once for a connection, which takes longer than a look into the database. */
  readonly digestsOf = {
    "session-key": perRequest(({ sessionKey }: Credentials) => this.digest("session-key", sessionKey)),
    "api-key": perRequest(({ apiKey }: Credentials) => this.digest("api-key", apiKey)),
  };

  constructor(private readonly keyring: Keyring) {}

  /** @param digests those of one credential, as `Keyring.digests()` gives them: the first is what it is known by. */
  remember([digest = ""]: readonly string[], customer: RatedCustomer): void {
    this.known.set(digest, customer);
  }

  forget([digest = ""]: readonly string[]): void {
    this.known.delete(digest);
  }

  /** The customer of a caller's credentials; null where none of them is known. */
  find(credentials: Credentials): RatedCustomer | null {
    return this.look("session-key", credentials) ?? this.look("api-key", credentials);
  }

  private look(kind: CredentialKind, credentials: Credentials): RatedCustomer | null {
    const [digest] = this.digestsOf[kind](credentials);
    return digest === undefined ? null : (this.known.get(digest) ?? null);
  }

  private digest(kind: CredentialKind, sent: string | undefined): readonly string[] {
    const key = parseUuid(sent ?? "");
    return key === null ? [] : this.keyring.digests(kind, key);
  }
}
