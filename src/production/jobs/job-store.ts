import type { EntityManager } from "@mikro-orm/core";
import pg from "pg";
import type { PgBoss } from "pg-boss";
import { keptStatement } from "../../database/kept-statement.ts";
import { directUrlOf } from "../../database/one-process.ts";
import { postgresqlConfig, SERVING } from "../../database/postgresql-config.ts";
import { connectionLost, toQuery } from "../../database/postgresql-session.ts";
import type { ServerLocation } from "../../database/profile.ts";
import { runRaw } from "../../database/raw-statement.ts";
import { atMost } from "../../lib/at-most.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { type PartOfCustomer, UNFINISHED } from "../records/unfinished.ts";

const QUEUE = "part";
/** The shortest that pg-boss knows: a node that is not heard of for so long has lost its jobs. */
const HEARTBEAT_SECONDS = 10;
/** The longest that it knows. */
const EXPIRE_SECONDS = 24 * 60 * 60;
/** Lost nodes never exhaust a job: the most that an integer holds. */
const RETRY_LIMIT = 2 ** 31 - 1;
/** Of the job that carries a pass on, so that whoever has queued it gets it himself. */
const CARRY_ON = 1_000_000;
/** Of a large part's job, so that it can be taken by itself; others have none. */
const LARGE = -1;
/** Jobs that are queued or settled by one statement. */
const BATCH = 1_000;

/** A job in this node's hands: settled by its attempt, so that whoever has lost it settles nothing. */
export interface Attempt {
  readonly id: string;
  readonly retryCount: number;
}

export interface TakenJob extends Attempt, PartOfCustomer {
  /** Of the claim that came with it. */
  readonly epoch: number;
  readonly isLarge: boolean;
}

/** A part that wants a job. */
export interface WaitingPart extends PartOfCustomer {
  /** Whether it takes so long that it is to be shared out. */
  readonly isLarge: boolean;
}

/** Which jobs are to be taken. */
export interface Taking {
  /** At most. */
  readonly count: number;
  /** Customers whose jobs are not taken. */
  readonly ignored: readonly string[];
  readonly which: "all" | "large" | "others";
}

const CLAIM = keptStatement(
  ({ isAmong }) => `update part set epoch = epoch + 1 where ${isAmong("id", "uuid")} returning id, epoch`,
);
const EPOCHS = "select id, epoch from part where id = any($1::uuid[])";
/** Unfinished parts that no job is there for: of a database that an earlier version has written, and of jobs that were lost. */
const JOBLESS = `select unfinished.* from (${UNFINISHED}) unfinished where not exists
  (select 1 from pgboss.job where name = '${QUEUE}' and singleton_key = unfinished.id::text and state <= 'active') limit 10000`;

/** Connections of its own, so that jobs do not wait for requests, nor these for jobs. */
const CONNECTIONS = 2;

/** How long a server that may not hear it is told goodbye. */
const GOODBYE_MS = 1_000;

export interface JobStoreDeps extends Pick<Runtime, "timer"> {
  /** Called with what pg-boss could not look after. */
  readonly onFault: (fault: unknown) => void;
}

/** Jobs of parts as pg-boss keeps them in PostgreSQL: one for each part at most. */
export class JobStore {
  private constructor(
    private readonly boss: PgBoss,
    private readonly pool: pg.Pool,
    private readonly clients: ReadonlySet<pg.PoolClient>,
    private readonly timer: Runtime["timer"],
  ) {}

  /** Opens it, and makes its tables where they are not there. */
  static async open(location: ServerLocation, { timer, onFault }: JobStoreDeps): Promise<JobStore> {
    const { PgBoss } = await import("pg-boss"); // with all that it brings, which SQLite has no need of
    const { types: _types, ...config } = postgresqlConfig(directUrlOf(location), SERVING);
    const pool = new pg.Pool({ ...config, max: CONNECTIONS, application_name: "tokenworks jobs" });
    const ignore = () => undefined; // whoever uses a connection gets its error as well
    pool.on("error", ignore);
    const clients = new Set<pg.PoolClient>();
    pool.on("connect", (client) => {
      clients.add(client);
      client.on("error", ignore);
    });
    pool.on("remove", (client) => clients.delete(client));
    const boss = new PgBoss({
      db: through(pool),
      schedule: false,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
    });
    boss.on("error", (fault) => {
      onFault(toFault(fault));
    });
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: "exclusive",
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      retryLimit: RETRY_LIMIT,
    });
    return new JobStore(boss, pool, clients, timer);
  }

  /** A statement that a silent server still owes an answer is not waited for: it ends with its connection. */
  async close(): Promise<void> {
    await atMost(GOODBYE_MS, this.timer, this.boss.stop({ graceful: false }));
    await atMost(GOODBYE_MS, this.timer, this.pool.end());
    for (const client of this.clients) void client.end(); // one that still waits for an answer is cut
  }

  /** Queues the jobs of parts inside the caller's transaction. */
  async queue(em: EntityManager, parts: readonly WaitingPart[]): Promise<void> {
    const db: Statements = { executeSql: async (text, values) => ({ rows: await runRaw(em, text, values) }) };
    if (parts.length > 0) await this.boss.insert(QUEUE, parts.map(jobOf), { db });
  }

  /** Queues a job for every unfinished part that has none. @returns how many. */
  async queueJobless(): Promise<number> {
    try {
      const { rows } = await this.pool.query<{ id: string; customer_id: string }>(JOBLESS);
      const jobs = rows.map(({ id, customer_id: customerId }) => jobOf({ partId: id, customerId, isLarge: false }));
      for (const some of batches(jobs)) await this.boss.insert(QUEUE, some);
      return rows.length;
    } catch (fault) {
      throw toFault(fault);
    }
  }

  /** Takes jobs, and claims their parts: whoever had claimed one before writes nothing to it any more. */
  take({ count, ignored, which }: Taking): Promise<TakenJob[]> {
    return this.inTransaction(async (db) => {
      const options = {
        db,
        batchSize: count,
        ignoreGroups: [...ignored],
        ...(which === "large" && { maxPriority: LARGE }),
        ...(which === "others" && { minPriority: LARGE + 1 }),
        includeMetadata: true as const,
      };
      const jobs = await this.boss.fetch(QUEUE, options);
      if (jobs.length === 0) return [];
      const ids = JSON.stringify(jobs.map(({ singletonKey }) => singletonKey));
      const claims = await db.executeSql(CLAIM.postgresql, [ids]);
      const epochs = new Map((claims.rows as Claim[]).map(({ id, epoch }) => [id, epoch])); // of the statement
      return jobs.map(({ id, retryCount, singletonKey, groupId, priority }) => ({
        id,
        retryCount,
        partId: singletonKey ?? "",
        customerId: groupId ?? "",
        epoch: epochs.get(singletonKey ?? "") ?? 0,
        isLarge: priority === LARGE,
      }));
    });
  }

  /** Tells that this node is alive and has these jobs. @returns whether it still has all of them. */
  async touch(attempts: readonly Attempt[]): Promise<boolean> {
    let touched = 0;
    for (const some of batches(attempts)) touched += affected(await this.boss.touch(QUEUE, some).catch(rethrow));
    return touched === attempts.length;
  }

  /** Reads the newest claim of each part. */
  async epochsOf(partIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<Claim>(EPOCHS, [partIds]).catch(rethrow);
    return new Map(rows.map(({ id, epoch }) => [id, epoch]));
  }

  /** Settles jobs that have come to their end. */
  async settle(attempts: readonly Attempt[]): Promise<void> {
    for (const some of batches(attempts)) await this.boss.deleteJob(QUEUE, some).catch(rethrow);
  }

  /** Gives jobs back, for another node to take at once. */
  async giveBack(attempts: readonly Attempt[]): Promise<void> {
    for (const some of batches(attempts))
      await this.boss.fail(QUEUE, some, { reason: "The node stops." }).catch(rethrow);
  }

  /**
   * Settles a job before pg-boss's 24 hours are over, and takes the next of its part, which carries on.
   *
   * @returns null where the job was lost.
   */
  carryOn(attempt: Attempt, part: PartOfCustomer): Promise<Attempt | null> {
    return this.inTransaction(async (db) => {
      if (affected(await this.boss.deleteJob(QUEUE, attempt, { db })) === 0) return null;
      await this.boss.send(QUEUE, null, { ...jobOf({ ...part, isLarge: false }), db, priority: CARRY_ON });
      // Nobody else sees it before the commit, and nobody else's is queued with this priority then.
      const [next] = await this.boss.fetch(QUEUE, { db, minPriority: CARRY_ON });
      return next ?? null;
    });
  }

  private async inTransaction<T>(work: (db: Statements) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch(rethrow);
    let isBroken = true;
    try {
      await client.query("begin");
      const result = await work(through(client));
      await client.query("commit");
      isBroken = false;
      return result;
    } catch (fault) {
      throw toFault(fault);
    } finally {
      client.release(isBroken); // without its connection the server rolls a transaction back itself
    }
  }
}

/** How pg-boss runs a statement. */
interface Statements {
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: object[] }>;
}

interface Claim {
  readonly id: string;
  readonly epoch: number;
}

/** How many jobs a command has found, which pg-boss's types leave out. */
function affected(response: object): number {
  return (response as { affected: number }).affected;
}

function jobOf({ partId, customerId, isLarge }: WaitingPart) {
  return { singletonKey: partId, group: { id: customerId }, ...(isLarge && { priority: LARGE }) };
}

function through(connection: pg.Pool | pg.PoolClient): Statements {
  return { executeSql: (text, values = []) => connection.query<Record<string, unknown>>(toQuery(text, values)) };
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, at) => all.slice(at * BATCH, (at + 1) * BATCH));
}

/** What the server has not said is the connection's fault. */
function toFault(fault: unknown): unknown {
  return fault instanceof pg.DatabaseError ? fault : connectionLost(fault);
}

function rethrow(fault: unknown): never {
  throw toFault(fault);
}
