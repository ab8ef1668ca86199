import type { ComponentChildren } from "preact";
import { navigate } from "../state/router.ts";

export interface LinkProps {
  /** The address within the console. */
  readonly to: string;
  readonly class?: string;
  readonly current?: boolean;
  readonly tabIndex?: number;
  readonly children: ComponentChildren;
}

/** A link to a page of the console, which opens without loading anything, or in a new tab like any other. */
export function Link({ to, class: name, current = false, tabIndex, children }: LinkProps) {
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to || "./"} class={name} onClick={open} tabIndex={tabIndex} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
