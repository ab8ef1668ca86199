import { createHash, createHmac } from "node:crypto";

/** What is told of a text. */
export interface HashedText {
  readonly sha256: string;
  /** HMAC-SHA-256, or null where there is no key. */
  readonly hash: string | null;
  /** The Merkle root over its bytes, in hex. */
  readonly merkleRoot: string;
}

/** The hashes over one text as a whole, which comes piece by piece. */
export class TextHashes {
  /** Bytes so far. */
  length = 0;
  private readonly sha256 = createHash("sha256");
  private readonly hmac;

  /** @param seed the HMAC's key. */
  constructor(seed: string | null) {
    this.hmac = seed === null ? null : createHmac("sha256", seed);
  }

  update(bytes: Uint8Array): void {
    this.sha256.update(bytes);
    this.hmac?.update(bytes);
    this.length += bytes.length;
  }

  digest(): Omit<HashedText, "merkleRoot"> {
    return { sha256: this.sha256.digest("hex"), hash: this.hmac?.digest("hex") ?? null };
  }
}
