import type { Logger } from "pino";
import { OperatorError } from "../errors.ts";
import { type Admission, admitFile } from "./admit-file.ts";
import { WalCheckpoints } from "./wal/wal-checkpoints.ts";
import type { Location } from "./profile.ts";
import type { StartedDatabase } from "./start-database.ts";
import { FileWatch } from "./watch-file.ts";
import type { Runtime } from "../lib/runtime.ts";

export interface GuardOptions extends Admission, Pick<Runtime, "timer"> {
  readonly log: Logger | undefined;
}

/** What keeps a database from being opened with what does not belong to it, and from being lost without a word. */
export interface StorageGuard {
  /** For `startDatabase()`: refuses to make a database where there was one. */
  readonly admitNew: () => void;
  /** Begins to watch over the open database; answers how to end that before it is closed. */
  readonly watch: (database: StartedDatabase) => Promise<() => Promise<void>>;
  /** Leaves SQLite's write-ahead log empty; answers false while somebody reads or writes. Without such a log there is nothing to do. */
  readonly emptyLog: () => Promise<boolean>;
  /** Where a SQLite database was being moved when it was left; null where it was not. */
  readonly movingTo: string | null;
  /** Marks a SQLite database whose rows another one may have by now, so that nothing but the same move opens it; null for that it has not. */
  readonly move: (to: string | null) => void;
  /** Marks a SQLite database whose rows go on in another one: no start opens it any more. */
  readonly moved: (at: Date) => void;
  /** After it was closed. */
  readonly closed: () => void;
  /** True while the open database is not the one that its name leads to. */
  readonly isLost: () => boolean;
  /** @throws {MovedFileError} for whoever is about to write, while it is lost. */
  readonly refuseMoved: () => void;
}

/**
 * Looks at a database before it is opened.
 *
 * @throws {OperatorError} where it must not be, with the way out.
 */
export function guardStorage(location: Location, options: GuardOptions): StorageGuard {
  const file = "file" in location ? location.file : null;
  const admitted = file === null ? null : admitFile(file, options);
  if (admitted?.isSeenWhole === false) {
    options.log?.warn(
      'The database is too large to look at every page of it within ten seconds; "tokenworks check" does, while the service is at work.',
    );
  }
  let watch: FileWatch | null = null;
  return {
    admitNew: () => {
      if (options.hadDatabase && !options.isNewWished) throw lostDatabase();
    },
    watch: async (database) => {
      if (file === null) return () => Promise.resolve();
      const checkpoints = new WalCheckpoints(file);
      const started = await FileWatch.start(watchParts(file, { database, checkpoints }, options));
      watch = started;
      return async () => {
        await started.stop();
        await checkpoints.stop();
      };
    },
    emptyLog: () => watch?.empty() ?? Promise.resolve(true),
    movingTo: admitted?.movingTo ?? null,
    move: (to) => watch?.move(to),
    moved: (at) => watch?.moved(at),
    closed: () => watch?.closed(),
    isLost: () => watch?.isLost ?? false,
    refuseMoved: () => watch?.refuseMoved(),
  };
}

interface Watched {
  readonly database: StartedDatabase;
  readonly checkpoints: WalCheckpoints;
}

function watchParts(file: string, { database, checkpoints }: Watched, { log, timer }: GuardOptions) {
  return {
    file,
    timer,
    // The log begins anew only where all of it was brought into the file before the next one writes.
    checkpoint: async () => {
      await database.whileStill(() => checkpoints.run("passive"));
    },
    truncate: () => checkpoints.run("truncate"),
    onLost: (isLost: boolean) => {
      if (isLost)
        log?.error(
          { file },
          'The database\'s file was moved, replaced or deleted while the service is at work: what is written now would be gone, so nothing is. Put the same file back; or stop the service and restore a backup by "tokenworks restore FILE".',
        );
      else log?.info({ file }, "The database's file is in its place again.");
    },
    onForeignWrite: () => {
      log?.warn(
        { file },
        "The database's file was written by another program while the service is at work; the next start looks at all of it.",
      );
    },
    onFault: (fault: unknown) => {
      log?.error(
        { err: fault },
        "The write-ahead log could not be brought into the database's file; it is tried again.",
      );
    },
  };
}

function lostDatabase(): OperatorError {
  return new OperatorError(
    "The database is empty, but there is a master key in DATA_DIR, so there was one before: check that DATABASE_URL or DATA_DIR is the right one, and restore a backup where the database was lost. " +
      'To begin with a new one, start once by "tokenworks serve --new-database".',
  );
}
