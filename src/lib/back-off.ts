import type { Runtime } from "./runtime.ts";

export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** How long to wait after so many failures in a row: twice as long each time, up to the longest; between half of that and all of it, so that many do not come back at once. */
export function backOffMs(
  failures: number,
  { firstMs, longestMs }: BackOff,
  randomBytes: Runtime["randomBytes"],
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  const [random = 0] = randomBytes(1);
  return whole / 2 + (whole / 2) * (random / 255);
}
