import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/client.ts";
import { SessionsDocument } from "../api/operations.generated.ts";
import { totalLines } from "./lines.ts";
import { useAlphabets } from "./use-account.ts";
import { pageOf } from "./use-sessions.ts";

/** What is held of the quotas, as far as the service tells a client; null until it is known. */
export interface Held {
  /** Of the customer. */
  readonly openSessions: number | null;
  /** Of the session that the reader is in: the service tells no more. */
  readonly linesHere: number | null;
  readonly alphabetCharsHere: number | null;
}

const MOST_OF_A_PAGE = 1_000;

export function useHeld(): Held {
  const [openSessions, setOpenSessions] = useState<number | null>(null);
  const alphabets = useAlphabets().data;
  useEffect(() => {
    void countOpenSessions().then(setOpenSessions);
  }, []);
  const own = alphabets?.filter(({ style }) => style === "CUSTOM") ?? null;
  const alphabetCharsHere = own?.reduce((sum, { length }) => sum + length, 0) ?? null;
  return { openSessions, linesHere: totalLines.value, alphabetCharsHere };
}

/** Null where a page of them was refused: half of them is no answer. */
async function countOpenSessions(): Promise<number | null> {
  let open = 0;
  let after: string | null = null;
  do {
    const { data }: Awaited<ReturnType<typeof askPage>> = await askPage(after);
    const [sessions, end] = pageOf(data);
    if (end === null) return null;
    open += sessions.filter(({ timestamps }) => timestamps.revoked === null).length;
    after = end.hasNextPage ? end.endCursor : null;
  } while (after !== null);
  return open;
}

function askPage(after: string | null) {
  return ask(SessionsDocument, { first: MOST_OF_A_PAGE, after });
}
