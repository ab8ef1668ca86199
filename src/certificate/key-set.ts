import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import type { PublicKey } from "../access/keyring.ts";
import type { SigningKey } from "../access/signing-keys.ts";
import { OperatorError } from "../errors.ts";
import { parseJson } from "./envelope.ts";

/** A public key as RFC 8037 writes it. */
interface Jwk {
  readonly kid: string;
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly alg: "EdDSA";
  readonly use: "sig";
  /** The 32 bytes of the key in base64url. */
  readonly x: string;
  /** Seconds since 1970, after which the key has signed nothing: the member of OpenID Federation 1.0, section 8.7.2. Absent while it is in use. */
  readonly exp?: number;
}

/** A key that verifies signatures. */
export interface KnownKey {
  readonly id: string;
  /** After this it has signed nothing; null while it is in use. */
  readonly endedAt: Date | null;
  readonly verifies: (bytes: Uint8Array, signature: Uint8Array) => boolean;
}

/** The last second that a Date can be. */
const LATEST_S = 8.64e12;
const JwkSchema = z.object({
  kid: z.string(),
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  exp: z.number().min(0).max(LATEST_S).optional(),
});
const KeySetSchema = z.object({ keys: z.array(z.unknown()) });

/** What verifiers need to know of the service: its public keys, as a JWK Set of RFC 7517; the key that signs comes first. */
export function keySet(keys: readonly (PublicKey & Partial<SigningKey>)[]): { readonly keys: readonly Jwk[] } {
  return {
    keys: keys.map(({ id, bytes, endedAt = null }) => ({
      kid: id,
      kty: "OKP",
      crv: "Ed25519",
      alg: "EdDSA",
      use: "sig",
      x: Buffer.from(bytes).toString("base64url"),
      ...(endedAt !== null && { exp: Math.ceil(endedAt.getTime() / 1_000) }),
    })),
  };
}

/**
 * Reads a JWK Set; keys of other kinds are left out, as RFC 7517 wants it.
 *
 * @throws {OperatorError} for a text that is none, or has no key of ours.
 */
export function parseKeySet(text: string): KnownKey[] {
  const keys = (KeySetSchema.safeParse(parseJson(text)).data?.keys ?? []).flatMap(
    (key) => JwkSchema.safeParse(key).data ?? [],
  );
  if (keys.length === 0)
    throw new OperatorError(
      "--keys must name a file with the service's keys, as /.well-known/tokenworks.json gives them.",
    );
  return keys.map(({ kid, kty, crv, x, exp }) => {
    const key = createPublicKey({ format: "jwk", key: { kty, crv, x } });
    return {
      id: kid,
      endedAt: exp === undefined ? null : new Date(exp * 1_000),
      verifies: (bytes, signature) => verify(null, bytes, key, signature),
    };
  });
}
