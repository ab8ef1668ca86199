import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { begunCommand, command } from "../support/service.ts";

const UNKNOWN = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";

describe("the commands for a running service", () => {
  let place: TestDatabase;
  let server: TestServer;
  let client: Client;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tokenworks-remote-"));
    place = await newDatabase("sqlite");
    server = await newServer("sqlite", { place });
    client = await Client.open(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await place[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  const access = () => ({ BASE: server.url, SESSION_KEY: client.sessionKey });

  it("show the lines of a session, as rows and as JSON", async () => {
    const ids = [await client.ordered({ size: 1_000n }), await client.ordered({ size: 2_000n })];
    for (const id of ids) await client.reached(id, "finished");
    const file = join(folder, "session-key");
    writeFileSync(file, `${access().SESSION_KEY}\n`);
    const [rows, json] = await Promise.all([
      command(["lines", "--url", server.url, "--session-key-file", file], {}),
      command(["lines", "--json"], access()),
    ]);
    const newest = ids.toReversed();
    expect(rows).toMatchObject({ code: 0, stderr: "" });
    expect(rows.stdout.trim().split("\n").map((row) => row.split("\t").slice(0, 4))).toEqual(
      newest.map((id, at) => [id, "finished", "100 %", at === 0 ? "2000" : "1000"]),
    ); // prettier-ignore
    expect(JSON.parse(json.stdout)).toMatchObject(newest.map((id) => ({ id, status: { status: "FINISHED" } })));
  });

  it("follow a line to its end, and end with 1 where that is none", async () => {
    const [whole, cancelled] = [await client.ordered({ size: 3_000_000n }), await client.ordered({ size: ENDLESS })];
    const following = [command(["follow", whole], access()), command(["follow", cancelled, "--json"], access())];
    await client.shows(cancelled, ({ status }) => status === "STARTED");
    await client.cancel(cancelled);
    const [good, bad] = await Promise.all(following);
    expect(good).toMatchObject({ code: 0, stderr: "" });
    expect(good?.stdout).toMatch(new RegExp(`^${whole}\tfinished\t100 %\t3000000\t`, "m"));
    expect(bad?.code).toBe(1);
    const objects = bad?.stdout.trim().split("\n").map((row) => JSON.parse(row) as object) ?? []; // prettier-ignore
    expect(objects.at(-1)).toMatchObject({ id: cancelled, status: { status: "CANCELLED" } });
  });

  it("go on where the service is started anew under them", async () => {
    const id = await client.ordered({ size: 60_000_000n });
    const following = await begunCommand(["follow", id], access());
    const environment = { PORT: new URL(server.url).port };
    await server.stop();
    server = await newServer("sqlite", { place, environment });
    const { code, stdout, stderr } = await following.ended;
    expect([code, stderr]).toEqual([0, "The connection is lost; it is tried again.\nThe connection is back.\n"]); // prettier-ignore
    expect(stdout).toMatch(new RegExp(`${id}\tfinished\t100 %`));
  }, 60_000);

  it.each([
    ["a line that the session does not have", ["follow", UNKNOWN], {}, "no production line with that id"],
    ["no key", ["lines"], { SESSION_KEY: "" }, "Give the Session-Key"],
    ["a key that is good for nothing", ["lines"], { SESSION_KEY: UNKNOWN }, "Session-Key"],
    ["an address that is none", ["lines", "--url", "tokens"], {}, "--url"],
    ["a service that is not there", ["lines", "--url", "http://127.0.0.1:1"], {}, "does not answer"],
    ["a file that is not there", ["lines", "--session-key-file", "none"], {}, "SESSION_KEY_FILE"],
  ])("refuse %s with 2 and a sentence", async (_, words, variables, sentence) => {
    const { code, stdout, stderr } = await command(words, { ...access(), ...variables });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
