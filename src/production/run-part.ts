import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../access/keyring.ts";
import type { Analysts } from "../analysis/analysts.ts";
import type { Database } from "../database/start-database.ts";
import { startRegister } from "../generator/checksum.ts";
import { chunkSize } from "../generator/chunk-size.ts";
import type { GeneratorPool } from "../generator/pool.ts";
import type { Runtime } from "../lib/runtime.ts";
import { analysePart, endAnalysis } from "./analyse-part.ts";
import { changeStatus } from "./change-status.ts";
import { endPart } from "./end-part.ts";
import { finishPart } from "./finish-part.ts";
import { fixedTokenBytes, generatorLineOf } from "./generator-line.ts";
import { currentView } from "./history.ts";
import { holdLine } from "./hold-line.ts";
import { Line } from "./line.entity.ts";
import { Part } from "./part.entity.ts";
import { type PassResult, passOver } from "./pass.ts";
import type { ProductionEvents } from "./production-events.ts";
import { thinned } from "./progress.ts";
import { toRegister } from "./register-bytes.ts";
import { seedOf } from "./seed.ts";
import type { StatusView } from "./status-view.ts";

export interface JobParts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly runtime: Runtime;
  readonly pool: GeneratorPool;
  readonly analysts: Analysts;
  readonly events: ProductionEvents;
}

interface Job extends JobParts {
  readonly line: Line;
  readonly part: Part;
  readonly signal: AbortSignal;
}

/**
 * Leads a part from wherever it stands to its end. Killed at any point it runs again and gives the same bytes: whatever it finds out is
 * written with the status that tells it, in one transaction.
 *
 * @throws the signal's reason when it aborts, and whatever goes wrong; the part then stands where it stood.
 */
export async function runPart(parts: JobParts, partId: string, signal: AbortSignal): Promise<void> {
  const em = parts.database.em.fork();
  const part = await em.findOneOrFail(Part, partId, { populate: ["registerBefore"] });
  const line = await em.findOneOrFail(Line, part.lineId);
  const job: Job = { ...parts, line, part, signal };
  if (part.status === "requested") publish(job, await whileHeld(job, (em) => changeStatus(em, part, { to: "started", at: parts.runtime.now() })));
  if (part.status === "started") await produce(job);
  if (part.status === "ended") publish(job, await whileHeld(job, (em) => finishPart(em, job)));
  if (part.status === "finished" && part.analysis !== "none") await analyse(job);
}

async function produce(job: Job): Promise<void> {
  const { line, part, runtime, signal } = job;
  const startedMs = runtime.monotonicMs();
  const result = await pass(job);
  signal.throwIfAborted();
  const elapsedMs = runtime.monotonicMs() - startedMs;
  publish(job, await whileHeld(job, (em) => endPart(em, { line, part, result, elapsedMs, at: runtime.now() })));
}

async function analyse(job: Job): Promise<void> {
  const analysed = await analysePart(job);
  job.signal.throwIfAborted();
  publish(job, await whileHeld(job, (em) => endAnalysis(em, job, analysed, job.runtime.now())));
}

/** One transaction that changes the part. */
function whileHeld({ database, line }: Job, change: (em: EntityManager) => Promise<StatusView>): Promise<StatusView> {
  return database.em.fork().transactional(async (em) => {
    await holdLine(em, line.id);
    return change(em);
  });
}

async function pass(job: Job): Promise<PassResult> {
  const { line, part, pool, keyring, runtime, signal } = job;
  const generatorLine = generatorLineOf(line, keyring);
  if (generatorLine === null) throw new Error(`The line ${line.id} has no key.`);
  const onlyChunkTokens = chunkSize(generatorLine);
  return passOver(pool.chunks(generatorLine, { first: part.firstIndex, count: part.size }, { signal, onlyChunkTokens }), {
    size: part.size,
    seed: seedOf(part, keyring),
    register: part.registerBefore === null ? startRegister(line.alphabetChars, line.digits) : toRegister(part.registerBefore),
    spacing: fixedTokenBytes(line) === null ? onlyChunkTokens : null,
    onTokens: thinned(part.size, runtime.monotonicMs, (percent) => showProgress(job, percent)),
  });
}

async function showProgress(job: Job, percent: number): Promise<void> {
  const { database, part } = job;
  part.progress = percent;
  await database.em.fork().nativeUpdate(Part, { id: part.id, status: "started" }, { progress: percent });
  const status = await currentView(database.em.fork(), part);
  if (status.status === "started") publish(job, status);
}

function publish({ events, line, part, signal }: Job, status: StatusView): void {
  // Once aborted the part is somebody else's to tell of.
  if (!signal.aborted) events.publish({ line, part, status });
}
