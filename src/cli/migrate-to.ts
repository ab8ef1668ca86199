import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../access/keyring.ts";
import { type Config, isPostgresUrl, readConfig } from "../config.ts";
import { cannotBeOpened } from "../database/cannot-be-opened.ts";
import { type CopiedTable, copyRows, inOwnTransaction } from "../database/copy-rows.ts";
import { examineServer } from "../database/examine-server.ts";
import { holdDatabase } from "../database/hold-database.ts";
import { UNHURRIED } from "../database/postgresql-config.ts";
import type { ServerLocation } from "../database/profile.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { startDatabase, type StartedDatabase } from "../database/start-database.ts";
import { ENTITIES } from "../entities.ts";
import { OperatorError } from "../errors.ts";
import { type Closing, closing } from "../lib/closing.ts";
import { type Runtime, systemRuntime } from "../lib/runtime.ts";
import { version } from "../lib/version.ts";
import { openStorage } from "../open-storage.ts";
import { checkRows } from "./checks/check-rows.ts";
import { exitWith, remark, say } from "./terminal.ts";

/** Moves the configured SQLite database to PostgreSQL, and says what there is to do then. */
export async function migrateTo(url: string): Promise<void> {
  process.umask(0o077); // what is written is for its own user alone
  say(
    reportOf(await moveTo(url, { config: readConfig(), runtime: systemRuntime, onWarning: remark, onLost: exitWith })),
  );
}

export interface MoveOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  /** Told, as a sentence, what the operator should mend. */
  readonly onWarning: (warning: string) => void;
  /** Told why the process must not go on. */
  readonly onLost: (why: OperatorError) => void;
}

/**
 * Copies every row into an empty PostgreSQL database, in one transaction that is committed once each row was read back and the check holds; and
 * marks the SQLite database, which stays, so that no start goes on with it.
 *
 * @returns what was copied.
 * @throws {OperatorError} and then the PostgreSQL database has no rows, and the SQLite database is as it was.
 */
export async function moveTo(url: string, options: MoveOptions): Promise<CopiedTable[]> {
  const { config, runtime } = options;
  refuseOthers(url, config);
  const opened = closing();
  try {
    const { database, keyring, guard } = await openStorage(options, opened);
    const target = await openTarget({ url }, options, opened);
    const em = target.em.fork();
    const copied = await inOwnTransaction(em, async () => {
      const tables = await copyRows(database.em, em, ENTITIES);
      await refuseUnsound(em, keyring);
      return tables;
    });
    guard.moved(runtime.now());
    return copied;
  } finally {
    await opened.close();
  }
}

function refuseOthers(url: string, { DATABASE_URL, DATA_DIR }: Config): void {
  if (!isPostgresUrl(url)) throw new OperatorError("URL must be a postgres:// address.");
  if (DATABASE_URL !== undefined)
    throw new OperatorError(
      "DATABASE_URL is set, so the configured database is on PostgreSQL already: unset it to move the SQLite database in DATA_DIR.",
    );
  if (!existsSync(join(DATA_DIR, DATABASE_FILE)))
    throw new OperatorError(`There is no database in ${DATA_DIR}: set DATA_DIR to the folder of the service.`);
}

/** The database to be, with its tables, for this process alone. */
async function openTarget(
  location: ServerLocation,
  { runtime: { timer }, onLost }: MoveOptions,
  opened: Closing,
): Promise<StartedDatabase> {
  await examineServer(location, version()).catch((cause: unknown) => {
    throw cause instanceof OperatorError ? cause : cannotBeOpened(cause);
  });
  const hold = await holdDatabase(location.url, { sharing: "alone", timer, onLost });
  opened.add(hold.stop);
  const target = await startDatabase({ location, entities: ENTITIES, timer, patience: UNHURRIED });
  opened.add(() => target.stop());
  return target;
}

/** What is wrong here was wrong before: every row is the same. */
async function refuseUnsound(em: EntityManager, keyring: Keyring): Promise<void> {
  const [problem] = (await checkRows(em, keyring)).filter(({ holds }) => holds === false);
  if (problem !== undefined)
    throw new OperatorError(
      `The database is not sound, and nothing was moved (${problem.name}: ${problem.detail}). "tokenworks check" says more.`,
    );
}

function reportOf(copied: readonly CopiedTable[]): string {
  const rows = copied.reduce((sum, { rows: each }) => sum + each, 0);
  return [
    ...copied.map(({ table, rows: each }) => `${table.padEnd(20)}${each.toLocaleString("en").padStart(12)}`),
    `${rows.toLocaleString("en")} rows were moved, read back and compared; the check of them holds.`,
    "Now set DATABASE_URL, keep the master key, and start the service: its lines go on where they were.",
    "The SQLite database stays in DATA_DIR. It is marked as moved, and no start opens it.",
  ].join("\n");
}
