import { createHash, createHmac } from "node:crypto";

/** What is written of a file that is kept as it is, for its hashes are told. */
export function keptFile(content: Buffer, seed: string | null) {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const hash = seed === null ? null : createHmac("sha256", seed).update(content).digest("hex");
  return { size: BigInt(content.length), sha256, hash, content };
}
