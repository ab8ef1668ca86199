import type { Certificate } from "../certificate/certificate.ts";
import type { Check } from "../certificate/checks.ts";
import { bytesOf, type Bytes, parseProof, rangeChecks, rootedFile } from "../certificate/range-proof.ts";
import { openPlain, readText } from "./input.ts";
import { MOST_TEXT_BYTES, readCertificate } from "./read-certificate.ts";
import { say, sayJson } from "./terminal.ts";
import { holdsOf, summary, tellChecks } from "./verdicts.ts";

export interface RangeWords {
  /** Paths: the bytes, what proves them, the certificate of the whole file, and the service's saved public keys. */
  readonly range: string;
  readonly proof: string;
  readonly certificate: string;
  readonly keys?: string | undefined;
}

export interface RangeVerdict {
  readonly certificate: Certificate;
  /** Where they stand in the file. */
  readonly bytes: Bytes;
  readonly checks: readonly Check[];
}

/**
 * Finds out whether bytes are those of a certified file at the place that a proof names, from the bytes alone.
 *
 * @throws {OperatorError} when an input cannot be read, or is not what it should be.
 */
export async function verifyRange(words: RangeWords, signal: AbortSignal): Promise<RangeVerdict> {
  const { certificate, signature } = await readCertificate(words.certificate, words.keys);
  const file = rootedFile(certificate);
  const proof = parseProof(await readText(words.proof, MOST_TEXT_BYTES), file);
  const open = await openPlain(words.range, signal);
  const checks = await rangeChecks(open(), file, proof);
  return { certificate, bytes: bytesOf(proof.leaves, file.size), checks: [signature, ...checks] };
}

export function tellRange({ certificate, bytes, checks }: RangeVerdict, asJson: boolean): void {
  const { line, part, issuedAt, data } = certificate;
  if (asJson) {
    const place = { firstByte: bytes.start, lastByte: bytes.end - 1n, size: data.size };
    sayJson({ line, part, issuedAt, ...place, checks, holds: holdsOf(checks) });
    return;
  }
  say(`line ${line}, part ${part}, of ${issuedAt}`);
  tellChecks(checks);
  say(summary(checks, "range"));
}
