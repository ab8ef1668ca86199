/** What the lines of a chunk are: tokens, their scores, or deltas, what must be added to a token's score to get the next one's. */
export type ChunkKind = "data" | "score" | "delta";

/** How many tokens so many lines are made of: deltas take one token more. */
export function tokensOf(kind: ChunkKind, lines: bigint): bigint {
  return kind === "delta" && lines > 0n ? lines + 1n : lines;
}
