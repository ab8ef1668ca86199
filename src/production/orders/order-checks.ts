import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Alphabets } from "../../alphabet/alphabets.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { checkFirst } from "./check-first.ts";
import { checkNext, type NextPart } from "./check-next.ts";
import { type CheckedOrder, checkShape, type Oversize, type Terms } from "./check-order.ts";
import type { Continuation } from "./continuation.ts";
import { type ContinuedLine, findContinuation } from "./find-continuation.ts";
import type { TokensRequest } from "./order.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";

export interface OrderChecksDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly alphabets: Alphabets;
  readonly oversize: Oversize;
}

/** A checked order of a next part, and where its line continues; null for a line that cannot. */
export interface CheckedNext extends CheckedOrder {
  readonly continuation: Continuation | null;
}

/** Checks orders for everything but their payment, and collects what speaks against them; nothing is ordered. */
export class OrderChecks {
  constructor(private readonly deps: OrderChecksDeps) {}

  async first(
    open: OpenSession,
    { alphabet: alphabetId, digits, size, analysis }: Pick<TokensRequest, "alphabet" | "digits" | "size" | "analysis">,
  ): Promise<CheckedOrder> {
    const { alphabets } = this.deps;
    const alphabet = await alphabets.find(open.session, alphabetId);
    const nearest = alphabet === null ? await alphabets.nearest(open.session, alphabetId) : null;
    return checkFirst({ alphabetId, alphabet, nearest, digits, size, analysis }, this.terms(open));
  }

  async next(open: OpenSession, order: NextPart & ContinuedLine): Promise<CheckedNext> {
    const { database, keyring } = this.deps;
    try {
      const options = { keyring, locking: "unlocked" } as const;
      const continuation = await findContinuation(database.em.fork(), open.session, order, options);
      return { ...checkNext(continuation, order, this.terms(open)), continuation };
    } catch (thrown) {
      const misshapen = checkShape({ size: order.size, digits: order.digits ?? 1 });
      return { part: "incomputable", refusals: [...misshapen, refusalIn(thrown)], continuation: null };
    }
  }

  /** Whether there is room for a further line. */
  async room(open: OpenSession): Promise<ServiceError[]> {
    try {
      await refuseFurtherLine(this.deps.database.em.fork(), open);
      return [];
    } catch (thrown) {
      return [refusalIn(thrown)];
    }
  }

  private terms({ agreement }: OpenSession): Terms {
    return { agreement, oversize: this.deps.oversize };
  }
}

/** Takes what was thrown as a refusal; throws it on where it is a fault. */
export function refusalIn(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}
