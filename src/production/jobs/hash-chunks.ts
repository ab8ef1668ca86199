import { mixRegister, type Register } from "../../generator/line/checksum.ts";
import type { Chunk } from "../../generator/chunk.ts";
import { Checkpoints } from "../files/checkpoints.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";

export interface PassOptions {
  /** Tokens of the part. */
  readonly size: bigint;
  /** Key of the files' HMAC-SHA-256, or null for none. */
  readonly seed: string | null;
  /** The line's register before the part. */
  readonly register: Register;
  /** Tokens of each chunk. */
  readonly chunkTokens: number;
  /** Whether to note where chunks begin, for arithmetic cannot find it. */
  readonly notesChunks: boolean;
  /** Called after each chunk with how many tokens are done, and how many bytes the chunk has. */
  readonly onTokens: (done: bigint, chunkBytes: number) => Promise<void>;
}

/** What a pass over a part's tokens finds out. */
export interface PassResult {
  /** Bytes of the data file. */
  readonly bytes: bigint;
  readonly sha256: string;
  readonly hash: string | null;
  /** In hex. */
  readonly merkleRoot: string;
  readonly register: Register;
  readonly checkpoints: Uint8Array | null;
}

/** Hashes all chunks of a part in one pass, and takes their memory over. It keeps none of them, and the same chunks give the same result. */
export async function hashChunks(
  chunks: AsyncIterable<Chunk>,
  threads: HashThreads,
  options: PassOptions,
): Promise<PassResult> {
  const { size, seed, chunkTokens, notesChunks } = options;
  const text = threads.open({ seed, isShort: size * 2n <= chunkTokens });
  const checkpoints = notesChunks ? new Checkpoints(BigInt(chunkTokens)) : null;
  let { register } = options;
  let done = 0n;
  let bytes = 0n;
  try {
    for await (const chunk of chunks) {
      if (done > 0n) checkpoints?.note(done, bytes);
      done += BigInt(chunk.count);
      // Tokens are joined, not ended, by newlines: the last one has none.
      const length = done === size ? chunk.bytes.length - 1 : chunk.bytes.length;
      bytes += BigInt(length);
      register = mixRegister(register, chunk.register);
      await text.update(chunk.bytes, length);
      await options.onTokens(done, length);
    }
    if (done !== size) throw new Error(`The pass saw ${done} of ${size} tokens.`);
    return { bytes, ...(await text.end()), register, checkpoints: checkpoints?.toBytes() ?? null };
  } finally {
    text.drop();
  }
}
