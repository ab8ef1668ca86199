import type { Keyring } from "../../access/keyring.ts";
import type { Database } from "../../database/start-database.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import type { Runtime } from "../../lib/runtime.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";
import { requireGeneratorLine } from "../records/generator-line.ts";
import type { Line } from "../records/line.entity.ts";
import { currentRecord, type PartRecord } from "../records/part-record.ts";
import { Part } from "../records/part.entity.ts";
import { registerBefore } from "../records/register.ts";
import { seedOf } from "../records/seed.ts";
import { fixedTokenBytes } from "../records/token-form.ts";
import type { ClaimedPart } from "./jobs.ts";
import type { MadeTokens } from "./made-tokens.ts";
import { hashChunks, type PassResult } from "./hash-chunks.ts";
import { dropWhileBusy, spareTelling, throttle } from "./progress.ts";
import type { TableTurns } from "./table-turns.ts";

export interface TokensJob {
  readonly line: Line;
  readonly part: Part;
  readonly claim: ClaimedPart;
  readonly signal: AbortSignal;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
  readonly hashThreads: HashThreads;
  readonly tables: TableTurns;
  readonly made: MadeTokens;
  readonly runtime: Pick<Runtime, "monotonicMs" | "timer">;
  /** How many follow the line. */
  readonly followers: () => number;
  /** Tells those who follow the line. */
  readonly publish: (record: PartRecord) => void;
}

/** Makes all tokens of a part once, and keeps none of them: only what the pass over them finds out. */
export function makeTokens(job: TokensJob): Promise<PassResult> {
  const { line, part, keyring, pool, hashThreads, runtime, tables, signal } = job;
  const generator = requireGeneratorLine(line, keyring);
  const chunkTokens = chunkSize(generator);
  const range = { first: part.firstIndex, count: part.size };
  const isToBeTold = spareTelling(job.followers, runtime.monotonicMs);
  const report = dropWhileBusy((percent) => reportProgress(job, percent, isToBeTold), runtime.timer);
  const note = job.made.ofPass();
  const tellProgress = throttle(part.size, runtime.monotonicMs, report);
  const options = {
    size: part.size,
    seed: seedOf(part, keyring),
    register: registerBefore(line, part.registerBefore),
    chunkTokens,
    notesChunks: fixedTokenBytes(line) === null,
    onTokens: (done: bigint, chunkBytes: number) => {
      note(done, chunkBytes);
      return tellProgress(done);
    },
  };
  const chunks = { signal, use: "production", onlyChunkTokens: chunkTokens } as const;
  const pass = () => hashChunks(pool.chunks(generator, range, chunks), hashThreads, options);
  return tables.take(line, pass, signal);
}

/** Progress is a courtesy: whatever fails in telling it, the pass goes on. */
async function reportProgress(
  { database, part, claim, publish }: TokensJob,
  percent: number,
  isToBeTold: (percent: number) => boolean,
): Promise<void> {
  part.progress = percent;
  try {
    const where = { id: part.id, status: "started", epoch: claim.epoch ?? part.epoch } as const;
    const told = await database.em.fork().nativeUpdate(Part, where, { progress: percent });
    if (told === 0 || !isToBeTold(percent)) return;
    const record = await currentRecord(database.em.fork(), part);
    if (record.status === "started") publish(record);
  } catch {
    // The next percent tells it, or the end does, where what is wrong shows by itself.
  }
}
