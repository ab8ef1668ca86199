import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 8;

interface MasterKey {
  readonly id: Buffer;
  /** For derivations alone; as a KeyObject no inspection prints it. */
  readonly secret: KeyObject;
  readonly wrapping: Buffer;
  readonly digesting: Buffer;
}

/** Thrown where no key of the ring opens what was wrapped: another master key, another owner, or changed bytes. */
export class UnwrapError extends Error {
  override readonly name = "UnwrapError";
}

/**
 * The service's master keys: the first seals, all open.
 *
 * From each master key HKDF-SHA-256 derives a key for wrapping (AES-256-GCM), one for digests (HMAC-SHA-256) and, with a salt, whatever else
 * {@link derive} is asked for; the master keys themselves never leave the ring. A wrapped secret is
 * `key id (8 bytes), nonce (12), ciphertext, tag (16)`; its owner, such as `line:<uuid>`, is authenticated with it, so that it opens nowhere else.
 */
export class Keyring {
  private readonly keys: readonly [MasterKey, ...MasterKey[]];

  /** @param masterKeys one or more, of 32 bytes each. */
  constructor(masterKeys: readonly Uint8Array[]) {
    const [first, ...others] = masterKeys.map(toMasterKey);
    if (first === undefined) throw new RangeError("A keyring needs at least one master key.");
    this.keys = [first, ...others];
  }

  /** The ids of all keys, in hex, the sealing one first: the first 8 bytes of a key's SHA-256. */
  get ids(): readonly string[] {
    return this.keys.map((key) => key.id.toString("hex"));
  }

  /** The id of the key that seals, in hex. */
  get sealingId(): string {
    return this.keys[0].id.toString("hex");
  }

  /**
   * Derives 32 bytes for one use from the master key with an id of {@link ids}: HKDF-SHA-256 with the salt, and the use as the info.
   *
   * @throws {UnwrapError} where no key of the ring has the id.
   */
  derive(id: string, use: string, salt: Uint8Array): Buffer {
    const key = this.keys.find((one) => one.id.toString("hex") === id);
    if (key === undefined) throw new UnwrapError("The secret was sealed by a master key that is not in the ring.");
    return derive(key.secret, use, salt);
  }

  wrap(owner: string, secret: Uint8Array): Buffer {
    const [key] = this.keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", key.wrapping, nonce).setAAD(associated(key, owner));
    return Buffer.concat([key.id, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws {UnwrapError} */
  unwrap(owner: string, wrapped: Uint8Array): Buffer {
    const bytes = Buffer.from(wrapped);
    const key = this.keys.find(({ id }) => id.equals(bytes.subarray(0, ID_BYTES)));
    if (key === undefined) throw new UnwrapError("The secret was wrapped by a master key that is not in the ring.");
    const text = bytes.subarray(ID_BYTES + NONCE_BYTES, -TAG_BYTES);
    try {
      const decipher = createDecipheriv("aes-256-gcm", key.wrapping, bytes.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(associated(key, owner))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(text), decipher.final()]);
    } catch (cause) {
      throw new UnwrapError("The wrapped secret was changed, or belongs to another owner.", { cause });
    }
  }

  /** The digest under which a credential is stored, in hex. */
  digest(purpose: string, credential: string): string {
    return digestBy(this.keys[0], purpose, credential);
  }

  /** The digests under which a credential may have been stored, one for each key: what to look for. */
  digests(purpose: string, credential: string): string[] {
    return this.keys.map((key) => digestBy(key, purpose, credential));
  }
}

function toMasterKey(bytes: Uint8Array): MasterKey {
  if (bytes.length !== 32) throw new RangeError(`A master key has 32 bytes, but got ${bytes.length}.`);
  const secret = createSecretKey(bytes);
  return {
    id: createHash("sha256").update(bytes).digest().subarray(0, ID_BYTES),
    secret,
    wrapping: derive(secret, "tokenworks/wrap/1"),
    digesting: derive(secret, "tokenworks/digest/1"),
  };
}

function derive(secret: KeyObject, use: string, salt: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, use, 32));
}

function associated(key: MasterKey, owner: string): Buffer {
  return Buffer.concat([key.id, Buffer.from(owner)]);
}

function digestBy(key: MasterKey, purpose: string, credential: string): string {
  return createHmac("sha256", key.digesting).update(`${purpose}:${credential}`).digest("hex");
}
