import type { StatusRowFragment } from "../api/operations.generated.ts";

/** How fast a part is being made, as far as this page has seen it. */
export interface Pace {
  /** Where the page has begun to look: the progress in per cent, and when. */
  readonly from: { readonly progress: number; readonly atMs: number };
  /** Null until the progress has moved. */
  readonly tokensPerSecond: number | null;
  readonly leftMs: number | null;
}

/** Before that, the reports' own unevenness says more than the pace. */
const LEAST_MS = 1_000;

/** The pace after another report; null for what does not move. The page's own clock is used throughout: the service's may differ. */
export function paceAfter(
  before: Pace | null,
  { status, progress, size }: Pick<StatusRowFragment, "status" | "progress" | "size">,
  atMs: number,
): Pace | null {
  if (status !== "STARTED") return null;
  const from = before === null || progress < before.from.progress ? { progress, atMs } : before.from;
  const done = progress - from.progress;
  const passedMs = atMs - from.atMs;
  if (done <= 0 || passedMs < LEAST_MS) return { from, tokensPerSecond: null, leftMs: null };
  return {
    from,
    tokensPerSecond: ((Number(size) * done) / 100 / passedMs) * 1_000,
    leftMs: (passedMs / done) * (100 - progress),
  };
}
