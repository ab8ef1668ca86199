import { signal } from "@preact/signals";

/** What a reader has signed in with: an Api-Key, a session's key, or both. */
export interface Keys {
  readonly apiKey: string | null;
  readonly sessionKey: string | null;
}

const PLACE = `tokenworks:${new URL(document.baseURI).pathname}`;
const NONE: Keys = { apiKey: null, sessionKey: null };

/** Kept in the tab; in the browser as well where the reader has asked for it. */
export const keys = signal<Keys>(stored(sessionStorage) ?? stored(localStorage) ?? NONE);
export const isRemembered = signal(stored(localStorage) !== null);

/** Changes some of the keys, and whether the browser keeps them beyond the tab. */
export function keepKeys(changed: Partial<Keys>, remember = isRemembered.value): void {
  keys.value = { ...keys.value, ...changed };
  isRemembered.value = remember;
  const text = JSON.stringify(keys.value);
  sessionStorage.setItem(PLACE, text);
  if (remember) localStorage.setItem(PLACE, text);
  else localStorage.removeItem(PLACE);
}

export function forgetKeys(): void {
  sessionStorage.removeItem(PLACE);
  localStorage.removeItem(PLACE);
  isRemembered.value = false;
  keys.value = NONE;
}

function stored(storage: Storage): Keys | null {
  try {
    const { apiKey = null, sessionKey = null } = JSON.parse(storage.getItem(PLACE) ?? "null") as Partial<Keys>; // keepKeys() has written it
    return { apiKey, sessionKey };
  } catch {
    return null; // nothing is kept, or not by this page
  }
}
