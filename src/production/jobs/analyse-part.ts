import type { EntityManager } from "@mikro-orm/core";
import type { Keyring } from "../../access/keyring.ts";
import type { AnalysisPool } from "../../analysis/analysis-pool.ts";
import type { Findings } from "../../analysis/analyse.ts";
import type { GeneratorPool } from "../../generator/pool/generator-pool.ts";
import { chunkSize } from "../../generator/line/chunk-size.ts";
import type { GeneratorLine } from "../../generator/line/line.ts";
import { analysisDocument } from "./analysis-document.ts";
import { changeStatus } from "../records/change-status.ts";
import { analysisOwner, wrapFindings } from "../records/findings.ts";
import { generatorLineOf } from "../records/generator-line.ts";
import type { HashThreads } from "../hashing/hash-threads.ts";
import { keptFile } from "./stored-files.ts";
import type { Line } from "../records/line.entity.ts";
import { PartAnalysis } from "../records/part-analysis.entity.ts";
import type { Part } from "../records/part.entity.ts";
import { PartFile } from "../records/part-file.entity.ts";
import { type PassResult, passOver } from "./pass.ts";
import { seedOf } from "../records/seed.ts";
import { StatusRecord } from "../records/status-record.entity.ts";
import type { PartRecord } from "../records/part-record.ts";

export interface AnalysisParts {
  readonly line: Line;
  readonly part: Part;
  readonly keyring: Keyring;
  readonly pool: GeneratorPool;
  readonly hashThreads: HashThreads;
  readonly analysisPool: AnalysisPool;
  readonly publicPath: string;
  readonly signal: AbortSignal;
}

/** All that an analysis finds out, before it is written down. */
export interface AnalysedPart {
  readonly findings: Findings;
  readonly score: PassResult;
  readonly delta: PassResult;
}

/** Goes over a finished part: once for each of the two files, and as often as its numbers need. */
export async function analysePart(parts: AnalysisParts): Promise<AnalysedPart> {
  const { line, part, keyring, analysisPool, signal } = parts;
  const generator = generatorLineOf(line, keyring);
  if (generator === null) throw new Error(`The line ${line.id} has no key.`);
  const findings = await analysisPool.analyse(generator, { first: part.firstIndex, count: part.size }, signal);
  return {
    findings,
    score: await textPass(parts, generator, "score"),
    delta: await textPass(parts, generator, "delta"),
  };
}

/** The lines of one of the files, hashed. */
function textPass(
  { line, part, keyring, pool, hashThreads, signal }: AnalysisParts,
  generator: GeneratorLine,
  kind: "score" | "delta",
): Promise<PassResult> {
  const size = kind === "delta" ? part.size - 1n : part.size;
  const chunkTokens = chunkSize(generator, kind);
  return passOver(
    pool.chunks(
      generator,
      { first: part.firstIndex, count: size },
      { kind, signal, use: "analysis", onlyChunkTokens: chunkTokens },
    ),
    hashThreads,
    {
      size,
      seed: seedOf(part, keyring),
      register: new Uint32Array(line.digits), // numbers have none
      chunkTokens,
      notesChunks: true,
      onTokens: () => Promise.resolve(),
    },
  );
}

/** Writes down what was found, with the status that tells it, inside the caller's transaction. */
export async function endAnalysis(
  em: EntityManager,
  { line, part, keyring, publicPath }: AnalysisParts,
  { findings, score, delta }: AnalysedPart,
  at: Date,
): Promise<PartRecord> {
  const data = await em.findOneOrFail(PartFile, { partId: part.id, kind: "data" });
  const { checksum } = await em.findOneOrFail(StatusRecord, { partId: part.id, status: "ended" });
  const seed = seedOf(part, keyring);
  const files = [
    data,
    { kind: "score", size: score.bytes, hash: score.hash },
    { kind: "delta", size: delta.bytes, hash: delta.hash },
  ] as const;
  const document = analysisDocument({
    line,
    part,
    isSeeded: seed !== null,
    publicPath,
    metrics: findings.metrics,
    checksum: checksum ?? "",
    files,
  });
  for (const [kind, { bytes: size, sha256, hash, checkpoints }] of [
    ["score", score],
    ["delta", delta],
  ] as const) {
    await em.insert(PartFile, { partId: part.id, kind, since: "analyzed", size, sha256, hash, checkpoints });
  }
  const wrapped = keyring.wrap(analysisOwner(part.id), document);
  await em.insert(PartFile, {
    partId: part.id,
    kind: "analysis",
    since: "analyzed",
    ...keptFile(document, seed),
    content: wrapped,
  });
  await em.insert(PartAnalysis, { partId: part.id, findings: wrapFindings(part.id, findings, keyring) });
  return changeStatus(em, part, { to: "analyzed", at });
}
