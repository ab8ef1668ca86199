import { lineName } from "../lib/line-name.ts";
import { useId, useState } from "preact/hooks";
import { Icon, type IconName } from "../parts/icons.tsx";
import { closeDialog, dialog } from "../state/dialogs.ts";
import { forgetKeys } from "../state/keys.ts";
import { lineNow, order } from "../state/lines.ts";
import { navigate, openExplorer } from "../state/router.ts";
import { Modal } from "./modal.tsx";

interface Command {
  readonly id: string;
  readonly label: string;
  readonly aside: string;
  readonly icon: IconName;
  readonly run: () => void;
}

const MOST_LINES = 8;

const goTo = (to: string) => () => {
  closeDialog();
  navigate(to);
};

const COMMANDS: readonly Command[] = [
  { id: "new", label: "New line", aside: "N", icon: "plus", run: goTo("new") },
  { id: "lines", label: "Lines", aside: "G L", icon: "lines", run: goTo("") },
  { id: "alphabets", label: "Alphabets", aside: "G A", icon: "letters", run: goTo("alphabets") },
  { id: "sessions", label: "Sessions", aside: "G S", icon: "sessions", run: goTo("sessions") },
  { id: "account", label: "Account", aside: "G C", icon: "account", run: goTo("account") },
  {
    id: "continue",
    label: "Continue a line from a snapshot",
    aside: "",
    icon: "file",
    run: () => {
      dialog.value = { kind: "continue", line: null, snapshot: null };
    },
  },
  { id: "explorer", label: "Explorer of the GraphQL schema", aside: "G E", icon: "code", run: openExplorer },
  {
    id: "keys",
    label: "Keys",
    aside: "?",
    icon: "more",
    run: () => {
      dialog.value = { kind: "keys" };
    },
  },
  {
    id: "out",
    label: "Sign out",
    aside: "",
    icon: "leave",
    run: () => {
      closeDialog();
      forgetKeys();
    },
  },
];

/** Everything that the console can do, and every loaded line, by a few letters. */
export function PaletteDialog() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const found = [...commandsLike(text), ...linesLike(text)];
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") found[at]?.run();
    if (step !== 0) setAt((at + step + found.length) % Math.max(1, found.length));
    if (step !== 0 || event.key === "Enter") event.preventDefault();
  };
  return (
    <Modal title="Search and commands" class="palette" isBare>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-label="Search and commands"
        placeholder="Where to, or which line?"
        autofocus
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={move}
      />
      <ul id={`${id}-list`} role="listbox" aria-label="What was found">
        {found.map(({ id: key, label, aside, icon, run }, index) => (
          <li key={key} id={`${id}-${index}`} role="option" aria-selected={index === at} onClick={run}>
            <Icon name={icon} />
            <span class="grow">{label}</span>
            <small>{aside}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p class="quiet pad">Nothing is called that. Try an alphabet, or the beginning of a line's id.</p>
      )}
    </Modal>
  );
}

function commandsLike(text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  return COMMANDS.filter(({ label }) => label.toLowerCase().includes(wanted));
}

function linesLike(text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  return order.value
    .flatMap((id) => lineNow(id)?.peek().line ?? [])
    .filter((line) => line.id.startsWith(wanted) || lineName(line).toLowerCase().includes(wanted))
    .slice(0, MOST_LINES)
    .map((line) => ({
      id: line.id,
      label: `${lineName(line)} · ${line.digits} digits`,
      aside: line.id.slice(0, 8),
      icon: "lines",
      run: goTo(`lines/${line.id}`),
    }));
}
