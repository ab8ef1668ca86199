import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { AnalysisPool } from "../../analysis/analysis-pool.ts";
import type { Database } from "../../database/start-database.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { outlast } from "../../lib/outlast.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { ProductionEvents } from "../events/production-events.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";
import { changeStatus } from "../records/change-status.ts";
import { holdPart } from "../records/find-line.ts";
import { Line } from "../records/line.entity.ts";
import type { PartRecord } from "../records/part-record.ts";
import { Part } from "../records/part.entity.ts";
import { outstandingWork } from "../records/unfinished.ts";
import { analysePart, endAnalysis } from "./analyse-part.ts";
import type { DatabaseTurns } from "./database-turns.ts";
import { endPart } from "./end-part.ts";
import { finishPart } from "./finish-part.ts";
import type { ClaimedPart } from "./jobs.ts";
import type { MadeTokens } from "./made-tokens.ts";
import { makeTokens } from "./make-tokens.ts";
import type { Paces } from "./paces.ts";
import { SmallParts } from "./small-parts.ts";
import type { TableTurns } from "./table-turns.ts";

export interface PartRunnerDeps {
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
  readonly paces: Paces;
  readonly made: MadeTokens;
}

interface Job extends PartRunnerDeps {
  readonly line: Line;
  readonly part: Part;
  readonly claim: ClaimedPart;
  readonly signal: AbortSignal;
}

/** When a production began, by the monotonic clock. Where an earlier job has begun it, that job's clock is gone. */
type Beginning = { readonly atMs: number } | "earlier job";

/** Brings parts to their end, stage after stage. */
export class PartRunner {
  private readonly small: SmallParts;

  constructor(private readonly deps: PartRunnerDeps) {
    this.small = new SmallParts(deps);
  }

  /**
   * Brings a part from whatever status it has to its end. Killed at any point it runs again and gives the same bytes: whatever a stage finds
   * out is written with the status that tells it, in one transaction. While the database is away it waits, and keeps what it has found out.
   * Nothing is written once somebody else has claimed the part.
   *
   * @throws the signal's reason when it aborts, and whatever else goes wrong; the part then keeps its status.
   */
  async run(claim: ClaimedPart, signal: AbortSignal): Promise<void> {
    const { database, runtime, turns } = this.deps;
    const { partId, customerId } = claim;
    if (await this.small.finish(claim, signal)) return;
    const rows = await outlast(() => turns.take(customerId, () => readPart(database, partId)), runtime, signal);
    claim.epoch ??= rows.part.epoch; // of one that nobody else could claim
    const job: Job = { ...this.deps, ...rows, claim, signal };
    const { part } = job;
    const beginning = part.status === "requested" ? await begin(job) : "earlier job";
    if (part.status === "started") await produce(job, beginning);
    if (part.status === "ended") await commit(job, (em) => finishPart(em, job));
    if (outstandingWork(part) === "analysis") await analyse(job);
  }
}

async function readPart({ em }: Database, partId: string): Promise<{ readonly part: Part; readonly line: Line }> {
  const fork = em.fork();
  const part = await fork.findOneOrFail(Part, partId, { populate: ["registerBefore"] });
  return { part, line: await fork.findOneOrFail(Line, part.lineId) };
}

async function begin(job: Job): Promise<Beginning> {
  const { part, runtime } = job;
  await commit(job, (em) => changeStatus(em, part, { to: "started", at: runtime.now() }));
  return { atMs: runtime.monotonicMs() };
}

async function produce(job: Job, beginning: Beginning): Promise<void> {
  const { line, part, runtime, signal } = job;
  const passStartedMs = runtime.monotonicMs();
  const result = await makeTokens({
    ...job,
    followers: () => job.events.followers(line),
    publish: (record) => {
      publish(job, record);
    },
  });
  signal.throwIfAborted();
  const endedMs = runtime.monotonicMs();
  const sinceStartMs = beginning === "earlier job" ? "unknown" : endedMs - beginning.atMs;
  const spent = { sinceStartMs, passMs: endedMs - passStartedMs } as const;
  job.paces.note(line, part.size, spent.passMs);
  await commit(job, (em) => endPart(em, { line, part, result, spent, at: runtime.now() }));
}

async function analyse(job: Job): Promise<void> {
  const analysed = await analysePart(job);
  await commit(job, (em) => endAnalysis(em, job, analysed, job.runtime.now()));
}

/** Changes the part in one transaction, as often as it takes, and tells those who follow. */
async function commit(job: Job, change: (em: EntityManager) => Promise<PartRecord>): Promise<void> {
  const { database, line, part, claim, runtime, turns, signal } = job;
  const { status: before } = part;
  const transaction = () => {
    signal.throwIfAborted();
    return database.em.fork().transactional(async (em) => {
      part.status = before; // a commit that has failed leaves behind what it would have made true
      part.epoch = claim.epoch ?? part.epoch; // it may have been claimed anew, by this process itself
      await holdPart(em, part);
      return change(em);
    });
  };
  publish(job, await outlast(() => turns.take(line.customerId, transaction), runtime, signal));
}

function publish({ events, line, part, signal }: Job, status: PartRecord): void {
  // Once the job is aborted, somebody else tells of the part.
  if (!signal.aborted) events.publish({ line, part, status });
}
