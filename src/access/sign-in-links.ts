import { createHash, timingSafeEqual } from "node:crypto";
import type { Runtime } from "../lib/runtime.ts";

/** How long a link signs in, in minutes. */
export const LINK_MINUTES = 15;

const SECRET_BYTES = 32;

interface Issued {
  readonly digest: Buffer;
  readonly apiKey: string;
  readonly expiresAtMs: number;
}

/**
 * The link that the first start prints: it signs in once, within 15 minutes.
 *
 * It is kept in memory alone, as the Api-Key is then: a start that comes after knows neither.
 */
export class SignInLinks {
  private issued: Issued | null = null;

  constructor(private readonly runtime: Pick<Runtime, "monotonicMs" | "randomBytes">) {}

  /** @returns the secret that is good for the Api-Key; one that was issued before is not good any more. */
  issue(apiKey: string): string {
    const secret = Buffer.from(this.runtime.randomBytes(SECRET_BYTES)).toString("base64url");
    const expiresAtMs = this.runtime.monotonicMs() + LINK_MINUTES * 60_000;
    this.issued = { digest: digestOf(secret), apiKey, expiresAtMs };
    return secret;
  }

  /** @returns the Api-Key, for the right secret, in time and once; otherwise null. */
  redeem(secret: string): string | null {
    const { issued } = this;
    if (issued === null) return null;
    if (this.runtime.monotonicMs() >= issued.expiresAtMs) this.issued = null;
    else if (timingSafeEqual(digestOf(secret), issued.digest)) {
      this.issued = null;
      return issued.apiKey;
    }
    return null;
  }
}

function digestOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
