import { describe, expect, it } from "vitest";
import { startBlock } from "../../src/cli/start-block.ts";
import { readConfig } from "../../src/config.ts";
import { version } from "../../src/lib/version.ts";

const url = "http://127.0.0.1:4000";
const KEY = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

describe("what a start says", () => {
  it("is where the service is and what it works with, and the first time what to do next", () => {
    const server = { url, isFirstStart: true, newApiKey: KEY, signInSecret: "secret" };
    expect(startBlock(server, readConfig({ DATA_DIR: "/srv/data" }))).toBe(`Tokenworks ${version()} is ready.
  Console     ${url}/#sign-in=secret   (signs in once, within 15 minutes)
  GraphQL     ${url}/graphql
  REST        ${url}/api
  Database    SQLite, /srv/data/tokenworks.db
  Master key  /srv/data/master.key   (keep a copy of it elsewhere: without it the database is worthless)
  Agreement   unlimited, of new customers
  Payment     none: orders need no payment
  Api-Key     ${KEY}   (shown this once: keep it)

What to do next:
  Open the console's address above in a browser, which signs you in, and order tokens.
  Or open a session from a shell, which answers the Session-Key that all else needs:
    export API_KEY='${KEY}'
    curl -f ${url}/graphql -H "Content-Type: application/json" -H "Api-Key: $API_KEY" -d '{"query":"mutation { openSession { key } }"}'
  ${url}/graphiql explains the schema, and tries requests.`);
  });

  it.each([
    ["http://0.0.0.0:4000", "http://127.0.0.1:4000"],
    ["http://[::]:4000", "http://[::1]:4000"],
  ])("leads to this machine where the service listens on all of its addresses, as %s", (all, here) => {
    const server = { url: all, isFirstStart: false, newApiKey: null, signInSecret: null };
    const said = startBlock(server, readConfig({}));
    expect(said).toContain(`  Console     ${here}/\n`);
    expect(said).toContain(`  Listens     ${all}\n`);
  });

  it("shows no credential of the configuration, and later nothing of beginning", () => {
    const config = readConfig({
      DATABASE_URL: "postgres://user:hunter2@db.example:5433/serial%20numbers",
      MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
      FIRST_API_KEY: KEY,
      AGREEMENT: "basic",
      PAYMENT: "stripe",
      STRIPE_SECRET_KEY: "sk_live_hunter2",
      PUBLIC_URL: "https://example.com/shop",
    });
    expect(startBlock({ url, isFirstStart: false, newApiKey: null, signInSecret: null }, config))
      .toBe(`Tokenworks ${version()} is ready.
  Console     https://example.com/shop/
  GraphQL     https://example.com/shop/graphql
  REST        https://example.com/shop/api
  Listens     ${url}
  Database    PostgreSQL, serial numbers on db.example:5433
  Master key  of the configuration (MASTER_KEY)
  Agreement   basic, of new customers
  Payment     stripe, with real payments`);
    const first = startBlock({ url, isFirstStart: true, newApiKey: null, signInSecret: null }, config);
    expect(first).toContain("sign in with the Api-Key");
    expect(first).not.toMatch(new RegExp(`hunter2|${KEY}`));
  });
});
