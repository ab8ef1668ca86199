import { fingerprint } from "../../lib/fingerprint.ts";
import type { Line } from "./line.entity.ts";

const PLAIN = "plain:";

/** Names how a line's tokens are written: the same for all lines that write theirs alike. */
export function shapeOf({ alphabetChars, digits, format }: Pick<Line, "alphabetChars" | "digits" | "format">): string {
  return format === null ? PLAIN + fingerprint([digits, alphabetChars]) : `format:${fingerprint([digits, format])}`;
}

/** Whether it is that of an alphabet's digits alone. */
export function isPlain(shape: string): boolean {
  return shape.startsWith(PLAIN);
}
