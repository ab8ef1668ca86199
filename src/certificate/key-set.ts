import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import type { PublicKey } from "../access/keyring.ts";
import { OperatorError } from "../errors.ts";
import { parseJson, type VerifySignature } from "./envelope.ts";

/** A public key as RFC 8037 writes it. */
interface Jwk {
  readonly kid: string;
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly alg: "EdDSA";
  readonly use: "sig";
  /** The 32 bytes of the key in base64url. */
  readonly x: string;
}

const JwkSchema = z.object({ kid: z.string(), kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
const KeySetSchema = z.object({ keys: z.array(z.unknown()) });

/** What verifiers need to know of the service: its public keys, as a JWK Set of RFC 7517; the key that signs comes first. */
export function keySet(keys: readonly PublicKey[]): { readonly keys: readonly Jwk[] } {
  return { keys: keys.map(({ id, bytes }) => ({ kid: id, kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", x: Buffer.from(bytes).toString("base64url") })) };
}

/**
 * Reads a JWK Set; keys of other kinds are left out, as RFC 7517 wants it.
 *
 * @throws {OperatorError} for a text that is none, or has no key of ours.
 */
export function parseKeySet(text: string): VerifySignature {
  const keys = (KeySetSchema.safeParse(parseJson(text)).data?.keys ?? []).flatMap((key) => JwkSchema.safeParse(key).data ?? []);
  if (keys.length === 0) throw new OperatorError("--keys must name a file with the service's keys, as /.well-known/tokenworks.json gives them.");
  const byId = new Map(keys.map(({ kid, kty, crv, x }) => [kid, createPublicKey({ format: "jwk", key: { kty, crv, x } })]));
  return (keyId, bytes, signature) => {
    const key = byId.get(keyId);
    return key === undefined ? null : verify(null, bytes, key, signature);
  };
}
