import { signal } from "@preact/signals";
import type { LineNow } from "./lines.ts";

/** The one dialog that is open. */
export type Dialog =
  | { readonly kind: "palette" }
  | { readonly kind: "keys" }
  | { readonly kind: "delete"; readonly now: LineNow }
  | {
      readonly kind: "continue";
      readonly line: { readonly id: string; readonly name: string } | null;
      readonly snapshot: File | null;
    }
  | { readonly kind: "close-session"; readonly key: string; readonly note: string };

export const dialog = signal<Dialog | null>(null);

export function closeDialog(): void {
  dialog.value = null;
}
