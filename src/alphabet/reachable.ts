import type { Agreement } from "../access/agreement.ts";

/**
 * Counts the tokens that one order can get: of those `available`, as many as the agreement lets into one part.
 *
 * Source: REST contract, section 3. Characters of mixed width count at the widest, so that every part fits.
 *
 * @param tokenBytes UTF-8 bytes of the widest token.
 * @example reachable(30n ** 20n, 20n, AGREEMENTS.basic); // 52428n
 */
export function reachable(
  available: bigint,
  tokenBytes: bigint,
  { limits, partBytes }: Pick<Agreement, "limits" | "partBytes">,
): bigint {
  const fitting = partBytes === null ? limits.maxTokens : minimum(limits.maxTokens, partBytes / tokenBytes);
  return minimum(available, fitting);
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
