import { type FormatInput, formatText, parseFormat } from "../../../src/format/format.ts";
import { FORMAT_VERSION, type GeneratorLine } from "../../../src/generator/line/line.ts";
import { keyOf } from "./lines.ts";

/** A line that is written by a format. */
export function formatLineOf(input: FormatInput, key = keyOf(1)): GeneratorLine & { readonly format: string } {
  const format = parseFormat(input);
  return { version: FORMAT_VERSION, key, chars: "", digits: format.pattern.digits, format: formatText(format) };
}
