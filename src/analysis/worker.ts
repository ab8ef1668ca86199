/** What runs in the analysts' threads. Node loads this file as it is, so it and all that it imports keep to erasable TypeScript. */
import type { TokenRange } from "../generator/chunk-ranges.ts";
import type { GeneratorLine } from "../generator/line.ts";
import { lowerPriority } from "../generator/lower-priority.ts";
import { analyse, type Findings } from "./analyse.ts";

export interface AnalysisTask {
  readonly line: GeneratorLine;
  readonly range: TokenRange;
}

lowerPriority();

export function runAnalysis({ line, range }: AnalysisTask): Findings {
  return analyse(line, range);
}
