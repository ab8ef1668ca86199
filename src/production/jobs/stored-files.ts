import { createHash, createHmac } from "node:crypto";
import type { EntityManager } from "@mikro-orm/core";
import { insertKept } from "../../database/kept-write.ts";
import { PartFile } from "../records/part-file.entity.ts";
import type { PassResult } from "./hash-chunks.ts";

type FileOfPart = Pick<PartFile, "partId" | "kind" | "since">;

/** Writes down a file that is generated whenever it is asked for: only what a pass over it has found out. */
export function noteGeneratedFile(em: EntityManager, file: FileOfPart, result: PassResult): Promise<void> {
  return insertKept(em, PartFile, generatedFile(file, result));
}

export function generatedFile(
  file: FileOfPart,
  { bytes: size, sha256, hash, merkleRoot, checkpoints }: Omit<PassResult, "register">,
): PartFile {
  return { ...file, size, sha256, hash, merkleRoot, checkpoints, content: null };
}

/** A file as it is told to clients, and as it is stored. */
export interface StoredContent {
  readonly plain: Buffer;
  readonly stored: Buffer;
  /** The key of the file's HMAC-SHA-256; null for none. */
  readonly seed: string | null;
}

/** A file that is made once, as it is stored. Its size and its hashes are those of the plain file. */
export function storedFile(file: FileOfPart, { plain, stored, seed }: StoredContent): PartFile {
  const sha256 = createHash("sha256").update(plain).digest("hex");
  const hash = seed === null ? null : createHmac("sha256", seed).update(plain).digest("hex");
  return { ...file, size: BigInt(plain.length), sha256, hash, merkleRoot: null, checkpoints: null, content: stored };
}

export function storeFile(em: EntityManager, file: PartFile): Promise<void> {
  return insertKept(em, PartFile, file);
}
