import { createHash, createHmac } from "node:crypto";
import { mixRegister, type Register } from "../../generator/line/checksum.ts";
import type { Chunk } from "../../generator/chunk.ts";
import { Checkpoints } from "../files/checkpoints.ts";

export interface PassOptions {
  /** Tokens of the part. */
  readonly size: bigint;
  /** Key of the files' HMAC-SHA-256, or null for none. */
  readonly seed: string | null;
  /** The line's register before the part. */
  readonly register: Register;
  /** Tokens from one checkpoint to the next, or null where arithmetic finds a token. */
  readonly spacing: number | null;
  /** Called after each chunk with how many tokens are done. */
  readonly onTokens: (done: bigint) => Promise<void>;
}

/** What a pass over a part's tokens finds out. */
export interface PassResult {
  /** Bytes of the data file. */
  readonly bytes: bigint;
  readonly sha256: string;
  readonly hash: string | null;
  readonly register: Register;
  readonly checkpoints: Uint8Array | null;
}

/** Hashes all chunks of a part in one pass. It keeps none of them, and the same chunks give the same result. */
export async function hashChunks(chunks: AsyncIterable<Chunk>, options: PassOptions): Promise<PassResult> {
  const { size, seed, spacing } = options;
  const hashes = [createHash("sha256"), ...(seed === null ? [] : [createHmac("sha256", seed)])];
  const checkpoints = spacing === null ? null : new Checkpoints(BigInt(spacing));
  let { register } = options;
  let done = 0n;
  let bytes = 0n;
  for await (const chunk of chunks) {
    if (done > 0n) checkpoints?.note(done, bytes);
    done += BigInt(chunk.count);
    // Tokens are joined, not ended, by newlines: the last one has none.
    const text = done === size ? chunk.bytes.subarray(0, -1) : chunk.bytes;
    for (const hash of hashes) hash.update(text);
    bytes += BigInt(text.length);
    register = mixRegister(register, chunk.register);
    await options.onTokens(done);
  }
  if (done !== size) throw new Error(`The pass saw ${done} of ${size} tokens.`);
  const [sha256 = "", hash = null] = hashes.map((each) => each.digest("hex"));
  return { bytes, sha256, hash, register, checkpoints: checkpoints?.toBytes() ?? null };
}
