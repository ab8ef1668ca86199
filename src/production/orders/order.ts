import { createHash } from "node:crypto";
import type { Session } from "../../access/session.entity.ts";
import { fingerprint } from "../../lib/fingerprint.ts";
import type { PaymentReference } from "../../payment/provider.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";

interface PartRequest {
  /** Tokens. */
  readonly size: bigint;
  readonly seed: string | null;
  readonly analysis: AnalysisLevel;
  readonly payment: PaymentReference | null;
}

/** An order of a new line's first part. */
export interface TokensRequest extends PartRequest {
  readonly alphabet: string;
  readonly digits: number;
}

/** An order of a line's next part. */
export interface ContinueRequest extends PartRequest {
  readonly id: string;
  /** Null or the line's own. */
  readonly alphabet: string | null;
  /** Null or the line's own. */
  readonly digits: number | null;
  /** The line's sealed state; null for one that still exists. */
  readonly snapshot: Uint8Array | null;
}

/** Digests an order of a session: two are the same if their digests are, whoever pays. */
export function tokensDigest(session: Session, { alphabet, digits, size, seed, analysis }: TokensRequest): string {
  return fingerprint([session.id, "request", alphabet, digits, String(size), seed, analysis]);
}

/** As `tokensDigest()`, for a next part. */
export function continuationDigest(
  session: Session,
  { id, alphabet, digits, size, seed, analysis, snapshot }: ContinueRequest,
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
  ]);
}

/** Digests all that a request with an Idempotency-Key says. */
export function keyedDigest(digest: string, payment: PaymentReference | null): string {
  return fingerprint([digest, payment?.transaction.toLowerCase() ?? null, payment?.ident ?? null]);
}
