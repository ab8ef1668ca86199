import type { QuoteQuery } from "../api/operations.generated.ts";
import { shownLarge } from "./numbers.ts";

type Quote = NonNullable<QuoteQuery["quote"]>;
type Refusal = Quote["refusals"][number];

/** A refusal in words, with the bound that would be right. */
export function refusalWords({ code, message, field, minimum, maximum }: Refusal): string {
  const what = (field ?? "").includes("digits") ? "digits" : "tokens";
  if (code === "SIZE_UNAVAILABLE" && maximum !== null)
    return `Only ${shownLarge(maximum)} tokens can be written like this. Take fewer tokens, or more digits.`;
  if (minimum !== null && maximum !== null)
    return `${shownLarge(minimum)} to ${shownLarge(maximum)} ${what} are possible.`;
  if (maximum !== null) return `At most ${shownLarge(maximum)} ${what} are possible.`;
  return minimum === null ? message : `At least ${shownLarge(minimum)} ${what} are needed.`;
}

/** What is wrong with a field of the order, by the last member of its path. */
export function refusalAt(quote: Quote | null, name: string): string | null {
  const refusal = quote?.refusals.find(({ field }) => field?.split(".").at(-1) === name);
  return refusal === undefined ? null : refusalWords(refusal);
}
