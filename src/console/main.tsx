import "./style.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { startLive } from "./state/live.ts";
import { startShortcuts } from "./state/shortcuts.ts";
import { redeemLink } from "./state/sign-in-link.ts";

void redeemLink();
startLive();
startShortcuts();
render(<App />, document.body);
