import { createHash, createPrivateKey, createPublicKey, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

const KEY_BYTES = 32;
const ID_BYTES = 8;
/** What precedes the 32 bytes of an Ed25519 private key in PKCS #8: RFC 8410, section 7. */
const PKCS8_OF_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_KEY_BYTES = 32;

/** A master key, with what is derived from it once. */
export interface MasterKey {
  /** 8 bytes in hex, derived by HKDF: they tell nothing of the key, not even of a guessed one without the work of a derivation. */
  readonly id: string;
  /** The id of the first form, the first 8 bytes of the key's SHA-256: it still stands in what was sealed under it. */
  readonly formerId: string;
  /** For derivations alone; as a KeyObject no inspection prints it. */
  readonly secret: KeyObject;
  readonly digesting: KeyObject;
  readonly signing: KeyObject;
}

/** @throws {RangeError} unless it has 32 bytes. */
export function toMasterKey(bytes: Uint8Array): MasterKey {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`A master key has ${KEY_BYTES} bytes, but got ${bytes.length}.`);
  const secret = createSecretKey(bytes);
  return {
    id: derive(secret, "tokenworks/key-id/2").toString("hex", 0, ID_BYTES),
    formerId: createHash("sha256")
      .update(bytes)
      .digest("hex")
      .slice(0, 2 * ID_BYTES),
    secret,
    digesting: createSecretKey(derive(secret, "tokenworks/digest/1")),
    signing: createPrivateKey({
      key: Buffer.concat([PKCS8_OF_ED25519, derive(secret, "tokenworks/sign/1")]),
      format: "der",
      type: "pkcs8",
    }),
  };
}

/** 32 bytes for one use: HKDF-SHA-256 (RFC 5869) with the salt, and the use as the info. */
export function derive(secret: KeyObject, use: string, salt: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, use, KEY_BYTES));
}

/** The 32 bytes of RFC 8032. */
export function publicBytes({ signing }: MasterKey): Uint8Array {
  return createPublicKey(signing).export({ format: "der", type: "spki" }).subarray(-PUBLIC_KEY_BYTES);
}
