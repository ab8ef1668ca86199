import { createCipheriv } from "node:crypto";
import type { Keyring } from "../access/keyring.ts";
import type { Runtime } from "../lib/runtime.ts";
import type { LineState } from "./line-state.ts";
import { versionOf, writePayload } from "./payload.ts";
import { NONCE, PREFIXES, SALT_BYTES, snapshotKeys } from "./snapshot-format.ts";

/** Seals a line's state by the first master key: a few hundred bytes that only this keyring opens, and nobody changes. */
export function sealSnapshot(
  state: LineState,
  { keyring, randomBytes }: { keyring: Keyring } & Pick<Runtime, "randomBytes">,
): Buffer {
  const header = Buffer.concat([
    PREFIXES[versionOf(state)],
    Buffer.from(keyring.sealingId, "hex"),
    randomBytes(SALT_BYTES),
  ]);
  const { key, commitment } = snapshotKeys(keyring, header);
  const cipher = createCipheriv("aes-256-gcm", key, NONCE).setAAD(header);
  return Buffer.concat([header, commitment, cipher.update(writePayload(state)), cipher.final(), cipher.getAuthTag()]);
}
