import { dialog } from "../state/dialogs.ts";
import { forgetKeys } from "../state/keys.ts";
import { EXPLORER, page } from "../state/router.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Link } from "./link.tsx";

const PAGES: readonly {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  readonly label: string;
}[] = [
  { to: "", name: "lines", icon: "lines", label: "Lines" },
  { to: "new", name: "new", icon: "plus", label: "New line" },
  { to: "alphabets", name: "alphabets", icon: "letters", label: "Alphabets" },
  { to: "sessions", name: "sessions", icon: "sessions", label: "Sessions" },
  { to: "account", name: "account", icon: "account", label: "Account" },
];

export function Sidebar() {
  const here = page.value.name === "line" ? "lines" : page.value.name;
  return (
    <header class="sidebar">
      <Link to="" class="wordmark">
        <Icon name="mark" />
        <span>Tokenworks</span>
      </Link>
      <button
        type="button"
        class="finder"
        onClick={() => {
          dialog.value = { kind: "palette" };
        }}
      >
        <Icon name="search" />
        <span>Search</span>
        <kbd>Ctrl K</kbd>
      </button>
      <nav aria-label="Pages">
        {PAGES.map(({ to, name, icon, label }) => (
          <Link key={name} to={to} current={here === name}>
            <Icon name={icon} />
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <a href={EXPLORER} class="beside">
        <Icon name="code" />
        <span>Explorer</span>
      </a>
      <button type="button" class="leave" onClick={forgetKeys}>
        <Icon name="leave" />
        <span>Sign out</span>
      </button>
    </header>
  );
}
