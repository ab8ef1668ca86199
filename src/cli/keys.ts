import type { SqlEntityManager } from "@mikro-orm/sql";
import { join } from "node:path";
import type { Keyring } from "../access/keyring.ts";
import { addMasterKey, MASTER_KEY_FILE } from "../access/open-keyring.ts";
import { OperatorError } from "../errors.ts";
import { olderKeys, retireKey, type StillNeeded } from "../access/retire-keys.ts";
import { countSealed, rewrapColumn } from "../access/rewrap.ts";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { startProgressBar } from "./progress-bar.ts";
import { sealedColumns } from "./sealed-columns.ts";
import { remark, say } from "./terminal.ts";
import { withStorage } from "./with-storage.ts";

/** Prints a random master key. */
export function newMasterKey(): void {
  say(Buffer.from(systemRuntime.randomBytes(32)).toString("base64"));
}

export async function rewrapKeys({ giveUp }: { readonly giveUp: boolean }): Promise<void> {
  await withStorage(async ({ database, keyring }) => {
    say(await rewrap(database.em.fork(), { keyring, now: systemRuntime.now, giveUp }));
  });
}

/** Puts a new master key before those of the data folder, and wraps everything anew under it. */
export async function rotateKeys({ giveUp }: { readonly giveUp: boolean }): Promise<void> {
  await withStorage((_, { MASTER_KEY, DATA_DIR }) => {
    if (MASTER_KEY !== undefined)
      throw new OperatorError(
        'The master keys are of the configuration: put a new one, by "tokenworks keys new", before them in MASTER_KEY, and run "tokenworks keys rewrap".',
      );
    addMasterKey(DATA_DIR, systemRuntime);
    remark(`${join(DATA_DIR, MASTER_KEY_FILE)} has a new key in its first line: keep a copy of it.`);
    return Promise.resolve();
  });
  await rewrapKeys({ giveUp });
}

export interface Rewrapping extends Pick<Runtime, "now"> {
  readonly keyring: Keyring;
  /** Whether a key goes even where something still needs it. */
  readonly giveUp: boolean;
}

/**
 * Wraps everything that the database holds anew under the first master key, and retires the others as far as nothing needs them.
 *
 * @returns what was done and what stays, in sentences.
 */
export async function rewrap(em: SqlEntityManager, { keyring, now, giveUp }: Rewrapping): Promise<string> {
  const said = [`${await rewrapAll(em, keyring)} secrets were wrapped anew under the key ${keyring.sealingId}.`];
  for (const needed of await olderKeys(em.fork(), keyring, await sealedSnapshots(em, keyring))) {
    const isNeeded = needed.apiKeys + needed.snapshots > 0;
    if (!isNeeded || giveUp) await retireKey(em.fork(), keyring, needed.keyId, now());
    said.push(isNeeded ? stillNeeded(needed, giveUp) : `The key ${needed.keyId} may go: take it out of MASTER_KEY.`);
  }
  return said.join("\n");
}

async function rewrapAll(em: SqlEntityManager, keyring: Keyring): Promise<number> {
  const columns = sealedColumns(keyring);
  let [all, looked, rewrapped] = [0, 0, 0];
  for (const column of columns) all += await countSealed(em, column);
  const bar = startProgressBar(BigInt(all));
  const onRows = (count: number) => {
    looked += count;
    bar.show(BigInt(looked));
  };
  try {
    for (const column of columns) rewrapped += await rewrapColumn(em, column, keyring, onRows);
    return rewrapped;
  } finally {
    bar.stop();
  }
}

/** Stored snapshots by the id of the key that opens them. */
async function sealedSnapshots(em: SqlEntityManager, keyring: Keyring): Promise<Map<string, number>> {
  const sql = `select substr("content", 9, 8) as "id", count(*) as "count" from "part_file" where "kind" = 'snapshot' and "content" is not null group by 1`;
  const counts = new Map<string, number>();
  for (const { id, count } of await em.fork().execute<{ id: Uint8Array; count: number | string }[]>(sql)) {
    const named = Buffer.from(id).toString("hex");
    const keyId = keyring.idOf(named) ?? named;
    counts.set(keyId, (counts.get(keyId) ?? 0) + Number(count));
  }
  return counts;
}

function stillNeeded({ keyId, apiKeys, snapshots }: StillNeeded, isGivenUp: boolean): string {
  const what = [
    apiKeys > 0 && `${apiKeys} Api-Key${apiKeys === 1 ? "" : "s"} not used since it was the first`,
    snapshots > 0 && `${snapshots} stored snapshot${snapshots === 1 ? "" : "s"}`,
  ]
    .filter((part) => part !== false)
    .join(" and ");
  return isGivenUp
    ? `The key ${keyId} was given up with ${what}: take it out of MASTER_KEY. Listed again after the others, it opens them again.`
    : `The key ${keyId} must stay in MASTER_KEY for ${what}. Without them it goes by: tokenworks keys rewrap --give-up`;
}
