/** Random strings as a line would write them: they look like its tokens, and are none. */
export function sampleTokens(chars: string, digits: number, count: number): readonly string[] {
  const symbols = Array.from(chars);
  if (symbols.length === 0) return [];
  return Array.from({ length: count }, () =>
    Array.from({ length: digits }, () => symbols[randomBelow(symbols.length)]).join(""),
  );
}

/** Every number below the bound equally often: what lies beyond its last whole multiple is drawn again. */
function randomBelow(bound: number): number {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  const limit = 2 ** 32 - (2 ** 32 % bound);
  return drawn !== undefined && drawn < limit ? drawn % bound : randomBelow(bound);
}
