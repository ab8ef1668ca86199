import { createHash } from "node:crypto";
import type { Session } from "../../access/session.entity.ts";
import { fingerprint } from "../../lib/fingerprint.ts";
import type { FormatInput } from "../../format/format.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";

interface PartRequest {
  /** Tokens. */
  readonly size: bigint;
  readonly seed: string | null;
  readonly analysis: AnalysisLevel;
  readonly payment: PaymentReference | null;
}

/** How the tokens of a new line are to be written: with one alphabet, by a format, or by one that the session has named. */
export type RequestedShape =
  | { readonly alphabet: string; readonly digits: number }
  | { readonly format: FormatInput }
  | { readonly formatName: string };

/** An order of a new line's first part. */
export interface TokensRequest extends PartRequest {
  readonly shape: RequestedShape;
}

/** An order of a line's next part. */
export interface ContinueRequest extends PartRequest {
  readonly id: string;
  /** Null or the line's own. */
  readonly alphabet: string | null;
  /** Null or the line's own. */
  readonly digits: number | null;
  /** Null or the line's own. */
  readonly format: FormatInput | null;
  /** The line's sealed state; null for one that still exists. */
  readonly snapshot: Uint8Array | null;
}

/** Digests an order of a session: two are the same if their digests are, whoever pays. */
export function tokensDigest(session: Session, { shape, size, seed, analysis }: TokensRequest): string {
  return fingerprint([session.id, "request", ...shapeValues(shape), String(size), seed, analysis]);
}

/** What tells one shape from another. */
export function shapeValues(shape: RequestedShape): (string | number)[] {
  if ("alphabet" in shape) return [shape.alphabet, shape.digits];
  return "format" in shape ? ["format", formatValue(shape.format)] : ["formatName", shape.formatName];
}

function formatValue({ pattern, without = {} }: FormatInput): string {
  const { words, ignoreCase, digitsForLetters, maxRun, atLeastOneLetter, atLeastOneDigit } = without;
  return JSON.stringify([pattern, words, ignoreCase, digitsForLetters, maxRun, atLeastOneLetter, atLeastOneDigit]);
}

/** As `tokensDigest()`, for a next part. */
export function continuationDigest(
  session: Session,
  { id, alphabet, digits, format, size, seed, analysis, snapshot }: ContinueRequest,
): string {
  const sealed = snapshot && createHash("sha256").update(snapshot).digest("hex");
  return fingerprint([
    session.id,
    "continue",
    id.toLowerCase(),
    alphabet,
    digits,
    String(size),
    seed,
    analysis,
    sealed,
    ...(format === null ? [] : [formatValue(format)]),
  ]);
}

/** Digests all that a request with an Idempotency-Key says. */
export function keyedDigest(digest: string, payment: PaymentReference | null): string {
  return fingerprint([digest, payment?.transaction.toLowerCase() ?? null, payment?.ident ?? null]);
}
