const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

export function shownMoment(moment: string): string {
  return MOMENT.format(new Date(moment));
}

/** How long ago, in the largest unit that fits. */
export function shownAge(moment: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(moment)) / 1_000);
  const [unit, size] = STEPS.find(([, length]) => seconds >= length) ?? ["second", 1];
  return unit === "second" ? "just now" : AGO.format(-Math.floor(seconds / size), unit);
}

/** A stretch of time in its two largest units, or in milliseconds. */
export function shownDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.floor(minutes / 1_440)} d ${Math.floor((minutes % 1_440) / 60)} h`;
}
