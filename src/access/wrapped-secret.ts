import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { derive, type MasterKey } from "./master-key.ts";

// A wrapped secret is `header, ciphertext, tag`, and the header `mark, key id, salt`. In the first form it is `key id, nonce, ciphertext, tag`.

/** Begins a wrapped secret of the second form. */
const MARK = Buffer.from("TWWRAP\0\x02", "latin1");
const ID_BYTES = 8;
const SALT_BYTES = 32;
const HEADER_BYTES = MARK.length + ID_BYTES + SALT_BYTES;
const TAG_BYTES = 16;
const FIRST_NONCE_BYTES = 12;
/** Of nothing but zeros: the salt gives every secret a key of its own, which encrypts once. */
const NONCE = new Uint8Array(12);

/** Thrown where no key of the ring opens what was wrapped: another master key, another owner, or changed bytes. */
export class UnwrapError extends Error {
  override readonly name = "UnwrapError";
}

/**
 * Wraps a secret for its owner: AES-256-GCM under a key that HKDF-SHA-256 derives from the master key and 32 fresh random bytes. So no two
 * secrets share a key, and the 2^32 messages that random nonces allow one key (NIST SP 800-38D, section 8.3) are no limit.
 *
 * Header and owner are authenticated. There is no commitment to the key as snapshots have it: those come from clients, while these come
 * out of the service's own database, and a master key is 32 random bytes that nobody chooses to collide with another.
 */
export function sealSecret(key: MasterKey, owner: string, secret: Uint8Array): Buffer {
  const header = Buffer.concat([startOf(key), randomBytes(SALT_BYTES)]);
  const cipher = createCipheriv("aes-256-gcm", secretKey(key, header), NONCE).setAAD(
    Buffer.concat([header, Buffer.from(owner)]),
  );
  return Buffer.concat([header, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** Whether a secret was wrapped in the second form by that key. */
export function isSealedBy(key: MasterKey, wrapped: Uint8Array): boolean {
  return startOf(key).equals(wrapped.subarray(0, MARK.length + ID_BYTES));
}

/**
 * Opens a wrapped secret of either form. The forms cannot be taken for each other: the first begins with a key's former id, and
 * {@link refuseAmbiguous} lets no key into a ring whose former id is the mark.
 *
 * @throws {UnwrapError}
 */
export function openSecret(keys: readonly MasterKey[], owner: string, wrapped: Uint8Array): Buffer {
  const bytes = Buffer.from(wrapped);
  const isSecondForm = bytes.subarray(0, MARK.length).equals(MARK);
  const key = isSecondForm
    ? keys.find((one) => isSealedBy(one, bytes))
    : keys.find(({ formerId }) => formerId === bytes.toString("hex", 0, ID_BYTES));
  if (key === undefined) throw new UnwrapError("The secret was wrapped by a master key that is not in the ring.");
  try {
    return isSecondForm ? openSecondForm(key, owner, bytes) : openFirstForm(key, owner, bytes);
  } catch (cause) {
    throw new UnwrapError("The wrapped secret was changed, or belongs to another owner.", { cause });
  }
}

/** @throws {RangeError} for a key whose former id reads like the mark; of random keys one in 2^64 has it. */
export function refuseAmbiguous({ formerId }: Pick<MasterKey, "formerId">): void {
  if (formerId === MARK.toString("hex"))
    throw new RangeError("This master key cannot be used: take another random one.");
}

function openSecondForm(key: MasterKey, owner: string, bytes: Buffer): Buffer {
  const header = bytes.subarray(0, HEADER_BYTES);
  return decrypt({
    key: secretKey(key, header),
    nonce: NONCE,
    associated: Buffer.concat([header, Buffer.from(owner)]),
    text: bytes.subarray(HEADER_BYTES),
  });
}

function openFirstForm(key: MasterKey, owner: string, bytes: Buffer): Buffer {
  const [id, nonce, text] = [
    bytes.subarray(0, ID_BYTES),
    bytes.subarray(ID_BYTES, ID_BYTES + FIRST_NONCE_BYTES),
    bytes.subarray(ID_BYTES + FIRST_NONCE_BYTES),
  ];
  return decrypt({
    key: createSecretKey(derive(key.secret, "tokenworks/wrap/1")),
    nonce,
    associated: Buffer.concat([id, Buffer.from(owner)]),
    text,
  });
}

function decrypt({
  key,
  nonce,
  associated,
  text,
}: Readonly<Record<"nonce" | "associated" | "text", Uint8Array>> & { readonly key: KeyObject }): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(associated)
    .setAuthTag(text.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(text.subarray(0, -TAG_BYTES)), decipher.final()]);
}

function startOf({ id }: MasterKey): Buffer {
  return Buffer.concat([MARK, Buffer.from(id, "hex")]);
}

/** As a KeyObject, which Node's ciphers take three times as fast as bytes. */
function secretKey({ secret }: MasterKey, header: Buffer): KeyObject {
  return createSecretKey(derive(secret, "tokenworks/wrap/2", header.subarray(-SALT_BYTES)));
}
