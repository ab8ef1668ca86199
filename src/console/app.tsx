import { Provider } from "@urql/preact";
import { useEffect } from "preact/hooks";
import { client } from "./api/client.ts";
import { Dialogs } from "./dialogs/dialogs.tsx";
import { SnapshotDrop } from "./dialogs/snapshot-drop.tsx";
import { AccountPage } from "./pages/account.tsx";
import { AlphabetsPage } from "./pages/alphabets.tsx";
import { LinePage } from "./pages/line.tsx";
import { LinesPage } from "./pages/lines.tsx";
import { NewLinePage } from "./pages/new-line.tsx";
import { SessionsPage } from "./pages/sessions.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { UnknownPage } from "./pages/unknown.tsx";
import { Notices } from "./parts/notices.tsx";
import { Sidebar } from "./parts/sidebar.tsx";
import { StatusBar } from "./parts/status-bar.tsx";
import { keys } from "./state/keys.ts";
import { page } from "./state/router.ts";

const TITLES = {
  lines: "Lines",
  line: "Line",
  new: "New line",
  alphabets: "Alphabets",
  sessions: "Sessions",
  account: "Account",
  unknown: "Not found",
} as const;

export function App() {
  const { name } = page.value;
  const isIn = keys.value.sessionKey !== null;
  useEffect(() => {
    document.title = isIn ? `${TITLES[name]} · Tokenworks` : "Sign in · Tokenworks";
  }, [isIn, name]);
  return (
    <Provider value={client.value}>
      {isIn ? <Shell /> : <SignInPage />}
      <Notices />
    </Provider>
  );
}

function Shell() {
  return (
    <div class="shell">
      <a class="skip" href={`${location.pathname}#main`}>
        To the content
      </a>
      <Sidebar />
      <main id="main" tabIndex={0}>
        <Current />
      </main>
      <StatusBar />
      <Dialogs />
      <SnapshotDrop />
    </div>
  );
}

function Current() {
  const at = page.value;
  switch (at.name) {
    case "lines":
      return <LinesPage />;
    case "line":
      return <LinePage key={at.id} id={at.id} />;
    case "new":
      return <NewLinePage />;
    case "alphabets":
      return <AlphabetsPage />;
    case "sessions":
      return <SessionsPage />;
    case "account":
      return <AccountPage />;
    case "unknown":
      return <UnknownPage />;
  }
}
