import { Piscina } from "piscina";
import type { TokenRange } from "../generator/chunk-ranges.ts";
import type { GeneratorLine } from "../generator/line.ts";
import { workerFile } from "../lib/worker-file.ts";
import type { Findings } from "./analyse.ts";
import type { AnalysisTask } from "./worker.ts";

/** An idle thread is kept for the next analysis this long. */
const IDLE_MS = 10_000;

/** Threads of their own for analyses: one takes from a second to hours, and a generator's thread must not be away for so long. */
export interface Analysts {
  /** Rejects with an AbortError once the signal aborts: the thread is ended. */
  analyse(line: GeneratorLine, range: TokenRange, signal: AbortSignal): Promise<Findings>;
  /** Ends all threads. */
  stop(): Promise<void>;
}

/** Starts no thread before the first analysis. */
export function startAnalysts({ workers }: { readonly workers: number }): Analysts {
  const threads = new Piscina<AnalysisTask, Findings>({ filename: workerFile(import.meta.url), name: "runAnalysis", minThreads: 0, maxThreads: workers, idleTimeout: IDLE_MS, recordTiming: false });
  return {
    analyse: (line, range, signal) => threads.run({ line, range }, { signal }),
    stop: () => threads.destroy(),
  };
}
