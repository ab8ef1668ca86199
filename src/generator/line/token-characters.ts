import { tokenCharacters as charactersOfPattern } from "../../format/pattern/pattern.ts";
import { formatOf } from "./line-format.ts";
import type { TokenShape } from "./line.ts";

/** Characters of every token, whether an alphabet or a format says how to write it. */
export function tokenCharacters({ digits, format }: TokenShape): number {
  return format === undefined ? digits : charactersOfPattern(formatOf(format).pattern);
}
