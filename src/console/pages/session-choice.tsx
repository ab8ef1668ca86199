import { useState } from "preact/hooks";
import { Button, Field, Trouble } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { shownAge } from "../lib/times.ts";
import { nowMs } from "../state/clock.ts";
import { forgetKeys } from "../state/keys.ts";
import { enterSession, openSession } from "../state/sign-in.ts";
import { useSessions } from "../state/use-sessions.ts";
import { MoreSessions } from "../parts/more-sessions.tsx";

/** After an Api-Key: which session to enter. */
export function SessionChoice() {
  const asked = useSessions();
  const { data, refused, again } = asked;
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async () => {
    setWrong((await openSession(note))?.message ?? null);
  };
  const sessions = (data ?? []).filter(({ timestamps }) => timestamps.revoked === null);
  return (
    <div class="card">
      <h1>Choose a session</h1>
      <p class="quiet">Lines and alphabets belong to a session. Whoever has its key can use it.</p>
      {refused && <Trouble refused={refused} onRetry={again} />}
      <ul class="sessions-choice">
        {sessions.map(({ key, note: told, client, timestamps }) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => {
                enterSession(key);
              }}
            >
              <span class="grow">
                <strong>{told ?? "Without a note"}</strong>
                <small>
                  opened {shownAge(timestamps.granted, nowMs.value)}
                  {client && ` from ${client}`}
                </small>
              </span>
              <code>{key.slice(0, 8)}</code>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
      <MoreSessions asked={asked} />
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Field label="Or open a new one" wrong={wrong} hint="A note to know it by">
          {(attributes) => (
            <input
              {...attributes}
              placeholder="Vouchers of spring"
              value={note}
              onInput={({ currentTarget }) => {
                setNote(currentTarget.value);
              }}
            />
          )}
        </Field>
        <Button
          kind="primary"
          onPress={() => {
            void open();
          }}
        >
          Open
        </Button>
      </form>
      <Button kind="quiet" onPress={forgetKeys}>
        Use another key
      </Button>
    </div>
  );
}
