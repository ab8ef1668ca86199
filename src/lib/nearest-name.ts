/** The name that takes the fewest changes of single characters, and at most a third of its length of them; null where none is so near. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = name.slice(0, 64).toUpperCase();
  let nearest: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of known) {
    const distance = distanceOf(wanted, candidate.toUpperCase());
    if (distance <= Math.max(1, candidate.length / 3) && (nearest === null || distance < nearest.distance))
      nearest = { name: candidate, distance };
  }
  return nearest?.name ?? null;
}

/** The optimal string alignment distance: characters put in, left out, replaced, or swapped with their neighbour. */
function distanceOf(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
