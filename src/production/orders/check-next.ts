import { ServiceError } from "../../errors.ts";
import { capacityOf, widestTokenBytes } from "../records/generator-line.ts";
import { checkAnalysis, type CheckedOrder, checkShape, firstOfEachField, fitSize, type Terms } from "./check-order.ts";
import type { Continuation } from "./continuation.ts";
import type { ContinueRequest } from "./order.ts";

/** The order of a next part. */
export type NextPart = Pick<ContinueRequest, "alphabet" | "digits" | "size" | "analysis">;

/** Checks the order of a next part against its line, as `checkFirst()` checks that of a first one. */
export function checkNext({ alphabetId, generator, next }: Continuation, order: NextPart, terms: Terms): CheckedOrder {
  const { chars, digits } = generator;
  const line = { alphabetChars: chars, digits };
  const { refusals: ofSize, ...fitted } = fitSize(
    { size: order.size, available: capacityOf(line) - next.firstIndex, tokenBytes: widestTokenBytes(line) },
    terms,
  );
  const part = { alphabetId, chars, digits, analysis: order.analysis, ...fitted };
  const refusals = firstOfEachField([
    ...checkShape({ size: order.size, digits: order.digits ?? digits }),
    ...checkMatch({ alphabetId, digits }, order),
    ...ofSize,
  ]);
  return { part, refusals: [...refusals, ...checkAnalysis(part)] };
}

/** Checks that what an order says of the line is so. */
function checkMatch(
  { alphabetId, digits }: { readonly alphabetId: string; readonly digits: number },
  order: Pick<NextPart, "alphabet" | "digits">,
): ServiceError[] {
  const refusals: ServiceError[] = [];
  if (order.alphabet !== null && order.alphabet !== alphabetId)
    refusals.push(
      new ServiceError("LINE_MISMATCH", `The line is written with ${alphabetId}, and goes on with it.`, "alphabet"),
    );
  if (order.digits !== null && order.digits !== digits)
    refusals.push(
      new ServiceError("LINE_MISMATCH", `The line's tokens have ${digits} digits, and go on with them.`, "digits"),
    );
  return refusals;
}
