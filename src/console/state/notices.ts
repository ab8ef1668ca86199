import { signal } from "@preact/signals";

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isError: boolean;
}

const SHOWN_MS = 6_000;
let lastId = 0;

/** What has just happened, told for a moment, and read aloud. */
export const notices = signal<readonly Notice[]>([]);

export function tell(text: string, isError = false): void {
  lastId += 1;
  const id = lastId;
  notices.value = [...notices.value.slice(-2), { id, text, isError }];
  setTimeout(() => {
    dismiss(id);
  }, SHOWN_MS);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
