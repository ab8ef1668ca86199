import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyOf } from "../generator/support/lines.ts";
import { Client } from "../support/graphql-client.ts";
import { command, startService, type Variables, variablesOf } from "../support/service.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";

/** What a start that is refused says, all of it: no stack, and an exit code of 1. */
async function refusal(variables: Variables): Promise<string> {
  const { code, stdout, stderr } = await command(["serve"], variables);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  return stderr;
}

const MALFORMED =
  "The configuration cannot be used:\n  MASTER_KEY must be one or more keys of 32 bytes in base64, separated by commas.\n";
const weak = (why: string) =>
  `MASTER_KEY cannot be used: its first key ${why}, so it can be guessed. 'tokenworks keys new' makes a random one, and so does: openssl rand -base64 32.\n`;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const GOOD = base64(keyOf(31));

describe("a master key that no service should have", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tokenworks-keys-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ["text that is no base64", "correct horse battery staple", MALFORMED],
    ["16 bytes", base64(keyOf(31).subarray(0, 16)), MALFORMED],
    ["hexadecimal digits", Buffer.from(keyOf(31)).toString("hex"), MALFORMED],
    ["one byte again and again", base64(new Uint8Array(32).fill(7)), weak("has only a few different bytes")],
    [
      "a sequence, as examples have it",
      base64(Uint8Array.from({ length: 32 }, (_, at) => at)),
      weak("is a sequence, or repeats itself"),
    ],
    [
      "a password, before a good key",
      `${base64(Buffer.from("correct horse battery staple 12!"))},${GOOD}`,
      weak("is text, such as a password"),
    ],
  ])("ends the start with a sentence, from the variable and from a file alike: %s", async (_, key, sentence) => {
    const name = Buffer.from(key).toString("base64url").slice(0, 12);
    const [DATA_DIR, file] = [join(folder, name), join(folder, `${name}.key`)];
    writeFileSync(file, `${key}\n`);
    expect(
      await Promise.all([
        refusal({ PORT: "0", DATA_DIR, MASTER_KEY: key }),
        refusal({ PORT: "0", DATA_DIR: `${DATA_DIR}-file`, MASTER_KEY_FILE: file }),
      ]),
    ).toEqual([sentence, sentence]);
    expect(
      [DATA_DIR, `${DATA_DIR}-file`].some((each) => existsSync(join(each, "master.key"))),
      "a key of its own was made instead",
    ).toBe(false);
  });

  it("leaves nothing in the way of a good one", async () => {
    const variables = { PORT: "0", DATA_DIR: join(folder, "again") };
    await refusal({ ...variables, MASTER_KEY: base64(new Uint8Array(32)) });
    await using service = await startService({ ...variables, MASTER_KEY: GOOD });
    expect(service.printed().stdout).toContain("Api-Key");
  });
});

describe.each(DIALECTS)("a database that was lost, on %s", (dialect) => {
  it("is not begun anew but by --new-database, which takes away nothing that is there", async () => {
    await using place = await newDatabase(dialect);
    const { FIRST_API_KEY: _, ...variables } = variablesOf(place);
    const apiKeyOf = (printed: string) => /Api-Key +(\S+) {3}/.exec(printed)?.[1] ?? "";
    const first = await startService(variables, ["--new-database"]);
    const apiKey = apiKeyOf(first.printed().stdout);
    await first.end("SIGTERM");
    {
      await using again = await startService(variables, ["--new-database"]);
      expect(apiKeyOf(again.printed().stdout), "no customer is made: the database is there").toBe("");
      await Client.open(again.url, apiKey);
      await again.end("SIGTERM");
    }
    await lose();
    expect(await refusal(variables)).toMatch(
      dialect === "sqlite"
        ? /^There is no database in .*, but there was one; this is left of it: its master key, tokenworks\.db\.note\. .* start once by "tokenworks serve --new-database"\.\n$/
        : /^The database is empty, but there is a master key in DATA_DIR, .* start once by "tokenworks serve --new-database"\.\n$/,
    );
    const begun = await startService(variables, ["--new-database"]);
    expect(apiKeyOf(begun.printed().stdout)).toMatch(/^[0-9a-f-]{36}$/);
    await expect(Client.open(begun.url, apiKey)).rejects.toThrow();
    await begun.end("SIGTERM");
    if (dialect === "sqlite")
      expect(readdirSync(place.dataDir).filter((name) => name.startsWith("tokenworks.db.note.before-"))).toHaveLength(
        1,
      );
    await (await startService(variables)).end("SIGTERM");

    async function lose(): Promise<void> {
      if (dialect === "sqlite") {
        rmSync(join(place.dataDir, "tokenworks.db"));
        return;
      }
      await using storage = await storageOf(place);
      await storage.em.execute("drop schema public cascade; create schema public");
    }
  });
});

it("tells of a lost database by its note alone, where MASTER_KEY is in the environment; in an empty folder nothing tells", async () => {
  await using place = await newDatabase("sqlite");
  const variables = { ...variablesOf(place), MASTER_KEY: GOOD };
  await (await startService(variables)).end("SIGTERM");
  rmSync(join(place.dataDir, "tokenworks.db"));
  expect(await refusal(variables)).toMatch(/but there was one; this is left of it: tokenworks\.db\.note\./);
  rmSync(join(place.dataDir, "tokenworks.db.note"));
  await using service = await startService(variables);
  await Client.open(service.url);
});
