import type { Check } from "../certificate/checks.ts";
import { say, verdict } from "./terminal.ts";

/** False where something does not hold, and null where all holds that is known. */
export function holdsOf(checks: readonly Check[]): boolean | null {
  if (checks.some(({ holds }) => holds === false)) return false;
  return checks.every(({ holds }) => holds === true) ? true : null;
}

/** A line for each check. */
export function tellChecks(checks: readonly Check[]): void {
  for (const { name, holds, detail } of checks) say(`${verdict(holds, "?")}${name.padEnd(11)}${detail}`);
}

/** What the checks come to, as a sentence. */
export function summary(checks: readonly Check[], of: "file" | "files" | "range"): string {
  const [what, says] = of === "files" ? ["The files are", "their certificates say"] : [`The ${of} is`, "the certificate says"]; // prettier-ignore
  if (checks.some(({ name, holds }) => name === "signature" && holds === false))
    return "The certificate is NOT one of the service's.";
  if (holdsOf(checks) === false) return `${what} NOT what ${says}.`;
  if (holdsOf(checks) === null)
    return `${what} what ${says}, but anybody may have written that: give --keys, or take it with --allow-unknown-key.`;
  return `${what} what the service has certified.`;
}
