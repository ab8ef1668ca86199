import { hash } from "node:crypto";

/** A digest of values in their order, in hex: the same for the same values alone. */
export function fingerprint(values: readonly (string | number | null)[]): string {
  return hash("sha256", JSON.stringify(values));
}
