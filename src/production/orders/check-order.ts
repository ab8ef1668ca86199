import type { Agreement } from "../../access/agreement.ts";
import { MAX_DIGITS } from "../../alphabet/capacity.ts";
import { reachable } from "../../alphabet/reachable.ts";
import { MIN_TOKENS } from "../../analysis/metrics.ts";
import { ServiceError } from "../../errors.ts";
import type { Warning } from "../../format/warnings/format-warnings.ts";
import { type Money, priceOf } from "../../payment/price.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import type { TokenForm } from "../records/token-form.ts";

/** What to do with an order that is larger than one part can be: refuse it, or make it as large as it can be. */
export type Oversize = "reject" | "scale";

/** What every order is checked against. */
export interface Terms {
  readonly agreement: Agreement;
  readonly oversize: Oversize;
}

/** How the tokens of an order are written. */
export interface OrderedForm extends TokenForm {
  /** Empty where there is a format. */
  readonly alphabetId: string;
  /** What a new line begins with, where that is stored; see `registerBefore()`. */
  readonly startRegister: Uint8Array | null;
}

/** The part that an order asks for, as it can be made. */
export interface OrderedPart extends OrderedForm {
  /** Tokens; fewer than were ordered where the order was scaled. */
  readonly size: bigint;
  /** Tokens that the line can still make. */
  readonly available: bigint;
  /** Tokens that one order can get. */
  readonly reachable: bigint;
  readonly analysis: AnalysisLevel;
}

/** What a quote shows of an order, and what the order itself is refused for. */
export interface CheckedOrder {
  /** Known even where its size is refused. Where the alphabet or the digits are, there is nothing to compute with. */
  readonly part: OrderedPart | "incomputable";
  /** Every reason to refuse the order. */
  readonly refusals: readonly ServiceError[];
  /** What should be known of how the order is written. */
  readonly warnings?: readonly Warning[];
}

/** Keeps the first refusal of each field: the later ones follow from it. */
export function firstOfEachField(refusals: readonly ServiceError[]): ServiceError[] {
  return refusals.filter(({ field }, at) => refusals.findIndex((each) => each.field === field) === at);
}

/** Checks what no alphabet and no agreement can change: that there are digits and tokens to compute with. */
export function checkShape({ digits, size }: Pick<OrderedPart, "digits" | "size">): ServiceError[] {
  const refusals: ServiceError[] = [];
  if (!Number.isInteger(digits) || digits < 1 || digits > MAX_DIGITS) {
    refusals.push(
      new ServiceError("DIGITS_INVALID", `The digits must be a whole number from 1 to ${MAX_DIGITS}.`, "digits", {
        minimum: 1n,
        maximum: BigInt(MAX_DIGITS),
      }),
    );
  }
  if (size < 1n)
    refusals.push(
      new ServiceError("SIZE_INVALID", "The size must be a positive whole number.", "size", { minimum: 1n }),
    );
  return refusals;
}

/** Checks that a part has enough tokens to be analysed, if it is to be. */
export function checkAnalysis({ analysis, size }: Pick<OrderedPart, "analysis" | "size">): ServiceError[] {
  if (analysis === "none" || size < 1n || size >= MIN_TOKENS) return [];
  return [
    new ServiceError("ANALYSIS_TOO_SMALL", `Metrics need at least ${MIN_TOKENS} tokens.`, "analysis", {
      minimum: MIN_TOKENS,
    }),
  ];
}

/** The size that is ordered, and what limits it. */
export interface SizeRequest {
  /** Tokens. */
  readonly size: bigint;
  /** Tokens that the line can still make. */
  readonly available: bigint;
  /** UTF-8 bytes of the widest token. */
  readonly tokenBytes: bigint;
}

/** A size as it can be made, and why it cannot. */
export interface FittedSize extends Pick<OrderedPart, "size" | "available" | "reachable"> {
  readonly refusals: readonly ServiceError[];
}

/** Checks the size of a part against what its line can still make and what the agreement lets into one part. */
export function fitSize({ size, available, tokenBytes }: SizeRequest, { agreement, oversize }: Terms): FittedSize {
  const max = reachable(available, tokenBytes, agreement);
  const fitted = oversize === "scale" && size > max ? max : size;
  return { size: fitted, available, reachable: max, refusals: checkSize({ size: fitted, available, max }, agreement) };
}

function checkSize(
  { size, available, max }: { size: bigint; available: bigint; max: bigint },
  { limits: { minTokens, maxTokens } }: Agreement,
): ServiceError[] {
  const right = { minimum: minTokens, maximum: max };
  if (size > available) return [new ServiceError("SIZE_UNAVAILABLE", "Out of range.", "size", right)];
  if (size < minTokens || size > maxTokens || size > max)
    return [new ServiceError("SIZE_OUT_OF_LIMIT", "Out of limit.", "size", right)];
  return [];
}

export function priceOfPart({ size, digits, analysis }: OrderedPart, { price }: Agreement): Money {
  return priceOf(price, { size, digits, isAnalysed: analysis === "metrics" });
}
