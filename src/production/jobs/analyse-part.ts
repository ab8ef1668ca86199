import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { AnalysisPool } from "../../analysis/analysis-pool.ts";
import type { Findings } from "../../analysis/analyse.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";
import { analysisDocument } from "./analysis-document.ts";
import { changeStatus } from "../records/change-status.ts";
import { analysisOwner, wrapFindings } from "../records/findings.ts";
import { requireGeneratorLine } from "../records/generator-line.ts";
import { noteGeneratedFile, storedFile, storeFile } from "./stored-files.ts";
import type { Line } from "../records/line.entity.ts";
import { PartAnalysis } from "../records/part-analysis.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { PartFile } from "../records/part-file.entity.ts";
import { hashChunks, type PassResult } from "./hash-chunks.ts";
import { seedOf } from "../records/seed.ts";
import { StatusRecord } from "../records/status-record.entity.ts";
import type { PartRecord } from "../records/part-record.ts";

export interface AnalysisJob {
  readonly line: Line;
  readonly part: Part;
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
  readonly hashThreads: HashThreads;
  readonly analysisPool: AnalysisPool;
  /** What paths begin with where the outside reaches the service. */
  readonly publicPath: string;
  readonly signal: AbortSignal;
}

/** All that an analysis finds out, before it is written down. */
export interface AnalysedPart {
  readonly findings: Findings;
  readonly score: PassResult;
  readonly delta: PassResult;
}

/** Reads a finished part: once for each of the two files, and as often as its metrics need. */
export async function analysePart(job: AnalysisJob): Promise<AnalysedPart> {
  const { line, part, keyring, analysisPool, signal } = job;
  const generator = requireGeneratorLine(line, keyring);
  const findings = await analysisPool.analyse(generator, { first: part.firstIndex, count: part.size }, signal);
  return {
    findings,
    score: await hashRows(job, generator, "score"),
    delta: await hashRows(job, generator, "delta"),
  };
}

/** Hashes the rows of one of the files. */
function hashRows(
  { line, part, keyring, pool, hashThreads, signal }: AnalysisJob,
  generator: GeneratorLine,
  kind: "score" | "delta",
): Promise<PassResult> {
  const size = kind === "delta" ? part.size - 1n : part.size;
  const chunkTokens = chunkSize(generator, kind);
  const range = { first: part.firstIndex, count: size };
  const chunks = pool.chunks(generator, range, { kind, signal, use: "analysis", onlyChunkTokens: chunkTokens });
  return hashChunks(chunks, hashThreads, {
    size,
    seed: seedOf(part, keyring),
    register: new Uint32Array(line.digits), // numbers have none
    chunkTokens,
    notesChunks: true,
    onTokens: () => Promise.resolve(),
  });
}

/** Writes down what was found, with the status that tells it, inside the caller's transaction. */
export async function endAnalysis(
  em: EntityManager,
  job: AnalysisJob,
  analysed: AnalysedPart,
  at: Date,
): Promise<PartRecord> {
  const { part, keyring } = job;
  const { id: partId } = part;
  const document = await writeDocument(em, job, analysed);
  for (const kind of ["score", "delta"] as const)
    await noteGeneratedFile(em, { partId, kind, since: "analyzed" }, analysed[kind]);
  const content = {
    plain: document,
    stored: keyring.wrap(analysisOwner(partId), document),
    seed: seedOf(part, keyring),
  };
  await storeFile(em, storedFile({ partId, kind: "analysis", since: "analyzed" }, content));
  await em.insert(PartAnalysis, { partId, findings: wrapFindings(partId, analysed.findings, keyring) });
  return changeStatus(em, part, { to: "analyzed", at });
}

async function writeDocument(
  em: EntityManager,
  { line, part, publicPath }: AnalysisJob,
  { findings, score, delta }: AnalysedPart,
): Promise<Buffer> {
  const data = await em.findOneOrFail(PartFile, { partId: part.id, kind: "data" });
  const { checksum } = await em.findOneOrFail(StatusRecord, { partId: part.id, status: "ended" });
  return analysisDocument({
    line,
    part,
    isSeeded: part.seedWrapped !== null,
    publicPath,
    findings,
    checksum: checksum ?? "",
    files: [
      data,
      { kind: "score", size: score.bytes, hash: score.hash },
      { kind: "delta", size: delta.bytes, hash: delta.hash },
    ],
  });
}
