import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { MASTER_KEY_FILE, openKeyring } from "./access/open-keyring.ts";
import type { Config } from "./config.ts";
import { guardStorage } from "./database/guard-storage.ts";
import { holdDatabase } from "./database/hold-database.ts";
import type { Location } from "./database/profile.ts";
import { DATABASE_FILE } from "./database/sqlite-files.ts";
import { startDatabase } from "./database/start-database.ts";
import type { OnCondition } from "./database/vitals.ts";
import { answersAfresh, watchConnections } from "./database/watch-connections.ts";
import { ENTITIES } from "./entities.ts";
import { OperatorError } from "./errors.ts";
import type { Closing } from "./lib/closing.ts";
import { lockFolder } from "./lib/lock-folder.ts";
import type { Runtime } from "./lib/runtime.ts";
import { sealSeeds } from "./production/records/seal-seeds.ts";

export interface StorageOptions {
  readonly config: Config;
  readonly runtime: Runtime;
  /** Told every database statement. */
  readonly onStatement?: (statement: string) => void;
  /** Told why the process cannot go on: it is to be ended, and started again. */
  readonly onLost?: (why: OperatorError) => void;
  /** Whether a new database may be made where something tells that there was one before. */
  readonly isNewDatabaseWished?: boolean;
  readonly onCondition?: OnCondition;
  readonly log?: Logger;
  /** Told, as a sentence, what the operator should mend. */
  readonly onWarning: (warning: string) => void;
}

/** The data folder, the database and the keys, for this process alone. */
export async function openStorage(
  {
    config,
    runtime,
    onStatement,
    onCondition,
    onWarning,
    onLost = fail,
    log,
    isNewDatabaseWished: isNewWished = false,
  }: StorageOptions,
  opened: Closing,
) {
  opened.add(lockFolder(config.DATA_DIR));
  const { timer } = runtime;
  const location: Location =
    config.DATABASE_URL === undefined ? { file: join(config.DATA_DIR, DATABASE_FILE) } : { url: config.DATABASE_URL };
  if ("url" in location) opened.add(await holdDatabase(location.url, { timer, onLost }));
  const hadDatabase = existsSync(join(config.DATA_DIR, MASTER_KEY_FILE));
  const guard = guardStorage(location, { ...runtime, hadDatabase, isNewWished, log });
  opened.add(guard.closed);
  const database = await startDatabase({
    location,
    entities: ENTITIES,
    timer,
    onNew: guard.admitNew,
    beforeWrite: guard.refuseMoved,
    ...(onStatement && { onStatement }),
    ...(onCondition && { onCondition }),
  });
  opened.add(() => database.stop());
  opened.add(
    watchConnections({
      vitals: database.vitals,
      timer,
      answersAfresh: () => answersAfresh(location),
      onStuck: () => {
        onLost(new OperatorError(STUCK));
      },
    }),
  );
  const keyring = await openKeyring(
    { masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR, onWarning },
    database,
    runtime,
  );
  await sealSeeds(database, keyring);
  opened.add(await guard.watch(database));
  return { database, keyring, guard };
}

const STUCK = "The database answers, but its connections do not come back: the service ends, to be started again.";

/** Without anybody to tell: the process must not go on. */
function fail(why: OperatorError): never {
  throw why;
}

export type Storage = Awaited<ReturnType<typeof openStorage>>;
