/** Runs what is to be compared in turn, so that a change of the machine's speed meets all of it alike. */
export async function inTurn<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<number> | number>>,
): Promise<Readonly<Record<Name, number[]>>> {
  const names = Object.keys(contenders) as Name[]; // the keys of the record
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>; // one for each of them
  for (const name of names) await contenders[name](); // a warm-up, not counted
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) results[name].push(await contenders[name]());
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The median of the ratios round by round. */
export function pairedRatio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, round) => value / (b[round] ?? NaN)));
}

/** Units per second of some work. */
export async function rate(units: number, work: () => Promise<void> | void): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (units * 1000) / (performance.now() - startedMs);
}
