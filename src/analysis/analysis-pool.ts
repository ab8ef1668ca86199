import type { TokenRange } from "../generator/line/chunk-ranges.ts";
import type { GeneratorLine } from "../generator/line/line.ts";
import { FairPlaces } from "../lib/fair-places.ts";
import { startPool } from "../lib/thread-pool.ts";
import type { Findings } from "./analyse.ts";
import type { AnalysisTask } from "./worker.ts";

/** How long an idle thread is kept for the next analysis. */
const IDLE_MS = 10_000;

/** Threads beyond one for each worker: for owners who have no analysis under way while others keep those busy. */
const FURTHER_THREADS = 6;

/** An analysis of so many digits takes about a second. It waits for none that is longer. */
const SHORT_DIGITS = 10_000_000n;
const SHORT_THREADS = 2;

/**
 * Threads for analyses alone. An analysis takes from a second to hours, and a generator's thread must not be away for so long.
 *
 * An owner's first analysis begins at once, short ones have threads that no others take, and those that wait begin by owner in turn. The
 * operating system shares the processors among those that run.
 */
export interface AnalysisPool {
  /** Rejects once the signal aborts, and the thread is ended. */
  analyse(line: GeneratorLine, range: TokenRange, signal: AbortSignal): Promise<Findings>;
  /** Ends all threads. */
  stop(): Promise<void>;
}

/** Starts no thread before the first analysis. */
export function startAnalysisPool({ workers }: { readonly workers: number }): AnalysisPool {
  const max = workers + FURTHER_THREADS;
  const long = new FairPlaces({ places: workers, reserved: 1, max });
  const short = new FairPlaces({ places: SHORT_THREADS, reserved: 0 });
  const threads = startPool<AnalysisTask, Findings>(import.meta.url, {
    name: "runAnalysis",
    minThreads: 0,
    maxThreads: max + SHORT_THREADS,
    idleTimeout: IDLE_MS,
  });
  return {
    analyse: (line, range, signal) => {
      const places = range.count * BigInt(line.digits) <= SHORT_DIGITS ? short : long;
      return places.run(line.owner ?? "", () => threads.run({ line, range }, { signal }), signal);
    },
    stop: () => threads.destroy(),
  };
}
