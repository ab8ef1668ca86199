import type { Browser } from "playwright-core";
import { shared } from "../../support/shared.ts";
import { startBrowser } from "./start-browser.ts";

/** One browser for the tests of a suite; each of them opens pages of its own. */
export function sharedBrowser(): Browser {
  return shared(startBrowser);
}
