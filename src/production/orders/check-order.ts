import type { Agreement } from "../../access/agreement.ts";
import type { Alphabet } from "../../alphabet/alphabet.ts";
import { capacity, MAX_DIGITS } from "../../alphabet/capacity.ts";
import { reachable } from "../../alphabet/reachable.ts";
import { traits } from "../../alphabet/traits.ts";
import { MIN_TOKENS } from "../../analysis/metrics.ts";
import { ServiceError } from "../../errors.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";

/** What to do with an order that is larger than one part can be: refuse it, or make it as large as it can be. */
export type Oversize = "reject" | "scale";

export interface Order {
  readonly alphabet: Alphabet;
  readonly digits: number;
  /** Tokens. */
  readonly size: bigint;
}

/** A size as it can be produced, and the reasons to refuse it, in the order in which they are told. */
export interface FittedSize {
  /** Tokens, which is less than was ordered where it was scaled. */
  readonly size: bigint;
  /** Tokens that the line can still make. */
  readonly available: bigint;
  /** Tokens that one order can get. */
  readonly reachable: bigint;
  readonly refusals: readonly ServiceError[];
}

/**
 * Checks what no alphabet and no agreement can mend: that there are digits and tokens to compute with.
 *
 * @returns the reasons to refuse.
 */
export function checkShape({ digits, size }: Pick<Order, "digits" | "size">): ServiceError[] {
  const refusals: ServiceError[] = [];
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DIGITS) {
    refusals.push(
      new ServiceError("DIGITS_INVALID", `The digits must be a whole number from 1 to ${MAX_DIGITS}.`, "digits"),
    );
  }
  if (size < 1n) refusals.push(new ServiceError("SIZE_INVALID", "The size must be a positive whole number.", "size"));
  return refusals;
}

/**
 * Checks the order of a first part, of good shape, against the alphabet and the agreement; the payment is another matter.
 *
 * Source: REST contract, section 4.
 */
export function checkOrder({ alphabet, digits, size }: Order, agreement: Agreement, oversize: Oversize): FittedSize {
  const tokenBytes = BigInt(traits(alphabet).widestBytes * digits);
  const fitted = fitSize({ size, available: capacity(alphabet, digits), tokenBytes }, agreement, oversize);
  const refusal = digitsRefusal(digits, agreement);
  return refusal === null ? fitted : { ...fitted, refusals: [refusal, ...fitted.refusals] };
}

/** What a part of some size would be made of. */
export interface Wanted {
  /** Tokens. */
  readonly size: bigint;
  /** Tokens that the line can still make. */
  readonly available: bigint;
  /** UTF-8 bytes of the widest token. */
  readonly tokenBytes: bigint;
}

/** Checks the size of a part against what its line can still make and what the agreement lets into one part. */
export function fitSize({ size, available, tokenBytes }: Wanted, agreement: Agreement, oversize: Oversize): FittedSize {
  const within = reachable(available, tokenBytes, agreement);
  const scaled = oversize === "scale" && size > within ? within : size;
  const refusal = sizeRefusal(scaled, { available, within, agreement });
  return { size: scaled, available, reachable: within, refusals: refusal === null ? [] : [refusal] };
}

/** Checks that a part has tokens enough to be analysed, where it is to be. */
export function checkAnalysis(analysis: AnalysisLevel, size: bigint): ServiceError[] {
  if (analysis === "none" || size >= MIN_TOKENS) return [];
  return [new ServiceError("ANALYSIS_TOO_SMALL", `Metrics need at least ${MIN_TOKENS} tokens.`, "analysis")];
}

function digitsRefusal(digits: number, { limits: { minDigits, maxDigits } }: Agreement): ServiceError | null {
  if (digits >= minDigits && digits <= maxDigits) return null;
  return new ServiceError("DIGITS_OUT_OF_LIMIT", "Out of limit.", "digits");
}

function sizeRefusal(
  size: bigint,
  { available, within, agreement }: { available: bigint; within: bigint; agreement: Agreement },
): ServiceError | null {
  const { minTokens, maxTokens } = agreement.limits;
  if (size > available) return new ServiceError("SIZE_UNAVAILABLE", "Out of range.", "size");
  if (size < minTokens || size > maxTokens || size > within)
    return new ServiceError("SIZE_OUT_OF_LIMIT", "Out of limit.", "size");
  return null;
}
