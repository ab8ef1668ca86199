import type { Keyring } from "../../access/keyring.ts";
import type { Part } from "./part.entity.ts";

/** How a part's seed is wrapped: for this part and no other. */
export function seedOwner(partId: string): string {
  return `seed:${partId}`;
}

/** Wraps the key of a part's file hashes; its characters are kept as they were sent, upper and lower case. */
export function wrapSeed(partId: string, seed: string, keyring: Keyring): Buffer {
  return keyring.wrap(seedOwner(partId), Buffer.from(seed));
}

/** The key of a part's file hashes, as it was sent; null where none was. */
export function seedOf({ id, seedWrapped }: Pick<Part, "id" | "seedWrapped">, keyring: Keyring): string | null {
  return seedWrapped && keyring.unwrap(seedOwner(id), seedWrapped).toString();
}
