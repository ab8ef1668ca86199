import type { OpenSession } from "../../access/access.ts";
import { toDouble } from "../../analysis/fraction.ts";
import type { ServiceError } from "../../errors.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { Money } from "../../payment/price.ts";
import type { Paces } from "../jobs/paces.ts";
import { capacityOf, fixedTokenBytes } from "../records/generator-line.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { type CheckedOrder, type OrderedPart, priceOfPart } from "./check-order.ts";
import type { OrderChecks } from "./order-checks.ts";
import { sampleTokens } from "./sample-tokens.ts";

/** An order to be quoted: of a first part, or of a line's next one. */
export interface QuoteRequest {
  readonly shape: { readonly alphabet: string; readonly digits: number } | { readonly line: string };
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
  /** How long its tokens take, by those that were made here before. */
  readonly seconds: number | null;
  /** Strings of the form of the tokens, none of which was made. */
  readonly samples: readonly string[];
  /** The probability that one guess hits a token that the line has issued once the order is done. */
  readonly guess: number | null;
  /** Every reason to refuse the order, in the order in which they would be told. */
  readonly refusals: readonly ServiceError[];
}

const NOTHING = {
  available: null,
  reachable: null,
  bytes: null,
  price: null,
  seconds: null,
  samples: [],
  guess: null,
} as const;

/** Tells what orders would get, cost, and be refused for; nothing is ordered. */
export class Quotes {
  constructor(
    private readonly checks: OrderChecks,
    private readonly paces: Paces,
    private readonly runtime: Pick<Runtime, "randomBytes">,
  ) {}

  async quote(open: OpenSession, request: QuoteRequest): Promise<Quote> {
    const { part, refusals } = await this.check(open, request);
    if (part === "incomputable") return { ...NOTHING, refusals };
    const { available, reachable, size } = part;
    const price = size < 1n ? null : priceOfPart(part, open.agreement);
    const samples = sampleTokens(part, this.runtime);
    const seconds = size < 1n ? null : this.paces.secondsOf(formOf(part), size);
    return { available, reachable, bytes: dataBytes(part), price, seconds, samples, guess: guessOf(part), refusals };
  }

  /** Of lines, only those that still exist can be quoted. */
  private async check(open: OpenSession, { shape, size, analysis }: QuoteRequest): Promise<CheckedOrder> {
    if ("line" in shape)
      return this.checks.next(open, { id: shape.line, snapshot: null, alphabet: null, digits: null, size, analysis });
    const { part, refusals } = await this.checks.first(open, { ...shape, size, analysis });
    return { part, refusals: [...refusals, ...(await this.checks.room(open))] };
  }
}

function formOf({ chars, digits }: OrderedPart): { readonly alphabetChars: string; readonly digits: number } {
  return { alphabetChars: chars, digits };
}

function guessOf(part: OrderedPart): number | null {
  const { available, size } = part;
  if (size < 1n || size > available) return null;
  const capacity = capacityOf(formOf(part));
  return toDouble({ numerator: capacity - available + size, denominator: capacity });
}

/** Computes the size of tokens that are joined by newlines; null where only making them tells. */
function dataBytes(part: OrderedPart): bigint | null {
  const tokenBytes = fixedTokenBytes(formOf(part));
  return tokenBytes === null || part.size < 1n ? null : part.size * (tokenBytes + 1n) - 1n;
}
