import type { FormatInput, RequestTokensInput, TokensShapeInput } from "../api/operations.generated.ts";

/** How the tokens of an order are to be written, as it is being typed. */
export interface ShapeDraft {
  readonly isPattern: boolean;
  readonly alphabet: string;
  readonly digits: number;
  readonly pattern: string;
  /** Words that may stand in no token, with blanks, commas or new lines between them. */
  readonly words: string;
}

/** Whether it can be asked about. */
export function isComplete({ isPattern, digits, pattern }: ShapeDraft): boolean {
  return isPattern ? pattern !== "" : Number.isInteger(digits);
}

/** As a quote takes it. */
export function quotedShape(draft: ShapeDraft): TokensShapeInput {
  if (draft.isPattern) return { format: formatOf(draft) };
  return { plain: { alphabet: draft.alphabet, digits: Number.isInteger(draft.digits) ? draft.digits : 0 } };
}

/** As an order takes it. */
export function orderedShape(draft: ShapeDraft): Pick<RequestTokensInput, "alphabet" | "digits" | "format"> {
  return draft.isPattern ? { format: formatOf(draft) } : { alphabet: draft.alphabet, digits: draft.digits };
}

function formatOf({ pattern, words }: ShapeDraft): FormatInput {
  const all = [...new Set(words.split(/[\s,;]+/u).filter((word) => word !== ""))];
  return all.length === 0 ? { pattern } : { pattern, without: { words: all } };
}
