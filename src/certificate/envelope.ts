import { z } from "zod";
import type { Signature } from "../access/keyring.ts";
import { OperatorError } from "../errors.ts";

/** Makes a signature with the service's newest key. */
export type Sign = (bytes: Uint8Array) => Signature;

/** Signed bytes, what they are, and who signed: the JSON envelope of DSSE. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Signature[];
}

const base64 = z
  .string()
  .refine((text) => Buffer.from(text, "base64").toString("base64") === text)
  .transform((text) => Buffer.from(text, "base64"));

const EnvelopeSchema = z.object({
  payloadType: z.string(),
  payload: base64,
  signatures: z.array(z.object({ keyid: z.string(), sig: base64 })).min(1),
});

/**
 * Signs bytes and wraps them in the JSON envelope of DSSE, the Dead Simple Signing Envelope
 * (https://github.com/secure-systems-lab/dsse, protocol.md and envelope.md).
 *
 * What is signed are the bytes themselves, and their type with them: a verifier needs no canonical JSON.
 */
export function seal(payloadType: string, payload: Uint8Array, sign: Sign): string {
  const { keyId, signature } = sign(signedBytes(payloadType, payload));
  const signatures = [{ keyid: keyId, sig: Buffer.from(signature).toString("base64") }];
  return `${JSON.stringify({ payloadType, payload: Buffer.from(payload).toString("base64"), signatures }, null, 2)}\n`;
}

/** @throws {OperatorError} for a text that is no such envelope. */
export function parseEnvelope(text: string): Envelope {
  const parsed = EnvelopeSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new OperatorError(
      "The certificate is not one: it must be the JSON document that the service has issued, unchanged.",
    );
  const { payloadType, payload, signatures } = parsed.data;
  return { payloadType, payload, signatures: signatures.map(({ keyid, sig }) => ({ keyId: keyid, signature: sig })) };
}

/** The bytes that a signature is over: the pre-authentication encoding of DSSE 1.0. */
export function signedBytes(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

/** JSON, or undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the parser's own words would quote the file
  }
}
