import { fingerprint } from "../../lib/fingerprint.ts";
import type { Line } from "./line.entity.ts";

/** Names how a line's tokens are written: the same for all lines that write theirs alike. */
export function shapeOf({ alphabetChars, digits }: Pick<Line, "alphabetChars" | "digits">): string {
  return fingerprint([digits, alphabetChars]);
}
