/** A wait that is told is never shorter or longer. */
const MIN_SECONDS = 1;
const MAX_SECONDS = 60;

/**
 * Estimates the seconds that something under way will still take, from how far it has come: 1 to 60, a time after which to ask again.
 *
 * Where nothing is known of its progress it is taken to be half done.
 *
 * @param progress percent.
 */
export function secondsLeft({
  progress,
  since,
  now,
}: {
  readonly progress: number;
  readonly since: Date;
  readonly now: Date;
}): number {
  const elapsedS = Math.max(0, now.getTime() - since.getTime()) / 1_000;
  const done = progress > 0 && progress < 100 ? progress : 50;
  return Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, Math.ceil((elapsedS * (100 - done)) / done)));
}
