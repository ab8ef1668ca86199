import pg from "pg";
import { expect, it } from "vitest";
import { Mailbox } from "../../src/database/mailbox.ts";
import { newDatabase } from "../support/databases.ts";
import { until } from "../support/until.ts";

/** As many as wait. */
const MOST = 10_000;

/** Two nodes' mailboxes on one server: what the one tells, and what the other hears. */
async function newPair(stack: AsyncDisposableStack) {
  const { databaseUrl } = stack.use(await newDatabase("postgresql"));
  const connected = async () => {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on("error", () => undefined);
    await client.connect();
    stack.defer(() => client.end());
    return client;
  };
  let client: pg.Client | null = null;
  const one = new Mailbox("one", () => client);
  const other = new Mailbox("other", () => null);
  const heard: string[] = [];
  other.onGap(() => heard.push("gap"));
  other.hear("word", ([word = ""]) => heard.push(word));
  await other.open(await connected());
  heard.length = 0; // the gap before its first connection
  const open = async () => {
    client = await connected();
    await one.open(client);
    return client;
  };
  return { one, heard, open };
}

it("sends what was told without a connection once there is one, in order and in letters that PostgreSQL takes", async () => {
  await using stack = new AsyncDisposableStack();
  const { one, heard, open } = await newPair(stack);
  const words = Array.from({ length: 2_000 }, (_, at) => `word ${at}`);
  for (const word of words) one.tell(["word", word]);
  await one.sent();
  expect(heard).toEqual([]);
  await open();
  await until(() => Promise.resolve(heard.length >= words.length));
  expect(heard).toEqual(words);
});

it("tells of a gap in the place of more than it keeps: without a connection, and when one breaks", async () => {
  await using stack = new AsyncDisposableStack();
  const { one, heard, open } = await newPair(stack);
  for (let at = 0; at <= MOST; at += 1) one.tell(["word", `${at}`]);
  const client = await open();
  await until(() => Promise.resolve(heard.includes(`${MOST}`)));
  expect(heard).toEqual(["gap", `${MOST}`]);
  await one.sent(); // nothing is under way that would be sent anew
  heard.length = 0;
  client.query("select pg_sleep(60)").catch(() => undefined); // the next one waits behind it
  one.tell(["word", "under way"]);
  await new Promise((resolve) => setImmediate(resolve));
  for (let at = 0; at < MOST; at += 1) one.tell(["word", `${at}`]);
  await client.end(); // which breaks what is under way
  await one.sent();
  await open();
  await one.sent();
  one.tell(["word", "last"]);
  await until(() => Promise.resolve(heard.includes("last")));
  expect(heard).toEqual(["gap", "last"]);
});
