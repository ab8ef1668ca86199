import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { MASTER_KEY_FILE, openKeyring } from "./access/open-keyring.ts";
import type { Config } from "./config.ts";
import { guardStorage } from "./database/guard-storage.ts";
import { cannotBeOpened } from "./database/cannot-be-opened.ts";
import { openReplica, type ReplicaOptions } from "./database/replica/open-replica.ts";
import type { OnReplica, Replica } from "./database/replica/replica.ts";
import { readsOf } from "./database/replica/session-reads.ts";
import { examineServer } from "./database/examine-server.ts";
import { holdDatabase, type Sharing } from "./database/hold-database.ts";
import { Nodes } from "./database/join-nodes.ts";
import { OtherVersions } from "./database/other-versions.ts";
import { directUrlOf, oneProcessAtATime } from "./database/one-process.ts";
import type { Location, ServerLocation } from "./database/profile.ts";
import { DATABASE_FILE } from "./database/sqlite-files.ts";
import { startDatabase } from "./database/start-database.ts";
import type { OnCondition } from "./database/vitals.ts";
import { answersAfresh, watchConnections } from "./database/watch-connections.ts";
import { ENTITIES } from "./entities.ts";
import { OperatorError } from "./errors.ts";
import type { Closing } from "./lib/closing.ts";
import { lockFolder } from "./lib/lock-folder.ts";
import { isPassingFault } from "./lib/passing-fault.ts";
import type { Runtime } from "./lib/runtime.ts";
import { isOff, type SetClock, setClock } from "./lib/set-clock.ts";
import { version } from "./lib/version.ts";
import { JobStore } from "./production/jobs/job-store.ts";
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
  /** Whether the SQLite database is opened to be moved. */
  readonly isMoving?: boolean;
  /** Whether other nodes may be on the same PostgreSQL database; alone unless told. */
  readonly sharing?: Sharing;
  readonly onCondition?: OnCondition;
  readonly onReplica?: OnReplica;
  readonly log?: Logger;
  /** Told, as a sentence, what the operator should mend. */
  readonly onWarning: (warning: string) => void;
}

/** The data folder, the database and the keys, for this process alone, or of PostgreSQL together with other nodes. */
export async function openStorage(options: StorageOptions, opened: Closing) {
  const { config, onStatement, onCondition, onWarning, onLost = fail, log } = options;
  const { isNewDatabaseWished: isNewWished = false, isMoving = false } = options;
  opened.add(lockFolder(config.DATA_DIR));
  const clock = setClock(options.runtime);
  const { runtime } = clock;
  const { timer } = runtime;
  const location = locationOf(config);
  const versions = new OtherVersions(log);
  const nodes =
    "url" in location ? await holdTogether(location, { ...options, runtime, onLost, clock, versions }, opened) : null;
  const hadDatabase = existsSync(join(config.DATA_DIR, MASTER_KEY_FILE));
  const guard = guardStorage(location, { ...runtime, hadDatabase, isNewWished, isMoving, log });
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
  const onStuck = () => {
    onLost(new OperatorError(STUCK));
  };
  opened.add(
    watchConnections({ vitals: database.vitals, timer, answersAfresh: () => answersAfresh(location), onStuck }),
  );
  const { keyring, jobStore } = await oneProcessAtATime(location, async () => {
    const keys = { masterKeys: config.MASTER_KEY, dataDir: config.DATA_DIR, onWarning };
    const ring = await openKeyring(keys, database, runtime);
    await sealSeeds(database, ring);
    return { keyring: ring, jobStore: nodes && "url" in location ? await openJobs(location, runtime, log) : null };
  });
  opened.add(() => jobStore?.close());
  await nodes?.join();
  opened.add(await guard.watch(database));
  const isHearing = () => nodes?.isHearing() ?? true;
  const replica = await replicaOf(options, { database, runtime, isHearing }, opened);
  const reads = replica ?? readsOf(database);
  return { database, reads, replica, keyring, guard, location, nodes, jobStore, clock, versions, runtime };
}

/** What may be read in the place of the database by a service that nodes share; null where nothing is configured. */
async function replicaOf(
  { config: { DATABASE_REPLICA_URL: url }, sharing, onReplica }: StorageOptions,
  of: Pick<ReplicaOptions, "database" | "runtime" | "isHearing">,
  opened: Closing,
): Promise<Replica | null> {
  if (url === undefined || sharing !== "shared") return null; // a command has no need of it
  return openReplica({ ...of, url, entities: ENTITIES, onChange: onReplica ?? (() => undefined) }, opened);
}

/** Where the configuration has the rows. */
function locationOf({ DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATA_DIR }: Config): Location {
  if (url === undefined) return { file: join(DATA_DIR, DATABASE_FILE) };
  return { url, ...(directUrl !== undefined && { directUrl }) };
}

function openJobs(
  location: ServerLocation,
  { timer }: Pick<Runtime, "timer">,
  log: Logger | undefined,
): Promise<JobStore> {
  return JobStore.open(location, {
    timer,
    onFault: (err) => {
      if (!isPassingFault(err))
        log?.error({ err }, "The jobs that many nodes share were not looked after; it is tried again.");
    },
  });
}

interface HoldingOptions extends Pick<StorageOptions, "runtime" | "log" | "sharing"> {
  readonly onLost: (why: OperatorError) => void;
  readonly clock: SetClock;
  readonly versions: OtherVersions;
}

/** @returns this node among others; null where the database is held for this process alone. */
async function holdTogether(location: ServerLocation, options: HoldingOptions, opened: Closing): Promise<Nodes | null> {
  const { runtime, log, onLost, clock, versions, sharing = "alone" } = options;
  await examineServer(location, version()).catch((cause: unknown) => {
    throw cause instanceof OperatorError ? cause : cannotBeOpened(cause);
  });
  if (sharing === "alone") {
    const hold = await holdDatabase(directUrlOf(location), { sharing, timer: runtime.timer, onLost });
    opened.add(hold.stop);
    return null;
  }
  const onClock = (offsetMs: number) => {
    if (isOff(offsetMs) && !isOff(clock.offsetMs())) log?.warn({ offsetMs: Math.round(offsetMs) }, CLOCK_OFF);
    clock.set(offsetMs);
  };
  const onVersions = (others: readonly string[]) => {
    versions.set(others);
  };
  const nodes = await Nodes.hold(location, { runtime, version: version(), onLost, onClock, onVersions });
  opened.add(() => nodes.stop());
  return nodes;
}

const CLOCK_OFF = "This machine's clock differs from the database's, which is used; set it, or let NTP do so.";
const STUCK = "The database answers, but its connections do not come back: the service ends, to be started again.";

/** Without anybody to tell: the process must not go on. */
function fail(why: OperatorError): never {
  throw why;
}

export type Storage = Awaited<ReturnType<typeof openStorage>>;
