import { dialog } from "../state/dialogs.ts";
import { type Connection, connection, type Greeting, greeting } from "../state/live.ts";

const WORDS: Readonly<Record<Connection, string>> = {
  off: "Not connected",
  connecting: "Connecting …",
  live: "Live",
  lost: "Connection lost, trying again …",
};

const VERSION = document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? "";

/** Digits of a node's id that tell it from others. */
const SHORT = 8;

export function StatusBar() {
  const at = connection.value;
  return (
    <footer class="status-bar">
      <span class={`connection ${at}`} role="status">
        {WORDS[at]}
      </span>
      <span class="grow">{location.host}</span>
      {greeting.value && <NodeName {...greeting.value} />}
      <Version served={greeting.value?.version ?? VERSION} />
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

function NodeName({ node, nodes }: Greeting) {
  if (node === null) return <span>One node</span>;
  return (
    <span title={`The node ${node}, as the logs name it`}>
      Node <code>{node.slice(0, SHORT)}</code>, {nodes === 1 ? "the only one" : `one of ${nodes}`}
    </span>
  );
}

/** A page that was loaded before an upgrade goes on, and says how to get the new one. */
function Version({ served }: { readonly served: string }) {
  if (VERSION === "" || served === VERSION) return <span>{VERSION && `Tokenworks ${VERSION}`}</span>;
  return (
    <button
      type="button"
      onClick={() => {
        location.reload();
      }}
    >
      Reload for Tokenworks {served}
    </button>
  );
}
