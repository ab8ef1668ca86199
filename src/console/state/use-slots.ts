import { useRef } from "preact/hooks";
import { slotsAfter } from "../lib/slots.ts";

/**
 * The drawn rows of a list that is scrolled, by the names of what they show.
 *
 * Where the focus is in a row that is about to show something else, the list takes it first: the key that is pressed
 * next must not act on another line. Rows say by `data-name` what they show.
 */
export function useSlots(
  list: { readonly current: HTMLElement | null },
  names: readonly string[],
): ReadonlyMap<string, number> {
  const slots = useRef<ReadonlyMap<string, number>>(new Map());
  const focused = list.current?.querySelector<HTMLElement>("[data-name]:focus-within")?.dataset["name"];
  if (focused !== undefined && !names.includes(focused)) list.current?.focus({ preventScroll: true });
  slots.current = slotsAfter(slots.current, names);
  return slots.current;
}
