import { dialog } from "./dialogs.ts";
import { keys } from "./keys.ts";
import { navigate, openExplorer } from "./router.ts";

export interface Shortcut {
  readonly keys: string;
  readonly does: string;
}

/** Pages by the letter that follows "g". */
const PAGES: Readonly<Record<string, string>> = { l: "", n: "new", a: "alphabets", s: "sessions", c: "account" };
/** So long a "g" waits for its letter. */
const WAIT_MS = 1_200;

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Ctrl K", does: "Search and commands" },
  { keys: "?", does: "These keys" },
  { keys: "N", does: "New line" },
  { keys: "/", does: "Search the lines" },
  { keys: "↑ ↓ J K", does: "Move through the lines" },
  { keys: "Enter", does: "Open the line" },
  { keys: "G L", does: "Go to the lines" },
  { keys: "G A", does: "Go to the alphabets" },
  { keys: "G S", does: "Go to the sessions" },
  { keys: "G C", does: "Go to the account" },
  { keys: "G E", does: "Go to the explorer" },
  { keys: "Esc", does: "Close what is open" },
];

/** Listens for the keys that work anywhere. */
export function startShortcuts(): void {
  let awaitedUntil = 0;
  addEventListener("keydown", (event) => {
    if (keys.value.sessionKey === null) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      dialog.value = dialog.value?.kind === "palette" ? null : { kind: "palette" };
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.value !== null || isTyping(event.target)) return;
    const isAwaited = event.timeStamp < awaitedUntil;
    const target = isAwaited ? PAGES[event.key] : undefined;
    awaitedUntil = event.key === "g" ? event.timeStamp + WAIT_MS : 0;
    if (target !== undefined) navigate(target);
    else if (isAwaited && event.key === "e") openExplorer();
    else if (!press(event.key)) return;
    event.preventDefault();
  });
}

function press(key: string): boolean {
  if (key === "?") dialog.value = { kind: "keys" };
  else if (key === "n") navigate("new");
  else if (key === "/") {
    navigate("");
    requestAnimationFrame(() => document.getElementById("search")?.focus());
  } else return false;
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
