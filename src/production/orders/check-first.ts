import type { Agreement } from "../../access/agreement.ts";
import { alphabetUnknown, type NamedAlphabet } from "../../alphabet/alphabets.ts";
import { capacity } from "../../alphabet/capacity.ts";
import { traits } from "../../alphabet/traits.ts";
import { ServiceError } from "../../errors.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { checkAnalysis, type CheckedOrder, checkShape, firstOfEachField, fitSize, type Terms } from "./check-order.ts";

/** The order of a first part. */
export interface FirstPart {
  readonly alphabetId: string;
  /** Null where the session has none with that id. */
  readonly alphabet: NamedAlphabet | null;
  /** The one that may have been meant in that case. */
  readonly nearest?: string | null;
  readonly digits: number;
  readonly size: bigint;
  readonly analysis: AnalysisLevel;
}

/**
 * Checks the order of a first part; neither its payment nor the customer's quota is looked at.
 *
 * Source: REST contract, section 4.
 */
export function checkFirst(order: FirstPart, terms: Terms): CheckedOrder {
  const { alphabetId, alphabet, nearest = null, digits, size, analysis } = order;
  const misshapen = checkShape(order);
  if (alphabet === null)
    return { part: "incomputable", refusals: [...misshapen, alphabetUnknown(alphabetId, nearest)] };
  if (misshapen.some(isOfDigits)) return { part: "incomputable", refusals: misshapen };
  const tokenBytes = BigInt(traits(alphabet.alphabet).widestBytes * digits);
  const { refusals: ofSize, ...fitted } = fitSize(
    { size, available: capacity(alphabet.alphabet, digits), tokenBytes },
    terms,
  );
  const refusals = firstOfEachField([...misshapen, ...checkDigits(digits, terms.agreement), ...ofSize]);
  if (refusals.some(isOfDigits)) return { part: "incomputable", refusals };
  const part = { alphabetId: alphabet.name, chars: alphabet.alphabet.chars, digits, analysis, ...fitted };
  return { part, refusals: [...refusals, ...checkAnalysis(part)] };
}

function checkDigits(digits: number, { limits: { minDigits, maxDigits } }: Agreement): ServiceError[] {
  if (digits >= minDigits && digits <= maxDigits) return [];
  return [
    new ServiceError("DIGITS_OUT_OF_LIMIT", "Out of limit.", "digits", {
      minimum: BigInt(minDigits),
      maximum: BigInt(maxDigits),
    }),
  ];
}

function isOfDigits({ field }: ServiceError): boolean {
  return field === "digits";
}
