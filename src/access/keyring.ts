import { createHmac, sign } from "node:crypto";
import { derive, type MasterKey, publicBytes, toMasterKey } from "./master-key.ts";
import { isSealedBy, openSecret, refuseAmbiguous, sealSecret, UnwrapError } from "./wrapped-secret.ts";

/** An Ed25519 public key. */
export interface PublicKey {
  /** Its master key's id, in hex. */
  readonly id: string;
  /** The 32 bytes of RFC 8032. */
  readonly bytes: Uint8Array;
}

export interface Signature {
  /** Of the key that made it, in hex. */
  readonly keyId: string;
  /** The 64 bytes of RFC 8032. */
  readonly signature: Uint8Array;
}

/**
 * The service's master keys: the first seals and signs, all open.
 *
 * From each master key HKDF-SHA-256 derives its id, one key for each wrapped secret, one for digests (HMAC-SHA-256), one for signatures
 * (Ed25519) and, with a salt, whatever else {@link derive} is asked for; the master keys themselves never leave the ring. A wrapped
 * secret's owner, such as `line:<uuid>`, is authenticated with it, so that it opens nowhere else.
 */
export class Keyring {
  private readonly keys: readonly [MasterKey, ...MasterKey[]];

  /** @param masterKeys one or more, of 32 bytes each. */
  constructor(masterKeys: readonly Uint8Array[]) {
    const [first, ...others] = masterKeys.map(toMasterKey);
    if (first === undefined) throw new RangeError("A keyring needs at least one master key.");
    this.keys = [first, ...others];
    this.keys.forEach(refuseAmbiguous);
  }

  /** The ids of all keys, in hex, the sealing one first. */
  get ids(): readonly string[] {
    return this.keys.map(({ id }) => id);
  }

  /** The id of the key that seals, in hex. */
  get sealingId(): string {
    return this.keys[0].id;
  }

  /** The id of {@link ids} of a key that is named by it or by its former one; null for a key that is not in the ring. */
  idOf(named: string): string | null {
    return this.find(named)?.id ?? null;
  }

  /**
   * Derives 32 bytes for one use from the master key with that id, of either form: HKDF-SHA-256 with the salt, and the use as the info.
   *
   * @throws {UnwrapError} where no key of the ring has the id.
   */
  derive(id: string, use: string, salt: Uint8Array): Buffer {
    const key = this.find(id);
    if (key === undefined) throw new UnwrapError("The secret was sealed by a master key that is not in the ring.");
    return derive(key.secret, use, salt);
  }

  wrap(owner: string, secret: Uint8Array): Buffer {
    return sealSecret(this.keys[0], owner, secret);
  }

  /** Opens what any key of the ring has wrapped for the owner. @throws {UnwrapError} */
  unwrap(owner: string, wrapped: Uint8Array): Buffer {
    return openSecret(this.keys, owner, wrapped);
  }

  /** Whether it is wrapped as {@link wrap} would wrap it now. */
  isCurrent(wrapped: Uint8Array): boolean {
    return isSealedBy(this.keys[0], wrapped);
  }

  /** The digest under which a credential is stored, in hex. */
  digest(purpose: string, credential: string): string {
    return digestBy(this.keys[0], purpose, credential);
  }

  /** The digests under which a credential may have been stored, one for each key: what to look for. */
  digests(purpose: string, credential: string): string[] {
    return this.keys.map((key) => digestBy(key, purpose, credential));
  }

  /** Signs with the first key: Ed25519, so the same bytes get the same signature. What they are must be written in the bytes. */
  sign(bytes: Uint8Array): Signature {
    const [{ id, signing }] = this.keys;
    return { keyId: id, signature: sign(null, bytes, signing) };
  }

  /** The public keys of all keys, the signing one first. */
  get publicKeys(): readonly PublicKey[] {
    return this.keys.map((key) => ({ id: key.id, bytes: publicBytes(key) }));
  }

  private find(named: string): MasterKey | undefined {
    return this.keys.find(({ id, formerId }) => id === named || formerId === named);
  }
}

function digestBy({ digesting }: MasterKey, purpose: string, credential: string): string {
  return createHmac("sha256", digesting).update(`${purpose}:${credential}`).digest("hex");
}
