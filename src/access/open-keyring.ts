import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "../database/start-database.ts";
import { OperatorError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { Keyring } from "./keyring.ts";
import { MasterKeyUse } from "./master-key-use.entity.ts";

/** In the data folder, where the configuration gives no key. */
export const MASTER_KEY_FILE = "master.key";

export interface KeyringSource {
  /** From the configuration; without them the data folder's `master.key` is read, or made for a database that has sealed nothing yet. */
  readonly masterKeys: readonly Uint8Array[] | undefined;
  readonly dataDir: string;
}

/**
 * Opens the master keys and makes sure that they are this database's.
 *
 * @throws {OperatorError} when a key that has sealed something here is missing.
 */
export async function openKeyring(source: KeyringSource, database: Database, runtime: Runtime): Promise<Keyring> {
  const em = database.em.fork();
  const used = (await em.find(MasterKeyUse, {})).map(({ keyId }) => keyId);
  const keyring = new Keyring(source.masterKeys ?? [readOrMakeKey(join(source.dataDir, MASTER_KEY_FILE), used.length === 0, runtime)]);
  const missing = missingKey(keyring, used);
  if (missing !== undefined) {
    throw new OperatorError(`MASTER_KEY is not the one of this database: the key with the id ${missing} is missing. Give it back, or use another database.`);
  }
  if (!used.includes(keyring.sealingId)) await em.insert(MasterKeyUse, { keyId: keyring.sealingId, firstUsedAt: runtime.now() });
  return keyring;
}

/** The master keys at hand, whatever they have sealed; null where there are none. */
export function keyringAtHand({ masterKeys, dataDir }: KeyringSource): Keyring | null {
  if (masterKeys !== undefined) return new Keyring(masterKeys);
  const file = join(dataDir, MASTER_KEY_FILE);
  return existsSync(file) ? new Keyring([parseKeyFile(file)]) : null;
}

/** The first of the ids of used master keys that is not in the ring. */
export function missingKey(keyring: Keyring | null, used: readonly string[]): string | undefined {
  return used.find((id) => !keyring?.ids.includes(id));
}

function readOrMakeKey(file: string, mayMake: boolean, runtime: Runtime): Uint8Array {
  if (existsSync(file)) return parseKeyFile(file);
  if (!mayMake) throw new OperatorError("The master key of this database is missing: set MASTER_KEY, or put master.key back into the data folder.");
  const key = runtime.randomBytes(32);
  writeDurably(file, `${Buffer.from(key).toString("base64")}\n`);
  return key;
}

function parseKeyFile(file: string): Uint8Array {
  const text = readText(file);
  const key = Buffer.from(text, "base64");
  if (key.length !== 32 || key.toString("base64") !== text) {
    throw new OperatorError("The file master.key in the data folder is damaged: it must hold 32 bytes in base64.");
  }
  return key;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new OperatorError("The file master.key in the data folder cannot be read.", { cause });
  }
}

/** All or nothing, and on the disk before anything is sealed with it: a power cut must not take the key and leave the database. */
function writeDurably(file: string, text: string): void {
  const unfinished = `${file}.new`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flush: true });
    renameSync(unfinished, file);
    const folder = openSync(dirname(file), "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch (cause) {
    throw new OperatorError("The file master.key cannot be written to the data folder.", { cause });
  }
}
