import type { EntityManager } from "@mikro-orm/core";
import type { Keyring, PublicKey } from "./keyring.ts";
import { MasterKeyUse } from "./master-key-use.entity.ts";

/** A public key as verifiers are told of it. */
export interface SigningKey extends PublicKey {
  /** From then on it has signed nothing here; null for the one that signs, and where it is not known. */
  readonly endedAt: Date | null;
}

/** Writes down which key seals and signs from now on, and that all others have come to their end. */
export async function noteUses(em: EntityManager, keyring: Keyring, now: Date): Promise<void> {
  const { sealingId } = keyring;
  await em.transactional(async (inside) => {
    await inside.upsert(MasterKeyUse, { keyId: sealingId, firstUsedAt: now }, { onConflictAction: "ignore" });
    await inside.nativeUpdate(MasterKeyUse, { keyId: sealingId }, { endedAt: null, retiredAt: null });
    await inside.nativeUpdate(MasterKeyUse, { keyId: { $ne: sealingId }, endedAt: null }, { endedAt: now });
    for (const { keyId } of await inside.find(MasterKeyUse, { publicKey: null }))
      await inside.nativeUpdate(MasterKeyUse, { keyId }, { publicKey: publicKeyOf(keyring, keyId) });
  });
}

/**
 * The public keys of all that has ever signed here, and of whatever else the ring holds: the signing one first, then the newest.
 *
 * A key that has signed under the id of the first form is told under that one, too. Those ids are bare hashes of the master keys, so no
 * database tells more of them than it always has.
 */
export async function readSigningKeys(em: EntityManager, keyring: Keyring): Promise<SigningKey[]> {
  const uses = await em.find(
    MasterKeyUse,
    { publicKey: { $ne: null } },
    { orderBy: { firstUsedAt: "desc", keyId: "asc" } },
  );
  const used = uses.map(({ keyId, publicKey, endedAt }) => ({
    id: keyId,
    bytes: publicKey ?? new Uint8Array(),
    endedAt,
  }));
  const [signing, others] = [
    used.filter(({ id }) => id === keyring.sealingId),
    used.filter(({ id }) => id !== keyring.sealingId),
  ];
  const usedIds = new Set(used.map(({ id }) => keyring.idOf(id)));
  const unused = keyring.publicKeys.filter(({ id }) => !usedIds.has(id)).map((key) => ({ ...key, endedAt: null }));
  return [...signing, ...others, ...unused];
}

function publicKeyOf(keyring: Keyring, keyId: string): Uint8Array | null {
  return keyring.publicKeys.find(({ id }) => id === keyring.idOf(keyId))?.bytes ?? null;
}
