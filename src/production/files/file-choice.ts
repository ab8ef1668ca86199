import { ServiceError } from "../../errors.ts";
import type { DataFormatName, FormatChoice } from "./data-format.ts";

/** How a file is to be written. */
export type FileChoice = Partial<Omit<FormatChoice, "format">> & { readonly format: DataFormatName | null };

/**
 * Refuses a choice that a file of that kind does not have.
 *
 * @param code as the caller's face names input that is wrong.
 * @throws {ServiceError} naming what is chosen and what would be right.
 */
export function refuseChoice(
  kind: string,
  { format, end, bom, guardFormulas }: FileChoice,
  code: "INPUT_INVALID" | "PARAMETER_INVALID",
): void {
  if (format !== null && kind !== "data") throw new ServiceError(code, "The data alone has formats.", "format");
  const hasEnd = format === null ? ["data", "score", "delta"].includes(kind) : format === "gz";
  if (end === "newline" && !hasEnd)
    throw new ServiceError(
      code,
      "end is for data, score and delta as they are, and for data compressed with gz: every other format has an end of its own.",
      "end",
    );
  if (format === "csv") return;
  const stray = bom ? "bom" : guardFormulas ? "guardFormulas" : null;
  if (stray !== null) throw new ServiceError(code, `${stray} is for the format csv alone.`, stray);
}
