import { ServiceError } from "../errors.ts";
import type { RequestContext } from "../graphql/request-context.ts";
import { addressBlock } from "../lib/address-block.ts";
import { perRequest } from "../lib/per-request.ts";
import type { RateCounters, RatePolicy, RateStanding } from "../lib/rate-counters.ts";
import { rateLimited } from "../lib/rate-limited.ts";
import type { Access } from "./access.ts";
import { type KnownCredentials, ratedBySession, ratedCustomer, type RatedCustomer } from "./known-credentials.ts";

/** Credentials that were no good, of one address. A key is a UUID and cannot be found by trying: what is bounded is the load of looking. */
export const FAILURES: RatePolicy = { name: "failed-credentials", limit: 100, windowSeconds: 60 };

export interface AdmissionDeps {
  readonly access: Access;
  readonly known: KnownCredentials;
  readonly counters: RateCounters;
  /** Told of every credential that was no good. */
  readonly onRefused?: () => void;
}

/**
 * Counts requests: for the customer whose credential they bring, and where it is no good, for the address that they come from.
 *
 * Only failures count for an address, and whoever's credential was good lately passes: those who share an address do not suffer for each other.
 */
export class Admission {
  /** How a request, counted once, stands against its rate; null where there is none. Nothing is to be done for one that is not within. */
  readonly standing = perRequest((context: RequestContext) => this.admit(context));

  constructor(private readonly deps: AdmissionDeps) {}

  /**
   * Counts an operation that comes by no HTTP request of its own.
   *
   * @throws {ServiceError} `RATE_LIMITED`
   */
  async take(context: RequestContext): Promise<void> {
    const standing = await this.standing(context);
    if (standing?.isWithin === false) throw rateLimited(standing);
  }

  /** Before the database is asked for the credential, wherever the memory can tell. */
  private async admit(context: RequestContext): Promise<RateStanding | null> {
    const { known, counters } = this.deps;
    const { credentials } = context.caller;
    if (credentials.sessionKey === undefined && credentials.apiKey === undefined) return null;
    const before = known.find(credentials);
    const ahead = before === null ? await counters.look(addressOf(context), FAILURES) : await this.count(before);
    if (ahead?.isWithin === false) return ahead;
    const customer = await this.customerOf(context);
    if (customer === null) return null;
    const isCounted =
      before?.customerId === customer.customerId && before.requestsPerSecond === customer.requestsPerSecond;
    return isCounted ? ahead : this.count(customer);
  }

  private async count({ customerId, requestsPerSecond }: RatedCustomer): Promise<RateStanding | null> {
    return requestsPerSecond === null
      ? null
      : this.deps.counters.count(customerId, { name: "default", limit: requestsPerSecond, windowSeconds: 1 });
  }

  /** The customer of the first good credential; null without one, which is counted, and where looking is at fault: the operation will meet the same. */
  private async customerOf(context: RequestContext): Promise<RatedCustomer | null> {
    const { sessionKey, apiKey } = context.caller.credentials;
    const { access, counters } = this.deps;
    const looks = [
      ...(sessionKey === undefined ? [] : [async () => ratedBySession(await access.session(context))]),
      ...(apiKey === undefined ? [] : [async () => ratedCustomer(await access.customer(context))]),
    ];
    for (const look of looks) {
      try {
        return await look();
      } catch (thrown) {
        if (!isRefused(thrown)) return null;
      }
    }
    this.deps.onRefused?.();
    await counters.count(addressOf(context), FAILURES);
    return null;
  }
}

function isRefused(thrown: unknown): boolean {
  return thrown instanceof ServiceError && (thrown.code === "SESSION_REFUSED" || thrown.code === "API_KEY_REFUSED");
}

/** Connections without an address, such as those of a socket in the file system, are one. */
function addressOf({ caller }: RequestContext): string {
  return addressBlock(caller.client ?? "");
}
