import type { Agreement } from "../../access/agreement.ts";
import { ServiceError } from "../../errors.ts";
import { type FittedSize, fitSize, type Oversize } from "./check-order.ts";
import { lineCapacity, widestTokenBytes } from "../records/generator-line.ts";
import type { ContinueRequest } from "./order.ts";
import type { Standing } from "./standing.ts";

/** What is said of a line's next part, as far as the line itself can tell. */
export type NextPart = Pick<ContinueRequest, "alphabet" | "digits" | "size">;

/** Checks the order of a next part, of good shape, against its line and the agreement, as `checkOrder()` does for a first one. */
export function checkNext(
  { alphabetId, generator, next }: Standing,
  wanted: NextPart,
  agreement: Agreement,
  oversize: Oversize,
): FittedSize {
  const line = { alphabetChars: generator.chars, digits: generator.digits };
  const fitted = fitSize(
    { size: wanted.size, available: lineCapacity(line) - next.firstIndex, tokenBytes: widestTokenBytes(line) },
    agreement,
    oversize,
  );
  const mismatches: ServiceError[] = [];
  if (wanted.alphabet !== null && wanted.alphabet !== alphabetId)
    mismatches.push(
      new ServiceError("LINE_MISMATCH", `The line is written with ${alphabetId}, and goes on with it.`, "alphabet"),
    );
  if (wanted.digits !== null && wanted.digits !== generator.digits)
    mismatches.push(
      new ServiceError(
        "LINE_MISMATCH",
        `The line's tokens have ${generator.digits} digits, and go on with them.`,
        "digits",
      ),
    );
  return { ...fitted, refusals: [...mismatches, ...fitted.refusals] };
}
