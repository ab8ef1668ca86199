import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Alphabets } from "../../alphabet/alphabets.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { Money } from "../../payment/price.ts";
import { fixedTokenBytes } from "../records/generator-line.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { checkFirst } from "./check-first.ts";
import { checkNext } from "./check-next.ts";
import { type CheckedOrder, type OrderedPart, type Oversize, priceOfPart } from "./check-order.ts";
import { findContinuation } from "./find-continuation.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";

/** An order to be quoted: of a first part, or of a line's next one. */
export interface QuoteRequest {
  /** The line to continue; null for a new one. */
  readonly id: string | null;
  readonly alphabet: string | null;
  readonly digits: number | null;
  /** Tokens. */
  readonly size: bigint;
  readonly analysis: AnalysisLevel;
}

/** What an order would get and cost; each of it null where it cannot be computed. */
export interface Quote {
  /** Tokens that the line can still make. */
  readonly available: bigint | null;
  /** Tokens that one order can get. */
  readonly reachable: bigint | null;
  /** Size of the data file. */
  readonly bytes: bigint | null;
  readonly price: Money | null;
  /** Every reason to refuse the order, in the order in which they would be told. */
  readonly refusals: readonly ServiceError[];
}

export interface QuotesDeps {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly alphabets: Alphabets;
  readonly oversize: Oversize;
}

/** Tells what orders would get, cost, and be refused for; nothing is ordered. */
export class Quotes {
  constructor(private readonly deps: QuotesDeps) {}

  async quote(open: OpenSession, request: QuoteRequest): Promise<Quote> {
    const { id } = request;
    const checked = await (id === null ? this.checkFirst(open, request) : this.checkNext(open, request, id));
    const refusals = [...checked.refusals, ...(id === null ? await this.checkQuota(open) : [])];
    if (checked.part === "incomputable")
      return { available: null, reachable: null, bytes: null, price: null, refusals };
    const { available, reachable, size } = checked.part;
    const price = size < 1n ? null : priceOfPart(checked.part, open.agreement);
    return { available, reachable, bytes: dataBytes(checked.part), price, refusals };
  }

  private async checkFirst(
    { session, agreement }: OpenSession,
    { alphabet: id, digits, size, analysis }: QuoteRequest,
  ): Promise<CheckedOrder> {
    const { alphabets, oversize } = this.deps;
    const alphabet = id === null ? null : await alphabets.find(session, id);
    const order = { alphabetId: id ?? "", alphabet, digits: digits ?? 0, size, analysis };
    return checkFirst(order, { agreement, oversize });
  }

  /** Checks an order of a next part; only a line that still exists can be quoted. */
  private async checkNext(
    { session, agreement }: OpenSession,
    request: QuoteRequest,
    id: string,
  ): Promise<CheckedOrder> {
    const { database, keyring, oversize } = this.deps;
    try {
      const options = { keyring, locking: "unlocked" } as const;
      const continuation = await findContinuation(database.em.fork(), session, { id, snapshot: null }, options);
      return checkNext(continuation, request, { agreement, oversize });
    } catch (thrown) {
      return { part: "incomputable", refusals: [refusalIn(thrown)] };
    }
  }

  /** Checks that there is room for a further line. */
  private async checkQuota(open: OpenSession): Promise<ServiceError[]> {
    try {
      await refuseFurtherLine(this.deps.database.em.fork(), open);
      return [];
    } catch (thrown) {
      return [refusalIn(thrown)];
    }
  }
}

/** Takes what was thrown as a refusal; throws it on where it is a fault. */
function refusalIn(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  throw thrown;
}

/** Computes the size of tokens that are joined by newlines; null where only making them tells. */
function dataBytes({ chars, digits, size }: OrderedPart): bigint | null {
  const tokenBytes = fixedTokenBytes({ alphabetChars: chars, digits });
  return tokenBytes === null || size < 1n ? null : size * (tokenBytes + 1n) - 1n;
}
