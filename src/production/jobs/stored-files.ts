import { createHash, createHmac } from "node:crypto";
import type { EntityManager } from "@mikro-orm/core";
import { insertKept } from "../../database/kept-write.ts";
import { PartFile } from "../records/part-file.entity.ts";
import type { PassResult } from "./hash-chunks.ts";

type FileOfPart = Pick<PartFile, "partId" | "kind" | "since">;

/** Writes down a file that is generated whenever it is asked for: only what a pass over it has found out. */
export async function noteGeneratedFile(
  em: EntityManager,
  file: FileOfPart,
  { bytes: size, sha256, hash, checkpoints }: PassResult,
): Promise<void> {
  await insertKept(em, PartFile, { ...file, size, sha256, hash, checkpoints });
}

/** A file as it is told to clients, and as it is stored. */
export interface StoredContent {
  readonly plain: Buffer;
  readonly stored: Buffer;
  /** The key of the file's HMAC-SHA-256; null for none. */
  readonly seed: string | null;
}

/** Stores a file that is made once. Its size and its hashes are those of the plain file. */
export async function storeFile(
  em: EntityManager,
  file: FileOfPart,
  { plain, stored, seed }: StoredContent,
): Promise<void> {
  const sha256 = createHash("sha256").update(plain).digest("hex");
  const hash = seed === null ? null : createHmac("sha256", seed).update(plain).digest("hex");
  await insertKept(em, PartFile, { ...file, size: BigInt(plain.length), sha256, hash, content: stored });
}
