import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import { type Alphabets, alphabetUnknown } from "../../alphabet/alphabets.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import { type Money, type PricedPart, priceOf } from "../../payment/price.ts";
import { checkNext } from "./check-next.ts";
import { checkAnalysis, checkOrder, checkShape, type FittedSize, type Oversize } from "./check-order.ts";
import { fixedTokenBytes } from "../records/generator-line.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { refuseFurtherLine } from "./refuse-further-line.ts";
import { standingOf } from "./standing.ts";

/** An order to be quoted: of a first part, or with an id of a line's next one. */
export interface QuoteRequest {
  readonly id?: string | null;
  readonly alphabet?: string | null;
  readonly digits?: number | null;
  /** Tokens. */
  readonly size: bigint;
  readonly analysis?: AnalysisLevel | null;
}

/** What an order would get and cost; each of it null where it cannot be told. */
export interface QuotedOrder {
  /** Tokens that the line can still make. */
  readonly available: bigint | null;
  /** Tokens that one order can get. */
  readonly reachable: bigint | null;
  /** Of the data file. */
  readonly bytes: bigint | null;
  readonly price: Money | null;
  /** Every reason to refuse it, in the order in which an order tells the first of them. */
  readonly refusals: readonly ServiceError[];
}

/** Tells what an order would get, and every reason to refuse it; nothing is ordered. */
export type Quote = (open: OpenSession, request: QuoteRequest) => Promise<QuotedOrder>;

export interface QuoteParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly alphabets: Alphabets;
  readonly oversize: Oversize;
}

/** The part that would be made, as far as it can be computed. */
interface Quoted {
  readonly fitted: FittedSize;
  readonly chars: string;
  readonly digits: number;
}

export function quote(parts: QuoteParts): Quote {
  return async (open, input) => {
    const full = input.id ? [] : await quotaRefusals(open, parts);
    const quoted = await (input.id ? quoteNext(open, input, parts) : quoteFirst(open, input, parts));
    if (Array.isArray(quoted))
      return { available: null, reachable: null, bytes: null, price: null, refusals: [...quoted, ...full] };
    const { fitted, chars, digits } = quoted;
    const part = { size: fitted.size, digits, isAnalysed: input.analysis === "metrics" };
    return {
      available: fitted.available,
      reachable: fitted.reachable,
      bytes: dataBytes(chars, part),
      price: part.size < 1n ? null : priceOf(open.agreement.price, part),
      refusals: [
        ...fitted.refusals,
        ...(fitted.size < 1n ? [] : checkAnalysis(input.analysis ?? "none", fitted.size)),
        ...full,
      ],
    };
  };
}

/** @returns the reasons to refuse where there is nothing to compute with. */
async function quoteFirst(
  { session, agreement }: OpenSession,
  { alphabet: id, digits, size }: QuoteRequest,
  { alphabets, oversize }: QuoteParts,
): Promise<Quoted | ServiceError[]> {
  const alphabet = id ? await alphabets.find(session, id) : null;
  const misshapen = checkShape({ digits: digits ?? 0, size });
  if (alphabet === null) misshapen.push(alphabetUnknown(id ?? ""));
  if (alphabet === null || digits === null || digits === undefined || misshapen.some(({ field }) => field === "digits"))
    return misshapen;
  const fitted = withEarlier(misshapen, checkOrder({ alphabet: alphabet.alphabet, digits, size }, agreement, oversize));
  return fitted.refusals.some(({ field }) => field === "digits")
    ? [...fitted.refusals]
    : { fitted, chars: alphabet.alphabet.chars, digits };
}

/** For a further part of a line that still exists. */
async function quoteNext(
  { session, agreement }: OpenSession,
  { id, alphabet = null, digits = null, size }: QuoteRequest,
  { database, keyring, oversize }: QuoteParts,
): Promise<Quoted | ServiceError[]> {
  try {
    const standing = await standingOf(database.em.fork(), session, { id: id ?? "", snapshot: null }, keyring);
    const fitted = withEarlier(
      checkShape({ size, digits: digits ?? 1 }),
      checkNext(standing, { alphabet, digits, size }, agreement, oversize),
    );
    return { fitted, chars: standing.generator.chars, digits: standing.generator.digits };
  } catch (refusal) {
    if (refusal instanceof ServiceError) return [refusal];
    throw refusal;
  }
}

/** That there is no room for a further line. */
async function quotaRefusals(open: OpenSession, { database }: QuoteParts): Promise<ServiceError[]> {
  try {
    await refuseFurtherLine(database.em.fork(), open);
    return [];
  } catch (refusal) {
    if (refusal instanceof ServiceError) return [refusal];
    throw refusal;
  }
}

/** Of each field the first refusal. */
function withEarlier(earlier: readonly ServiceError[], fitted: FittedSize): FittedSize {
  return {
    ...fitted,
    refusals: [...earlier, ...fitted.refusals.filter(({ field }) => !earlier.some((each) => each.field === field))],
  };
}

/** Tokens joined by newlines; null where only making them tells. */
function dataBytes(alphabetChars: string, { digits, size }: PricedPart): bigint | null {
  const tokenBytes = fixedTokenBytes({ alphabetChars, digits });
  return tokenBytes === null || size < 1n ? null : size * (tokenBytes + 1n) - 1n;
}
