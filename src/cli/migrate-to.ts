import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../access/keyring.ts";
import { type Config, isPostgresUrl, readConfig } from "../config.ts";
import { cannotBeOpened } from "../database/cannot-be-opened.ts";
import { compareRows, type CopiedTable, copyRows, inOwnTransaction, isEmpty } from "../database/copy-rows.ts";
import type { StorageGuard } from "../database/guard-storage.ts";
import { examineServer } from "../database/examine-server.ts";
import { holdDatabase } from "../database/hold-database.ts";
import { UNHURRIED } from "../database/postgresql-config.ts";
import type { ServerLocation } from "../database/profile.ts";
import { DATABASE_FILE } from "../database/sqlite-files.ts";
import { startDatabase, type StartedDatabase } from "../database/start-database.ts";
import { ENTITIES } from "../entities.ts";
import { OperatorError } from "../errors.ts";
import { type Closing, closing } from "../lib/closing.ts";
import { isPassingFault } from "../lib/passing-fault.ts";
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

/** Of the target in the source's note, which has one sector. */
const MAX_NAME = 120;

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
 * A move that was cut short is ended: where the other database has everything already, the rows are compared and the mark is made.
 *
 * @returns what was copied.
 * @throws {OperatorError} and then the PostgreSQL database has no rows that the SQLite database's mark does not tell of.
 */
export async function moveTo(url: string, options: MoveOptions): Promise<CopiedTable[]> {
  const { config, runtime } = options;
  refuseOthers(url, config);
  const name = nameOf(url);
  const opened = closing();
  try {
    const { database, keyring, guard } = await openStorage({ ...options, isMoving: true }, opened);
    if (guard.movingTo !== null && guard.movingTo !== name)
      throw new OperatorError(`A move to ${guard.movingTo} was cut short: run the command with that address again.`);
    const target = await openTarget({ url }, options, opened);
    const em = target.em.fork();
    const isThere = guard.movingTo !== null && !(await isEmpty(em, ENTITIES));
    const copied = isThere
      ? await compareRows(database.em, em, ENTITIES).catch((difference: unknown) => {
          throw difference instanceof OperatorError ? goneOnWith(name, difference) : difference;
        })
      : await copy(em, guard, async () => {
          const tables = await copyRows(database.em, em, ENTITIES);
          await refuseUnsound(em, keyring);
          return { tables, name };
        });
    guard.moved(runtime.now());
    return copied;
  } finally {
    await opened.close();
  }
}

/**
 * Writes the target in one transaction. From before its commit on the source says that it may be there, whatever happens then; only a target that has
 * refused the commit takes that back.
 */
async function copy(
  em: EntityManager,
  guard: StorageGuard,
  write: () => Promise<{ readonly tables: CopiedTable[]; readonly name: string }>,
): Promise<CopiedTable[]> {
  try {
    return await inOwnTransaction(em, async () => {
      const { tables, name } = await write();
      guard.move(name);
      return tables;
    });
  } catch (fault) {
    if (!isPassingFault(fault)) guard.move(null);
    throw fault;
  }
}

function goneOnWith(name: string, difference: OperatorError): OperatorError {
  return new OperatorError(
    `A move to ${name} was cut short, and that database is not the same as this one (${difference.message}) ` +
      "If it has the lines of this one, it was gone on with: then set DATABASE_URL, and put tokenworks.db away. " +
      "If they have nothing to do with each other, remove tokenworks.db.note, and move to an empty database.",
  );
}

/** A database by its host and its name, short enough for the note. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`.slice(0, MAX_NAME);
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
