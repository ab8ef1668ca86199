/** What one part may hold under an agreement. */
export interface PartLimit {
  readonly maxTokens: bigint;
  /** Bytes of a part's tokens, their line breaks not counted; null where there is no limit. */
  readonly partBytes: bigint | null;
}

/**
 * Counts the tokens that one order can get: of those `available`, as many as the agreement lets into one part.
 *
 * Source: REST contract, section 3. Characters of mixed width count at the widest, so that every part fits.
 *
 * @param tokenBytes UTF-8 bytes of the widest token.
 * @example reachable(30n ** 20n, 20n, { maxTokens: 100_000n, partBytes: 1_048_576n }); // 52428n
 */
export function reachable(available: bigint, tokenBytes: bigint, limit: PartLimit): bigint {
  const fitting = limit.partBytes === null ? limit.maxTokens : minimum(limit.maxTokens, limit.partBytes / tokenBytes);
  return minimum(available, fitting);
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
