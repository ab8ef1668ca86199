import { MerkleHash } from "../../lib/merkle-tree.ts";
import { releaseMemory } from "../../lib/release-memory.ts";
import { type HashedText, TextHashes } from "../../lib/text-hashes.ts";
import { chunk } from "../chunk.ts";
import type { ChunkRange } from "../line/chunk-ranges.ts";
import type { GeneratorLine } from "../line/line.ts";

/** Tokens whose text is hashed where it is made, and handed to nobody. */
export interface RangeToHash extends ChunkRange {
  readonly line: GeneratorLine;
  /** Key of the HMAC-SHA-256, or null for none. */
  readonly seed: string | null;
}

export interface HashedRange extends HashedText {
  /** Bytes of the tokens joined by newlines. */
  readonly bytes: number;
  /** As a chunk has it. */
  readonly register: Uint32Array<ArrayBuffer>;
}

/** Makes tokens as `chunk()` does, at least one, and hashes them joined by newlines. */
export function hashRange({ line, first, count, seed }: RangeToHash): HashedRange {
  const { bytes, register } = chunk(line, first, count);
  const hashes = new TextHashes(seed);
  const merkle = new MerkleHash();
  for (const each of [hashes, merkle]) each.update(bytes.subarray(0, -1));
  releaseMemory(bytes);
  return { bytes: hashes.length, register, ...hashes.digest(), merkleRoot: merkle.digest() };
}
