import { ServiceError } from "../../errors.ts";
import { capacityOf, widestTokenBytes } from "../records/token-form.ts";
import { checkAnalysis, type CheckedOrder, checkShape, firstOfEachField, fitSize, type Terms } from "./check-order.ts";
import type { Continuation } from "./continuation.ts";
import type { ContinueRequest } from "./order.ts";

/** The order of a next part. */
export interface NextPart extends Pick<ContinueRequest, "alphabet" | "digits" | "size" | "analysis"> {
  /** The canonical text of the format that the order names; null where it names none. */
  readonly format: string | null;
}

/** Checks the order of a next part against its line, as `checkFirst()` checks that of a first one. */
export function checkNext({ form, next }: Continuation, order: NextPart, terms: Terms): CheckedOrder {
  const { digits } = form;
  const { refusals: ofSize, ...fitted } = fitSize(
    { size: order.size, available: capacityOf(form) - next.firstIndex, tokenBytes: widestTokenBytes(form) },
    terms,
  );
  const part = { ...form, startRegister: null, analysis: order.analysis, ...fitted };
  const refusals = firstOfEachField([
    ...checkShape({ size: order.size, digits: order.digits ?? digits }),
    ...checkMatch(form, order),
    ...ofSize,
  ]);
  return { part, refusals: [...refusals, ...checkAnalysis(part)] };
}

/** Checks that what an order says of the line is so. */
function checkMatch(
  { alphabetId, digits, format }: Continuation["form"],
  order: Pick<NextPart, "alphabet" | "digits" | "format">,
): ServiceError[] {
  const refusals: ServiceError[] = [];
  if (order.alphabet !== null && order.alphabet !== alphabetId)
    refusals.push(
      new ServiceError(
        "LINE_MISMATCH",
        `The line is written ${format === null ? `with ${alphabetId}` : "by a format"}, and goes on with it.`,
        "alphabet",
      ),
    );
  if (order.format !== null && order.format !== format)
    refusals.push(
      new ServiceError(
        "LINE_MISMATCH",
        `The line is written ${format === null ? `with ${alphabetId}` : "by another format"}, and goes on with it.`,
        "format",
      ),
    );
  if (order.digits !== null && order.digits !== digits)
    refusals.push(
      new ServiceError("LINE_MISMATCH", `The line's tokens have ${digits} digits, and go on with them.`, "digits"),
    );
  return refusals;
}
