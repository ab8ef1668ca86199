import { join } from "node:path";
import { MASTER_KEY_FILE } from "../access/open-keyring.ts";
import type { Config } from "../config.ts";
import { version } from "../lib/version.ts";
import { databaseName } from "../service-options.ts";
import type { RunningServer } from "../server.ts";

type Started = Pick<RunningServer, "url" | "isFirstStart" | "newApiKey" | "signInSecret">;

/** What a start says once it serves: where, with what, and, the first time, what to do next. */
export function startBlock(server: Started, config: Config): string {
  const { url, signInSecret, newApiKey } = server;
  const { PUBLIC_URL = reachable(url) } = config;
  const signIn = signInSecret === null ? "" : `#sign-in=${signInSecret}   (signs in once, within 15 minutes)`;
  const rows: readonly (readonly [string, string | null])[] = [
    ["Console", `${PUBLIC_URL}/${signIn}`],
    ["GraphQL", `${PUBLIC_URL}/graphql`],
    ["REST", `${PUBLIC_URL}/api`],
    ["Listens", PUBLIC_URL === url ? null : url],
    ["Database", databaseName(config)],
    ["Master key", masterKeyPlace(config)],
    ["Agreement", `${config.AGREEMENT}, of new customers`],
    ["Payment", paymentWords(config)],
    ["Api-Key", newApiKey && `${newApiKey}   (shown this once: keep it)`],
  ];
  const shown = rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(10)}  ${value}`]));
  return [
    `Tokenworks ${version()} is ready.`,
    ...shown,
    ...(server.isFirstStart ? nextSteps(server, PUBLIC_URL) : []),
  ].join("\n");
}

/** What this machine reaches a service by that listens on all of its addresses: browsers go to no such address. */
function reachable(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

function masterKeyPlace({ MASTER_KEY, DATA_DIR }: Config): string {
  const isConfigured = MASTER_KEY !== undefined;
  return isConfigured
    ? "of the configuration (MASTER_KEY)"
    : `${join(DATA_DIR, MASTER_KEY_FILE)}   (keep a copy of it elsewhere: without it the database is worthless)`;
}

function paymentWords({ PAYMENT, STRIPE_SECRET_KEY = "" }: Config): string {
  if (PAYMENT === "none") return "none: orders need no payment";
  if (PAYMENT === "sandbox") return "sandbox: every order needs a payment, and any counts as paid";
  return `stripe, ${STRIPE_SECRET_KEY.includes("_live_") ? "with real payments" : "with test payments"}`;
}

function nextSteps({ newApiKey, signInSecret }: Started, url: string): string[] {
  const key = newApiKey ?? "the key of FIRST_API_KEY";
  return [
    "",
    "What to do next:",
    signInSecret === null
      ? `  Open ${url}/ in a browser, sign in with the Api-Key, and order tokens.`
      : "  Open the console's address above in a browser, which signs you in, and order tokens.",
    "  Or open a session from a shell, which answers the Session-Key that all else needs:",
    `    export API_KEY='${key}'`,
    `    curl -f ${url}/graphql -H "Content-Type: application/json" -H "Api-Key: $API_KEY" -d '{"query":"mutation { openSession { key } }"}'`,
    `  ${url}/graphiql explains the schema, and tries requests.`,
  ];
}
