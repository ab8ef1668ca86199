import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

export interface MenuProps {
  readonly label: string;
  /** Told when it opens, for what is read only then. */
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

const GAP_PX = 4;

/** A button with a list of commands, which opens beside it and closes by itself. Its commands are drawn once it is opened: tables have many. */
export function Menu({ label, onOpen, children }: MenuProps) {
  const id = useId();
  const [isDrawn, setDrawn] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = (event: Pick<ToggleEvent, "newState">) => {
    const [from, menu] = [button.current?.getBoundingClientRect(), list.current];
    if (event.newState !== "open" || from === undefined || menu === null) return;
    const fitsBelow = from.bottom + GAP_PX + menu.offsetHeight < innerHeight;
    menu.style.top = `${fitsBelow ? from.bottom + GAP_PX : Math.max(GAP_PX, from.top - GAP_PX - menu.offsetHeight)}px`;
    menu.style.left = `${Math.max(GAP_PX, from.right - menu.offsetWidth)}px`;
    menu.querySelector<HTMLElement>("button:not(:disabled), a")?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const items = [...(list.current?.querySelectorAll<HTMLElement>("button:not(:disabled), a") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement); // −1 for whatever else has it
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <div class="menu">
      <button
        ref={button}
        type="button"
        class="button quiet"
        aria-label={label}
        title={label}
        popovertarget={id}
        onClick={onOpen}
      >
        <Icon name="more" />
      </button>
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
        onToggle={place}
        onKeyDown={move}
        onClick={() => list.current?.hidePopover()}
      >
        {isDrawn && children}
      </div>
    </div>
  );
}
