import { dialog } from "../state/dialogs.ts";
import { type Connection, connection } from "../state/live.ts";

const WORDS: Readonly<Record<Connection, string>> = {
  off: "Not connected",
  connecting: "Connecting …",
  live: "Live",
  lost: "Connection lost, trying again …",
};

const VERSION = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? "";

export function StatusBar() {
  const at = connection.value;
  return (
    <footer class="status-bar">
      <span class={`connection ${at}`} role="status">
        {WORDS[at]}
      </span>
      <span class="grow">{location.host}</span>
      <span>{VERSION && `Tokenworks ${VERSION}`}</span>
      <button
        type="button"
        onClick={() => {
          dialog.value = { kind: "keys" };
        }}
      >
        <kbd>?</kbd> Keys
      </button>
    </footer>
  );
}
