/** What compiling a format counts as: some tenths of a second for the largest automaton. */
export const COMPILE_COST = 2_000;
/** One without forbidden words, runs or missing letters has no automaton. */
const PATTERN_COST = 100;
/** A few thousand letters make an automaton as large as it may be. */
const LETTERS_PER_FIELD = 10;

/** Counts what the format in an order's arguments takes: it is read, and compiled unless that was done before. */
export function formatCost(order: unknown): number {
  const { format, formatName } = objectIn(order);
  if (typeof formatName === "string") return COMPILE_COST;
  const { pattern, without } = objectIn(format);
  if (typeof pattern !== "string") return 0;
  const letters = wordsIn(without).reduce<number>((sum, word) => sum + String(word).length, 0);
  const compiling = without === undefined || without === null ? 0 : COMPILE_COST;
  return PATTERN_COST + compiling + Math.ceil((pattern.length + letters) / LETTERS_PER_FIELD);
}

function wordsIn(without: unknown): readonly unknown[] {
  const { words } = objectIn(without);
  return Array.isArray(words) ? words : [];
}

/** Arguments come as GraphQL has coerced them. */
function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
