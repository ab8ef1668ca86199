import type { SqlEntityManager } from "@mikro-orm/sql";
import { ApiKey } from "./api-key.entity.ts";
import type { Keyring } from "./keyring.ts";
import { MasterKeyUse } from "./master-key-use.entity.ts";

/** What only an older master key opens or knows. */
export interface StillNeeded {
  /** Of a master key, in hex as {@link Keyring.ids} has it. */
  readonly keyId: string;
  /** Api-Keys that were not used since the first key took its place: they are stored as digests, so only their holders can show them. */
  readonly apiKeys: number;
  /** Stored snapshots, which stay as they were told. */
  readonly snapshots: number;
}

/** The older keys of the ring that this database has used and not retired, each with what still needs it. */
export async function olderKeys(
  em: SqlEntityManager,
  keyring: Keyring,
  snapshotsOf: ReadonlyMap<string, number>,
): Promise<StillNeeded[]> {
  const uses = await em.find(MasterKeyUse, { retiredAt: null });
  const ids = new Set(uses.map(({ keyId }) => keyring.idOf(keyId) ?? keyId));
  ids.delete(keyring.sealingId);
  const apiKeys = await em.find(ApiKey, {});
  return [...ids].map((keyId) => ({
    keyId,
    apiKeys: apiKeys.filter((key) => key.keyId === null || key.keyId === keyId).length,
    snapshots: snapshotsOf.get(keyId) ?? 0,
  }));
}

/** Lets the service start without the key from now on; its public key stays, for those who verify. */
export async function retireKey(em: SqlEntityManager, keyring: Keyring, keyId: string, at: Date): Promise<void> {
  const uses = await em.find(MasterKeyUse, { retiredAt: null });
  const named = uses.filter((use) => keyring.idOf(use.keyId) === keyId).map((use) => use.keyId);
  await em.nativeUpdate(MasterKeyUse, { keyId: { $in: named } }, { retiredAt: at });
}
