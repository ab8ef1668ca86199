import { effect, signal } from "@preact/signals";
import { headersNow } from "../api/client.ts";
import { type Draft, EXAMPLES } from "./examples.ts";

const PLACE = `tokenworks-explorer:${new URL(document.baseURI).pathname}`;
const kept = keptDraft();

export const query = signal(kept.query);
export const variables = signal(kept.variables);
/** Filled in from what the console is signed in with; never kept, because they are credentials. */
export const headers = signal(headersText());

// For as long as the tab is open: whoever loads the page again finds what was written.
effect(() => {
  sessionStorage.setItem(PLACE, JSON.stringify({ query: query.value, variables: variables.value }));
});

export function take(draft: Draft): void {
  query.value = draft.query;
  variables.value = draft.variables;
}

/** An object that an editor holds as JSON; nothing stands for none. */
export function parseObject(text: string, name: string): Readonly<Record<string, unknown>> | string {
  if (text.trim() === "") return {};
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    return `${name} must be a JSON object, such as {"first": 3}.`;
  } catch (error) {
    return `${name} are no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function headersText(): string {
  const own = headersNow();
  return `${JSON.stringify(Object.keys(own).length > 0 ? own : { "Session-Key": "" }, null, 2)}\n`;
}

function keptDraft(): Draft {
  const [first] = EXAMPLES;
  try {
    const { query: text, variables: json } = JSON.parse(sessionStorage.getItem(PLACE) ?? "null") as Partial<Draft>; // written above
    return typeof text === "string" && typeof json === "string" ? { query: text, variables: json } : first;
  } catch {
    return first; // nothing is kept
  }
}
