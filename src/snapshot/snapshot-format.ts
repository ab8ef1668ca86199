import { createSecretKey, type KeyObject } from "node:crypto";
import type { Keyring } from "../access/keyring.ts";
import { MAX_DIGITS } from "../alphabet/capacity.ts";
import { MAX_FORMAT_BYTES } from "../format/format.ts";

// A snapshot is `header, commitment, ciphertext, tag`, and the header `prefix, key id, salt`: docs/snapshot-format.md.

const MAGIC = "TWSNAP";
/** The first is of lines that are written with one alphabet, the second of those that are written by a format. */
export type SnapshotVersion = 1 | 2;
/** Magic and version. */
export const PREFIXES: Readonly<Record<SnapshotVersion, Buffer>> = { 1: prefixOf(1), 2: prefixOf(2) };
const PREFIX_BYTES = PREFIXES[1].length;
const KEY_ID_BYTES = 8;
export const SALT_BYTES = 32;
export const HEADER_BYTES = PREFIX_BYTES + KEY_ID_BYTES + SALT_BYTES;
export const COMMITMENT_BYTES = 32;
export const TAG_BYTES = 16;
const OVERHEAD_BYTES = HEADER_BYTES + COMMITMENT_BYTES + TAG_BYTES;

/** Of nothing but zeros: the salt gives every snapshot a key of its own, which encrypts once. */
export const NONCE = new Uint8Array(12);

/** Snapshots come in whole blocks, so that their size tells little of what is inside. */
export const BLOCK_BYTES = 256;

/** Fixed fields, the longest format, a capacity and an index of 16,001 bits, and the register; that is more than with the longest alphabet. */
const MAX_PAYLOAD_BYTES = 112 + MAX_FORMAT_BYTES + 2 * 2_001 + 4 * MAX_DIGITS;

/** No snapshot is larger. */
export const MAX_SNAPSHOT_BYTES = OVERHEAD_BYTES + paddedBytes(MAX_PAYLOAD_BYTES);

/** Bytes of a padded payload: as few as fill whole blocks with all that is around them. */
export function paddedBytes(payloadBytes: number): number {
  return Math.ceil((payloadBytes + OVERHEAD_BYTES) / BLOCK_BYTES) * BLOCK_BYTES - OVERHEAD_BYTES;
}

/** The version of a snapshot; null for bytes that begin like none. */
export function versionIn(header: Buffer): SnapshotVersion | null {
  const prefix = header.subarray(0, PREFIX_BYTES);
  if (prefix.equals(PREFIXES[1])) return 1;
  return prefix.equals(PREFIXES[2]) ? 2 : null;
}

function prefixOf(version: SnapshotVersion): Buffer {
  return Buffer.from([...Buffer.from(MAGIC), version >> 8, version & 0xff]);
}

/** The id of the master key that has sealed a snapshot, in hex as {@link Keyring.ids} has it. */
export function sealingKeyId(snapshot: Buffer): string {
  return snapshot.toString("hex", PREFIX_BYTES, PREFIX_BYTES + KEY_ID_BYTES);
}

/**
 * Derives what a snapshot with that header is encrypted with, and the commitment to it.
 *
 * GCM alone lets one ciphertext open under two keys. So a second value, derived besides the key by a collision-resistant function, is sent
 * along and checked first: the transform UtC of Bellare and Hoang, "Efficient Schemes for Committing Authenticated Encryption" (EUROCRYPT
 * 2022, section 7), with HKDF for the committing PRF as the AWS Encryption SDK has it (algorithm suite 0478).
 *
 * @throws {UnwrapError} where the keyring does not have the master key.
 */
export function snapshotKeys(keyring: Keyring, header: Buffer): { key: KeyObject; commitment: Buffer } {
  const id = sealingKeyId(header);
  const salt = header.subarray(-SALT_BYTES);
  return {
    key: createSecretKey(keyring.derive(id, "tokenworks/snapshot/key/1", salt)), // ciphers take it three times as fast as bytes
    commitment: keyring.derive(id, "tokenworks/snapshot/commitment/1", salt),
  };
}
