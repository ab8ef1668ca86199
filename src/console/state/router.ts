import { computed, signal } from "@preact/signals";

/** Where the console stands, such as "/" or "/shop/tokens/". */
const BASE = new URL(document.baseURI).pathname;

export type Page =
  | { readonly name: "lines" | "new" | "alphabets" | "sessions" | "account" | "unknown" }
  | { readonly name: "line"; readonly id: string };

/** The explorer's address, beside the console's pages: a page of its own, which is loaded. */
export const EXPLORER = "graphiql";

/** The address within the console, without a slash before it. */
export const path = signal(pathNow());
export const page = computed<Page>(() => pageAt(path.value));

addEventListener("popstate", () => {
  path.value = pathNow();
});

/** Goes to a page by its address within the console. */
export function navigate(to: string): void {
  if (to === path.value) return;
  history.pushState(null, "", BASE + to);
  path.value = to;
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** Leaves the console for the explorer, in this tab: there it finds the keys that the reader is signed in with. */
export function openExplorer(): void {
  location.assign(new URL(EXPLORER, document.baseURI));
}

function pathNow(): string {
  return location.pathname.startsWith(BASE) ? location.pathname.slice(BASE.length).replace(/\/$/, "") : "";
}

function pageAt(at: string): Page {
  if (at === "") return { name: "lines" };
  const [, id] = /^lines\/([^/]+)$/.exec(at) ?? [];
  if (id !== undefined) return { name: "line", id: decodeURIComponent(id) };
  if (at === "new" || at === "alphabets" || at === "sessions" || at === "account") return { name: at };
  return { name: "unknown" };
}
