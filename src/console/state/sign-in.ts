import { answered, change, newClient, type Refused } from "../api/client.ts";
import { CurrentSessionDocument, OpenSessionDocument, SessionsDocument } from "../api/operations.generated.ts";
import { newUuid, uuidIn } from "../lib/uuid.ts";
import { keepKeys } from "./keys.ts";
import { navigate } from "./router.ts";
import { pageOf, SESSIONS_PAGE } from "./use-sessions.ts";

const NOTE = "Console";

/**
 * Signs in with an Api-Key or a Session-Key, which look alike: the service tells which it is.
 *
 * @returns why it was refused, or null. With an Api-Key that has open sessions the reader chooses one next.
 */
export async function signIn(text: string, remember: boolean): Promise<Refused | null> {
  const key = uuidIn(text);
  if (key === null)
    return {
      code: "INPUT_INVALID",
      field: "key",
      message: "A key is 36 characters long, such as 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a.",
    };
  const client = newClient(() => ({ "Api-Key": key, "Session-Key": key }));
  const customer = await client.query(SessionsDocument, { first: SESSIONS_PAGE, after: null });
  if (customer.data?.customer) {
    const [sessions, end] = pageOf(customer.data);
    const isFree = end?.hasNextPage !== true && sessions.every(({ timestamps }) => timestamps.revoked !== null);
    const opened = isFree ? await client.mutation(OpenSessionDocument, { note: NOTE, key: newUuid() }) : null;
    keepKeys({ apiKey: key, sessionKey: opened?.data?.openSession?.key ?? null }, remember);
    return null;
  }
  const session = await client.query(CurrentSessionDocument, {});
  if (session.data?.session) {
    keepKeys({ apiKey: null, sessionKey: key }, remember);
    return null;
  }
  const { refused } = answered(undefined, session.error);
  return refused?.code === "SESSION_REFUSED"
    ? { ...refused, message: "The service knows no such Api-Key, and no open session with such a key." }
    : refused;
}

/** Opens a session for the Api-Key that the reader has signed in with, and enters it. */
export async function openSession(note: string): Promise<Refused | null> {
  const { data, refused } = await change(OpenSessionDocument, { note: note.trim() || null, key: newUuid() });
  if (data === null) return refused;
  const { key } = data.openSession;
  if (key !== null) enterSession(key); // the Api-Key is told it
  return null;
}

export function enterSession(sessionKey: string): void {
  keepKeys({ sessionKey });
  navigate("");
}
