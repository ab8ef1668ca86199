import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "../database/start-database.ts";
import { OperatorError } from "../errors.ts";
import type { Runtime } from "../lib/runtime.ts";
import { Keyring } from "./keyring.ts";
import { MasterKeyUse } from "./master-key-use.entity.ts";
import { noteUses } from "./signing-keys.ts";
import { weaknessOf } from "./weak-key.ts";

/** In the data folder, where the configuration gives no key. */
export const MASTER_KEY_FILE = "master.key";

/** Where master keys are found. */
export interface KeysAtHand {
  /** From the configuration; without them the data folder's `master.key` is read, or made for a database that has sealed nothing yet. */
  readonly masterKeys: readonly Uint8Array[] | undefined;
  readonly dataDir: string;
}

export interface KeyringSource extends KeysAtHand {
  /** Told, as a sentence, what the operator should mend. */
  readonly onWarning: (warning: string) => void;
}

const HOW_MADE = "'tokenworks keys new' makes a random one, and so does: openssl rand -base64 32.";

/**
 * Opens the master keys and makes sure that they are this database's.
 *
 * @throws {OperatorError} when a key that has sealed something here and is not retired is missing, or the one that is to seal is plainly weak.
 */
export async function openKeyring(source: KeyringSource, database: Database, runtime: Runtime): Promise<Keyring> {
  const em = database.em.fork();
  const uses = await em.find(MasterKeyUse, {});
  const file = join(source.dataDir, MASTER_KEY_FILE);
  const masterKeys = source.masterKeys ?? readOrMakeKeys(file, uses.length === 0, runtime);
  const keyring = new Keyring(masterKeys);
  const missing = missingKey(keyring, neededKeys(uses));
  if (missing !== undefined) {
    throw new OperatorError(
      `MASTER_KEY is not the one of this database: the key with the id ${missing} is missing. Give it back, or use another database.`,
    );
  }
  judgeKeys(masterKeys, new Set(uses.map(({ keyId }) => keyring.idOf(keyId))), source.onWarning);
  if (source.masterKeys === undefined) judgeFile(file, source.onWarning);
  await noteUses(em, keyring, runtime.now());
  return keyring;
}

/** The master keys at hand, whatever they have sealed; null where there are none. */
export function keyringAtHand({ masterKeys, dataDir }: KeysAtHand): Keyring | null {
  if (masterKeys !== undefined) return new Keyring(masterKeys);
  const file = join(dataDir, MASTER_KEY_FILE);
  return existsSync(file) ? new Keyring(parseKeyFile(file)) : null;
}

/** The first of the ids of used master keys that is not in the ring. */
export function missingKey(keyring: Keyring | null, used: readonly string[]): string | undefined {
  return used.find((id) => !keyring?.idOf(id));
}

/** The ids of the master keys that something in the database may still need. */
export function neededKeys(uses: readonly MasterKeyUse[]): string[] {
  return uses.filter(({ retiredAt }) => retiredAt === null).map(({ keyId }) => keyId);
}

/** A weak key that this database has been sealed with must still open it; a new one is never taken. */
function judgeKeys(
  masterKeys: readonly Uint8Array[],
  usedIds: ReadonlySet<string | null>,
  onWarning: KeyringSource["onWarning"],
): void {
  for (const [place, key] of masterKeys.entries()) {
    const weakness = weaknessOf(key);
    if (weakness === null) continue;
    const { sealingId: id } = new Keyring([key]);
    if (place === 0 && !usedIds.has(id))
      throw new OperatorError(
        `MASTER_KEY cannot be used: its first key ${weakness}, so it can be guessed. ${HOW_MADE}`,
      );
    onWarning(
      `The master key with the id ${id} ${weakness}: whoever gets the database can guess it. ${HOW_MADE} Put that one before it in MASTER_KEY, and run 'tokenworks keys rewrap' while the service is stopped.`,
    );
  }
}

/** Windows tells nothing by a file's mode. */
function judgeFile(file: string, onWarning: KeyringSource["onWarning"]): void {
  if (process.platform === "win32" || (statSync(file).mode & 0o077) === 0) return;
  onWarning(
    `Other users of this machine may read or change ${file}: whoever has it and the database can make all tokens. Take that away: chmod 600.`,
  );
}

function readOrMakeKeys(file: string, mayMake: boolean, runtime: Runtime): Uint8Array[] {
  if (existsSync(file)) return parseKeyFile(file);
  if (!mayMake)
    throw new OperatorError(
      "The master key of this database is missing: set MASTER_KEY, or put master.key back into the data folder.",
    );
  const key = runtime.randomBytes(32);
  writeDurably(file, [key]);
  return [key];
}

/**
 * Puts a new key before those of the data folder; from the next start on it is the one that seals. The folder is the caller's alone.
 *
 * @throws {OperatorError} when the file cannot be read or written.
 */
export function addMasterKey(dataDir: string, { randomBytes }: Pick<Runtime, "randomBytes">): void {
  const file = join(dataDir, MASTER_KEY_FILE);
  writeDurably(file, [randomBytes(32), ...parseKeyFile(file)]);
}

/** One key in a row, the first of which seals. */
function parseKeyFile(file: string): Uint8Array[] {
  return readText(file)
    .split("\n")
    .map((text) => {
      const key = Buffer.from(text, "base64");
      if (key.length !== 32 || key.toString("base64") !== text)
        throw new OperatorError("The file master.key in the data folder is damaged: it must hold 32 bytes in base64.");
      return key;
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new OperatorError("The file master.key in the data folder cannot be read.", { cause });
  }
}

/** All or nothing, and on the disk before anything is sealed with it: a power cut must not take the key and leave the database. */
function writeDurably(file: string, keys: readonly Uint8Array[]): void {
  const unfinished = `${file}.new`;
  const text = keys.map((key) => `${Buffer.from(key).toString("base64")}\n`).join("");
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
