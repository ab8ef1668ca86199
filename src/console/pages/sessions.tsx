import { useState } from "preact/hooks";
import { shownAge, shownMoment } from "../lib/times.ts";
import { Button, Copy, Trouble } from "../parts/controls.tsx";
import { MoreSessions } from "../parts/more-sessions.tsx";
import { NeedApiKey } from "../parts/need-api-key.tsx";
import { nowMs } from "../state/clock.ts";
import { dialog } from "../state/dialogs.ts";
import { ending } from "../state/ending.ts";
import { keys } from "../state/keys.ts";
import { tell } from "../state/notices.ts";
import { enterSession, openSession } from "../state/sign-in.ts";
import { type OwnSession, useSessions } from "../state/use-sessions.ts";

export function SessionsPage() {
  return keys.value.apiKey === null ? (
    <div class="page">
      <div class="bar">
        <h1>Sessions</h1>
      </div>
      <NeedApiKey what="The list of all sessions belongs to the Api-Key." />
    </div>
  ) : (
    <Sessions />
  );
}

function Sessions() {
  const asked = useSessions();
  const { data, refused, again } = asked;
  const [note, setNote] = useState("");
  const all = data ?? [];
  const open = async () => {
    const refusal = await openSession(note);
    if (refusal !== null) tell(refusal.message, true);
  };
  return (
    <div class="page">
      <div class="bar">
        <h1>Sessions</h1>
        <form
          class="inline"
          onSubmit={(event) => {
            event.preventDefault();
            void open();
          }}
        >
          <input
            aria-label="Note of a new session"
            placeholder="Note of a new session"
            value={note}
            onInput={({ currentTarget }) => {
              setNote(currentTarget.value);
            }}
          />
          <Button kind="primary" icon="plus" onPress={() => void open()}>
            Open a session
          </Button>
        </form>
      </div>
      <div class="column">
        {refused && <Trouble refused={refused} onRetry={again} />}
        <div class="list">
          {all.map((session) => (
            <SessionItem key={session.key} session={session} />
          ))}
        </div>
        <div class="actions start">
          <MoreSessions asked={asked} />
        </div>
      </div>
    </div>
  );
}

function SessionItem({ session: { key, note, client, agent, timestamps } }: { readonly session: OwnSession }) {
  const isHere = keys.value.sessionKey === key;
  const isOpen = timestamps.revoked === null;
  const isEnding = isOpen && ending.value.has(key);
  return (
    <div class={isOpen ? "item session" : "item session gone"}>
      <div class="grow">
        <strong>{note ?? "Without a note"}</strong> {isHere && <span class="tag">you are here</span>}{" "}
        {isEnding && <span class="tag">closing</span>}
        <small title={shownMoment(timestamps.granted)}>
          opened {shownAge(timestamps.granted, nowMs.value)}
          {client && ` from ${client}`}
          {timestamps.revoked && `, closed ${shownAge(timestamps.revoked, nowMs.value)}`}
        </small>
        {agent && <small class="agent">{agent}</small>}
      </div>
      {isOpen && !isEnding && (
        <div class="session-actions">
          <Copy text={key} shown={key.slice(0, 8)} what="the Session-Key" />
          {!isHere && (
            <Button
              onPress={() => {
                enterSession(key);
              }}
            >
              Enter
            </Button>
          )}
          <Button
            kind="quiet"
            onPress={() => {
              dialog.value = { kind: "close-session", key, note: note ?? "without a note" };
            }}
          >
            Close …
          </Button>
        </div>
      )}
    </div>
  );
}
