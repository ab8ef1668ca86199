import { change } from "../api/client.ts";
import { CloseSessionDocument } from "../api/operations.generated.ts";
import { whileEnding } from "../state/ending.ts";
import { keepKeys, keys } from "../state/keys.ts";
import { closedSessions } from "../state/use-sessions.ts";
import { tell } from "../state/notices.ts";
import { TypedConfirmation } from "./typed-confirmation.tsx";

export function CloseSessionDialog({ sessionKey, note }: { readonly sessionKey: string; readonly note: string }) {
  const close = async () => {
    const { data, refused } = await whileEnding(sessionKey, () => change(CloseSessionDocument, { key: sessionKey }));
    if (data === null) return refused;
    closedSessions.value = new Map(closedSessions.peek()).set(sessionKey, data.closeSession.timestamps.revoked);
    tell("The session is closed.");
    if (keys.value.sessionKey === sessionKey) keepKeys({ sessionKey: null });
    return null;
  };
  return (
    <TypedConfirmation
      title={`Close the session “${note}”?`}
      verb="Close the session"
      word={sessionKey.slice(0, 8)}
      run={close}
    >
      <p>
        All of its lines are dismantled and its alphabets removed. Whoever has its key is locked out. This cannot be
        taken back.
      </p>
    </TypedConfirmation>
  );
}
