import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

const GAP_PX = 4;

export interface MenuButtonProps {
  readonly label: string;
  /** The id of the list that it opens. */
  readonly list: string;
  /** Told before it opens, with the button. */
  readonly onPress: (button: HTMLButtonElement, event: MouseEvent) => void;
}

/** A button that opens a menu beside it. */
export function MenuButton({ label, list, onPress }: MenuButtonProps) {
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={label}
      title={label}
      popovertarget={list}
      onClick={(event) => {
        onPress(event.currentTarget, event);
      }}
    >
      <Icon name="more" />
    </button>
  );
}

export interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly list: RefObject<HTMLDivElement | null>;
  /** What has opened it. */
  readonly from: () => Element | null;
  readonly children: ComponentChildren;
}

/** The commands of a menu, which are drawn once it is opened. */
export function MenuList({ id, label, list, from, children }: MenuListProps) {
  const [isDrawn, setDrawn] = useState(false);
  return (
    <div
      ref={list}
      id={id}
      popover="auto"
      class="menu-list"
      role="group"
      aria-label={label}
      onBeforeToggle={() => {
        setDrawn(true);
      }}
      onToggle={({ newState }) => {
        const beside = from()?.getBoundingClientRect();
        if (newState === "open" && beside !== undefined && list.current !== null) place(list.current, beside);
      }}
      onKeyDown={(event) => {
        move(event, list.current);
      }}
      onClick={() => list.current?.hidePopover()}
    >
      {isDrawn && children}
    </div>
  );
}

function place(menu: HTMLElement, from: DOMRect): void {
  const fitsBelow = from.bottom + GAP_PX + menu.offsetHeight < innerHeight;
  menu.style.top = `${fitsBelow ? from.bottom + GAP_PX : Math.max(GAP_PX, from.top - GAP_PX - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(GAP_PX, from.right - menu.offsetWidth)}px`;
  menu.querySelector<HTMLElement>("button:not(:disabled), a")?.focus();
}

function move(event: KeyboardEvent, menu: HTMLElement | null): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  event.stopPropagation();
  const items = [...(menu?.querySelectorAll<HTMLElement>("button:not(:disabled), a") ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement); // −1 for whatever else has it
  items[(at + step + items.length) % items.length]?.focus();
}
