/** What runs in the analysis pool's threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import type { TokenRange } from "../generator/line/chunk-ranges.ts";
import type { GeneratorLine } from "../generator/line/line.ts";
import { forgetAllLines } from "../generator/line/line-caches.ts";
import { lowerPriority } from "../lib/worker-thread.ts";
import { analyse, type Findings } from "./analyse.ts";

export interface AnalysisTask {
  readonly line: GeneratorLine;
  readonly range: TokenRange;
}

lowerPriority();

/** Nothing is kept of the line: the thread may be idle when others are told to forget it, and preparing it takes no time beside the analysis. */
export function runAnalysis({ line, range }: AnalysisTask): Findings {
  try {
    return analyse(line, range);
  } finally {
    forgetAllLines();
    line.key.fill(0);
  }
}
