import { createHash, createHmac } from "node:crypto";
import { checksumBits, mixRegister, startRegister } from "../../src/generator/line/checksum.ts";
import type { GeneratorLine } from "../../src/generator/line/line.ts";
import { startGeneratorPool } from "../../src/generator/pool/generator-pool.ts";
import { rootOf } from "./eight-leaves.ts";

export interface Expected {
  readonly sha256: string;
  readonly hash: string;
  readonly merkleRoot: string;
  readonly checksum: string;
  readonly size: string;
}

/** What the first tokens of a line make, straight from the generator. */
export async function expectedOf(line: GeneratorLine, tokens: bigint, seed: string): Promise<Expected> {
  const pool = startGeneratorPool({ workers: 2 });
  const hashes = [createHash("sha256"), createHmac("sha256", seed)];
  let register = startRegister(line.chars, line.digits);
  let size = -1n; // no newline after the last token
  let held = Buffer.alloc(0);
  const text: Uint8Array[] = [];
  for await (const chunk of pool.chunks(line, { first: 0n, count: tokens })) {
    for (const hash of hashes) hash.update(held).update(chunk.bytes.subarray(0, -1));
    text.push(held, chunk.bytes.subarray(0, -1));
    held = Buffer.from("\n");
    size += BigInt(chunk.bytes.length);
    register = mixRegister(register, chunk.register);
  }
  await pool.stop();
  const [sha256 = "", hash = ""] = hashes.map((each) => each.digest("hex"));
  const merkleRoot = rootOf(Buffer.concat(text));
  return { sha256, hash, merkleRoot, checksum: checksumBits(register, line.chars), size: String(size) };
}
