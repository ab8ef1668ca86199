import { createHash, createSecretKey } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { Keyring } from "../access/keyring.ts";
import { derive } from "../access/master-key.ts";
import { type CertifiedPart, certificateText } from "../certificate/certificate.ts";
import { keySet } from "../certificate/key-set.ts";
import { OperatorError } from "../errors.ts";
import { MerkleHash } from "../lib/merkle-tree.ts";
import { mixRegister, type Register } from "../generator/line/checksum.ts";
import { lineChecksumBits, lineStartRegister } from "../generator/line/line-checksum.ts";
import type { GeneratorLine, TokenShape } from "../generator/line/line.ts";
import type { GeneratorPool } from "../generator/pool/generator-pool.ts";
import type { ProduceOptions } from "./produce-options.ts";

export interface CertificateOrder {
  readonly path: string;
  /** Where the public key goes; null for nowhere. */
  readonly publicKeyPath: string | null;
  /** 1 for the first. */
  readonly part: number;
  readonly alphabetId: string;
}

/** What is counted of tokens while they are written. */
export class Tally {
  private readonly hash = createHash("sha256");
  private readonly merkle = new MerkleHash();
  private size = 0n;

  constructor(private register: Register) {}

  /** @param bytes as they stand in the file */
  take(bytes: Uint8Array, register: Register): void {
    this.hash.update(bytes);
    this.merkle.update(bytes);
    this.size += BigInt(bytes.length);
    this.register = mixRegister(this.register, register);
  }

  end(): { readonly data: CertifiedPart["data"]; readonly register: Register } {
    const { size, register } = this;
    return { data: { sha256: this.hash.digest("hex"), size, merkleRoot: this.merkle.digest() }, register };
  }
}

/** The register before a part: all tokens before it are made once more. */
export async function registerBefore({ line, first }: ProduceOptions, pool: GeneratorPool): Promise<Register> {
  let register = lineStartRegister(line);
  if (first === 0n) return register;
  for await (const chunk of pool.chunks(line, { first: 0n, count: first }))
    register = mixRegister(register, chunk.register);
  return register;
}

/**
 * Writes the certificate. The key that signs is derived from the line's, so all parts of a sequence have the same signer; it tells nothing of
 * the line's key.
 *
 * @throws {OperatorError} when it cannot be written.
 */
export async function writeCertificate(
  { path, publicKeyPath, part, alphabetId }: CertificateOrder,
  { line, first, count }: ProduceOptions,
  { before, found, endedAt }: { before: Register; found: ReturnType<Tally["end"]>; endedAt: Date },
): Promise<string> {
  const keyring = new Keyring([line.key]);
  const text = certificateText(
    {
      line: { ...shapeOf(line), id: lineId(line), alphabetId },
      part,
      firstIndex: first,
      size: count,
      registerBefore: before,
      checksum: lineChecksumBits(line, found.register),
      data: found.data,
      endedAt,
    },
    (bytes) => keyring.sign(bytes),
  );
  await write("--certificate", path, text);
  if (publicKeyPath !== null) await write("--public-key", publicKeyPath, publicKeyText(line));
  return keyring.sealingId;
}

/** The key that a sequence's certificates are signed with, as `verify --keys` reads it. */
export function publicKeyText({ key }: Pick<GeneratorLine, "key">): string {
  return `${JSON.stringify(keySet(new Keyring([key]).publicKeys), null, 2)}\n`;
}

async function write(option: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flush: true });
  } catch (cause) {
    throw new OperatorError(`${option} must name a file that can be written: ${path} cannot.`, { cause });
  }
}

/** What a certificate tells: the key stays here. */
function shapeOf({ chars, digits, format }: GeneratorLine): TokenShape {
  return { chars, digits, ...(format !== undefined && { format }) };
}

/** The same for every part of a sequence, and another for every key, and every alphabet or format: a UUID of version 8 (RFC 9562). */
function lineId({ key, chars, digits, format }: GeneratorLine): string {
  const salt = createHash("sha256")
    .update(format ?? `${digits} ${chars}`)
    .digest();
  const bytes = derive(createSecretKey(key), "tokenworks/produced-line/1", salt).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
