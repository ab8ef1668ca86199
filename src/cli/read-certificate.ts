import { type Certificate, certificateIn } from "../certificate/certificate.ts";
import { type Check, signatureCheck } from "../certificate/checks.ts";
import { parseEnvelope } from "../certificate/envelope.ts";
import { parseKeySet } from "../certificate/key-set.ts";
import { readText } from "./input.ts";

/** Above what 65,536 characters and a thousand digits can make. */
export const MOST_TEXT_BYTES = 2 ** 22;

/**
 * Reads a certificate, and finds out whether one of the keys has signed it.
 *
 * @param keys the path of the service's saved public keys; undefined where there are none.
 * @throws {OperatorError} when either cannot be read, or is not what it should be.
 */
export async function readCertificate(
  path: string,
  keys?: string,
): Promise<{ readonly certificate: Certificate; readonly signature: Check }> {
  const envelope = parseEnvelope(await readText(path, MOST_TEXT_BYTES));
  const certificate = certificateIn(envelope);
  const known = keys === undefined ? null : parseKeySet(await readText(keys, MOST_TEXT_BYTES));
  return { certificate, signature: signatureCheck(envelope, known, certificate.issuedAt) };
}
