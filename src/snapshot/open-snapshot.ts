import { createDecipheriv, timingSafeEqual } from "node:crypto";
import type { Keyring } from "../access/keyring.ts";
import type { LineState } from "./line-state.ts";
import { readPayload } from "./payload.ts";
import {
  BLOCK_BYTES,
  COMMITMENT_BYTES,
  HEADER_BYTES,
  MAX_SNAPSHOT_BYTES,
  NONCE,
  snapshotKeys,
  TAG_BYTES,
  type SnapshotVersion,
  versionIn,
} from "./snapshot-format.ts";
import { snapshotRefused } from "./snapshot-refused.ts";

/**
 * Opens a snapshot that a key of the ring has sealed.
 *
 * @throws {ServiceError} `SNAPSHOT_REFUSED`, the same for whatever is wrong.
 */
export function openSnapshot(bytes: Uint8Array, keyring: Keyring): LineState {
  try {
    const { payload, version } = decrypt(bytes, keyring);
    return readPayload(payload, version);
  } catch {
    // Which check has failed is told to nobody: it would help only whoever tries changed bytes.
    throw snapshotRefused();
  }
}

function decrypt(bytes: Uint8Array, keyring: Keyring): { readonly payload: Buffer; readonly version: SnapshotVersion } {
  if (bytes.length > MAX_SNAPSHOT_BYTES || bytes.length % BLOCK_BYTES !== 0)
    throw new RangeError("No snapshot has this size.");
  const snapshot = Buffer.from(bytes);
  const header = snapshot.subarray(0, HEADER_BYTES);
  const version = versionIn(header);
  if (version === null) throw new RangeError("These bytes are no snapshot, or one of another version.");
  const { key, commitment } = snapshotKeys(keyring, header);
  const ciphertextFrom = HEADER_BYTES + COMMITMENT_BYTES;
  if (!timingSafeEqual(commitment, snapshot.subarray(HEADER_BYTES, ciphertextFrom)))
    throw new RangeError("The snapshot commits to another key.");
  const decipher = createDecipheriv("aes-256-gcm", key, NONCE, { authTagLength: TAG_BYTES })
    .setAAD(header)
    .setAuthTag(snapshot.subarray(-TAG_BYTES));
  const plain = decipher.update(snapshot.subarray(ciphertextFrom, -TAG_BYTES));
  return { payload: Buffer.concat([plain, decipher.final()]), version };
}
