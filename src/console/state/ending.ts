import { signal } from "@preact/signals";

/** What the service was asked to end and has not answered of yet: the ids of lines, the keys of sessions. */
export const ending = signal<ReadonlySet<string>>(new Set());

/** Shows that something is about to end for as long as the request takes; refused, it is what it was. */
export async function whileEnding<Answer>(name: string, request: () => Promise<Answer>): Promise<Answer> {
  ending.value = new Set(ending.peek()).add(name);
  try {
    return await request();
  } finally {
    ending.value = new Set([...ending.peek()].filter((other) => other !== name));
  }
}
