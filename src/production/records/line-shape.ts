import { fingerprint } from "../../lib/fingerprint.ts";
import type { TokenForm } from "./token-form.ts";

const FORMAT = "format:";

/** Names how a line's tokens are written: the same for all lines that write theirs alike. */
export function shapeOf({ alphabetChars, digits, format }: Omit<TokenForm, "capacity">): string {
  return format === null ? fingerprint([digits, alphabetChars]) : `${FORMAT}${fingerprint([format])}`;
}

/** Whether tokens are written by a format: then they have more characters than digits. */
export function isOfFormat(shape: string): boolean {
  return shape.startsWith(FORMAT);
}
