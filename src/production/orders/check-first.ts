import type { Agreement } from "../../access/agreement.ts";
import { alphabetUnknown, type NamedAlphabet } from "../../alphabet/alphabets.ts";
import { ServiceError } from "../../errors.ts";
import type { AnalysisLevel } from "../records/part.entity.ts";
import { capacityOf, widestTokenBytes } from "../records/token-form.ts";
import {
  checkAnalysis,
  type CheckedOrder,
  checkShape,
  firstOfEachField,
  fitSize,
  type OrderedForm,
  type OrderedPart,
  type Terms,
} from "./check-order.ts";

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
  const { alphabetId, alphabet, nearest = null, digits } = order;
  const misshapen = checkShape(order);
  if (alphabet === null)
    return { part: "incomputable", refusals: [...misshapen, alphabetUnknown(alphabetId, nearest)] };
  if (misshapen.some(isOfDigits)) return { part: "incomputable", refusals: misshapen };
  const { name, alphabet: found } = alphabet;
  const plain = { alphabetId: name, alphabetChars: found.chars, format: null, capacity: null, startRegister: null };
  return checkForm({ ...plain, digits }, { ...order, digitsField: "digits" }, terms);
}

/** An order of tokens whose form can be computed with. */
interface FormedOrder extends Pick<OrderedPart, "size" | "analysis"> {
  /** The member that says how many digits there are. */
  readonly digitsField: string;
}

/** Checks the order of a first part, as far as its form can be computed with. */
export function checkForm(form: OrderedForm, { size, analysis, digitsField }: FormedOrder, terms: Terms): CheckedOrder {
  const { digits } = form;
  const { refusals: ofSize, ...fitted } = fitSize(
    { size, available: capacityOf(form), tokenBytes: widestTokenBytes(form) },
    terms,
  );
  const ofDigits = checkDigits(digits, terms.agreement, digitsField);
  const refusals = firstOfEachField([...checkShape({ digits, size }), ...ofDigits, ...ofSize]);
  if (ofDigits.length > 0) return { part: "incomputable", refusals };
  const part = { ...form, analysis, ...fitted };
  return { part, refusals: [...refusals, ...checkAnalysis(part)] };
}

function checkDigits(digits: number, { limits: { minDigits, maxDigits } }: Agreement, field: string): ServiceError[] {
  if (digits >= minDigits && digits <= maxDigits) return [];
  return [
    new ServiceError("DIGITS_OUT_OF_LIMIT", "Out of limit.", field, {
      minimum: BigInt(minDigits),
      maximum: BigInt(maxDigits),
    }),
  ];
}

function isOfDigits({ field }: ServiceError): boolean {
  return field === "digits";
}
