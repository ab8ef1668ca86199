import type { VerifyTokensQuery } from "../api/operations.generated.ts";
import { shownCount } from "./numbers.ts";

export type Verified = NonNullable<VerifyTokensQuery["verifyTokens"]>[number];

/** Codes that were pasted, one on each line: blanks may be a part of them. */
export function pastedCodes(text: string): string[] {
  return text
    .split(/[\n\r\t]+/u)
    .map((code) => code.trim())
    .filter((code) => code !== "");
}

/** A code in pieces, of which some are suspect of being mistyped. */
export function piecesOf({ token, canonical, suspect }: Pick<Verified, "token" | "canonical" | "suspect">) {
  if (canonical !== null) return [{ text: canonical, isSuspect: false }];
  const wrong = new Set(suspect);
  return Array.from(token.normalize("NFC"), (text, at) => ({ text, isSuspect: wrong.has(at) }));
}

/** What is said of a code, in plain words. */
export function verdictWords(verified: Verified): string {
  const { token, canonical } = verified;
  const words = resultWords(verified);
  return canonical === null || canonical === token ? words : `${words}; it was typed as ${token}`;
}

function resultWords({ result, part, position, suspect }: Verified): string {
  if (result === "NOT_A_TOKEN") return "no token of this line: its length or a character is another";
  if (result === "NOT_ISSUED") return "not issued by this line";
  if (result === "AMBIGUOUS") return "could be more than one code of this line: type it exactly as it is printed";
  if (result === "CHECK_FAILED") return `mistyped, for its check character is wrong${suspectWords(suspect)}`;
  if (part === null || position === null) return "genuine, from before the line came to this service";
  return `part ${part}, row ${shownCount(BigInt(position) + 1n)} of its file`;
}

function suspectWords(suspect: Verified["suspect"]): string {
  const [first, second] = suspect ?? [];
  if (first === undefined) return "";
  if (second === undefined) return `: look at character ${first + 1}`;
  return `: characters ${first + 1} and ${second + 1} are probably swapped`;
}
