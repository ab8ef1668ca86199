import type { OpenSession } from "../access/access.ts";
import type { Agreement } from "../access/agreement.ts";
import { type Alphabets, alphabetUnknown, type NamedAlphabet } from "../alphabet/alphabets.ts";
import type { ServiceError } from "../errors.ts";
import { type Money, type PricedPart, priceOf } from "../payment/price.ts";
import { checkOrder, checkShape, type Oversize } from "./check-order.ts";
import { fixedTokenBytes } from "./generator-line.ts";
import { analysisUnavailable } from "./production-lines.ts";
import type { QuoteInput, QuoteType } from "./quote.type.ts";

/** What a request would get, and every reason to refuse it; nothing is ordered. */
export type Quote = (open: OpenSession, input: QuoteInput) => Promise<QuoteType>;

export function quote(alphabets: Alphabets, oversize: Oversize): Quote {
  return async ({ session, agreement }, { alphabet: id, digits, size, analysis }) => {
    const alphabet = id ? await alphabets.find(session, id) : null;
    const refusals = [...(analysis === "metrics" ? [analysisUnavailable()] : []), ...checkShape({ digits: digits ?? 0, size })];
    if (alphabet === null) refusals.push(alphabetUnknown(id ?? ""));
    const isComputable = !refusals.some(({ field }) => field === "alphabet" || field === "digits");
    if (alphabet === null || digits === null || digits === undefined || !isComputable) return answer(refusals);
    const checked = checkOrder({ alphabet: alphabet.alphabet, digits, size }, agreement, oversize);
    const all = [...refusals, ...checked.refusals.filter(({ field }) => !refusals.some((earlier) => earlier.field === field))];
    if (all.some(({ field }) => field === "digits")) return answer(all);
    const { available, reachable } = checked;
    const part = { size: checked.size, digits, isAnalysed: analysis === "metrics" };
    return { ...answer(all), available, reachable, bytes: dataBytes(alphabet, digits, checked.size), price: partPrice(agreement, part) };
  };
}

/** Null where there is no token to pay for. */
function partPrice({ price }: Agreement, part: PricedPart): Money | null {
  return part.size < 1n ? null : priceOf(price, part);
}

function answer(refusals: readonly ServiceError[]): QuoteType {
  const shown = refusals.map(({ code, message, field = null }) => ({ code, message, field }));
  return { available: null, reachable: null, bytes: null, price: null, refusals: shown };
}

/** Tokens joined by newlines; null where only making them tells. */
function dataBytes({ alphabet }: NamedAlphabet, digits: number, size: bigint): bigint | null {
  const tokenBytes = fixedTokenBytes({ alphabetChars: alphabet.chars, digits });
  return tokenBytes === null || size < 1n ? null : size * (tokenBytes + 1n) - 1n;
}
