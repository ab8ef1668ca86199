import { createHash } from "node:crypto";

/** A digest of values in their order, in hex: the same for the same values alone. */
export function fingerprint(values: readonly (string | number | null)[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}
