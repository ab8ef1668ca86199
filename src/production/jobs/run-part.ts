import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { AnalysisPool } from "../../analysis/analysis-pool.ts";
import type { Database } from "../../database/start-database.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { outlast } from "../../lib/outlast.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { analysePart, endAnalysis } from "./analyse-part.ts";
import { changeStatus } from "../records/change-status.ts";
import { endPart } from "./end-part.ts";
import { finishPart } from "./finish-part.ts";
import { fixedTokenBytes, generatorLineOf } from "../records/generator-line.ts";
import { currentRecord } from "../records/part-record.ts";
import { lockLine } from "../records/find-line.ts";
import { outstandingWork, type PartOfCustomer } from "../records/unfinished.ts";
import { Line } from "../records/line.entity.ts";
import { Part } from "../records/part.entity.ts";
import { type PassResult, passOver } from "./pass.ts";
import type { DatabaseTurns } from "./database-turns.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";
import type { ProductionEvents } from "../events/production-events.ts";
import { thinned, unhurried } from "./progress.ts";
import { registerBefore } from "../records/register.ts";
import { seedOf } from "../records/seed.ts";
import type { PartRecord } from "../records/part-record.ts";
import type { TableTurns } from "./table-turns.ts";

export interface JobParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly pool: GeneratorPool;
  readonly hashThreads: HashThreads;
  readonly analysisPool: AnalysisPool;
  readonly events: ProductionEvents;
  /** What paths begin with where the outside reaches the service. */
  readonly publicPath: string;
  readonly turns: DatabaseTurns;
  readonly tables: TableTurns;
}

interface Job extends JobParts {
  readonly line: Line;
  readonly part: Part;
  readonly signal: AbortSignal;
}

/**
 * Leads a part from wherever it stands to its end. Killed at any point it runs again and gives the same bytes: whatever it finds out is
 * written with the status that tells it, in one transaction. While the database is away it waits, and keeps what it has found out.
 *
 * @throws the signal's reason when it aborts, and whatever else goes wrong; the part then stands where it stood.
 */
export async function runPart(
  parts: JobParts,
  { partId, customerId }: PartOfCustomer,
  signal: AbortSignal,
): Promise<void> {
  const { database, runtime: clock, turns } = parts;
  const job: Job = {
    ...parts,
    ...(await outlast(() => turns.take(customerId, () => found(database, partId)), clock, signal)),
    signal,
  };
  const { part, runtime } = job;
  let startedMs: number | null = null;
  if (part.status === "requested") {
    await lead(job, (em) => changeStatus(em, part, { to: "started", at: runtime.now() }));
    startedMs = runtime.monotonicMs();
  }
  if (part.status === "started") await produce(job, startedMs);
  if (part.status === "ended") await lead(job, (em) => finishPart(em, job));
  if (outstandingWork(part, false) === "analysis") await analyse(job);
}

async function found({ em }: Database, partId: string): Promise<{ readonly part: Part; readonly line: Line }> {
  const fork = em.fork();
  const part = await fork.findOneOrFail(Part, partId, { populate: ["registerBefore"] });
  return { part, line: await fork.findOneOrFail(Line, part.lineId) };
}

/** @param startedMs when it became `started`, by the monotonic clock; null where an earlier job has seen it. */
async function produce(job: Job, startedMs: number | null): Promise<void> {
  const { line, part, runtime, signal } = job;
  const passStartedMs = runtime.monotonicMs();
  const result = await pass(job);
  signal.throwIfAborted();
  const endedMs = runtime.monotonicMs();
  const spent = { sinceStartMs: startedMs === null ? null : endedMs - startedMs, passMs: endedMs - passStartedMs };
  await lead(job, (em) => endPart(em, { line, part, result, spent, at: runtime.now() }));
}

async function analyse(job: Job): Promise<void> {
  const analysed = await analysePart(job);
  await lead(job, (em) => endAnalysis(em, job, analysed, job.runtime.now()));
}

/** Changes the part in one transaction, as often as it takes, and tells it. */
async function lead(job: Job, change: (em: EntityManager) => Promise<PartRecord>): Promise<void> {
  const { database, line, part, runtime, turns, signal } = job;
  const { status: before } = part;
  const changed = () =>
    turns.take(line.customerId, () => {
      signal.throwIfAborted();
      return database.em.fork().transactional(async (em) => {
        part.status = before; // a commit that has failed leaves behind what it would have made true
        await lockLine(em, line.id);
        return change(em);
      });
    });
  publish(job, await outlast(changed, runtime, signal));
}

async function pass(job: Job): Promise<PassResult> {
  const { line, part, pool, hashThreads, keyring, runtime, tables, signal } = job;
  const generatorLine = generatorLineOf(line, keyring);
  if (generatorLine === null) throw new Error(`The line ${line.id} has no key.`);
  const chunkTokens = chunkSize(generatorLine);
  return tables.take(
    line,
    () =>
      passOver(
        pool.chunks(
          generatorLine,
          { first: part.firstIndex, count: part.size },
          { signal, use: "production", onlyChunkTokens: chunkTokens },
        ),
        hashThreads,
        {
          size: part.size,
          seed: seedOf(part, keyring),
          register: registerBefore(line, part.registerBefore),
          chunkTokens,
          notesChunks: fixedTokenBytes(line) === null,
          onTokens: thinned(
            part.size,
            runtime.monotonicMs,
            unhurried((percent) => showProgress(job, percent), runtime.timer),
          ),
        },
      ),
    signal,
  );
}

/** Progress is a courtesy: whatever fails in telling it, the pass goes on. */
async function showProgress(job: Job, percent: number): Promise<void> {
  const { database, part } = job;
  part.progress = percent;
  try {
    await database.em.fork().nativeUpdate(Part, { id: part.id, status: "started" }, { progress: percent });
    const status = await currentRecord(database.em.fork(), part);
    if (status.status === "started") publish(job, status);
  } catch {
    // The next percent tells it, or the end does, where what is wrong shows by itself.
  }
}

function publish({ events, line, part, signal }: Job, status: PartRecord): void {
  // Once aborted the part is somebody else's to tell of.
  if (!signal.aborted) events.publish({ line, part, status });
}
