import { createServer } from "node:net";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startBlock } from "../../src/cli/start-block.ts";
import { readConfig } from "../../src/config.ts";
import { Client } from "../support/graphql-client.ts";
import { command, startService, type Variables, variablesOf } from "../support/service.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { API_KEY } from "../support/server.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** A refusal of the operator's: one sentence, no stack, and an exit code of 2. */
async function refusal(parameters: readonly string[], variables: Variables): Promise<string> {
  const { code, stdout, stderr } = await command(parameters, variables);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr;
}

describe.each(DIALECTS)("the command line on %s", (dialect) => {
  it("prints a generated Api-Key exactly once, lists its customer, replaces it, and keeps every secret out of the log", async () => {
    await using place = await newDatabase(dialect);
    const { FIRST_API_KEY: _, ...variables }: Variables = { ...variablesOf(place), LOG_LEVEL: "trace" };
    await using first = await startService(variables);
    const [key = ""] = new RegExp(UUID).exec(first.printed().stdout) ?? [];
    const [, secret = ""] = /#sign-in=([\w-]{43})\b/.exec(first.printed().stdout) ?? [];
    expect(first.printed().stdout).toBe(
      startBlock(
        { url: first.url, isFirstStart: true, newApiKey: key, signInSecret: secret },
        readConfig({ ...variables, DATA_DIR: place.dataDir }),
      ) + "\n",
    );
    const client = await Client.open(first.url, key);
    await client.reached(await client.ordered(), "finished");
    await fetch(`${first.url}/api/sessions/${client.sessionKey}`, { headers: client.headers });
    const { code, stderr } = await first.end("SIGINT");
    expect(code).toBe(0);
    for (const secret of [key, client.sessionKey]) expect(stderr.toLowerCase()).not.toContain(secret);

    const listed = await command(["customers", "list"], variables);
    expect(listed).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(new RegExp(`^${UUID}  unlimited  since \\d{4}-\\S+Z\n$`)) as string,
    });
    const replaced = await command(["customers", "key"], variables);
    expect(replaced).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(new RegExp(`^${UUID}\n$`)) as string,
    });

    await using second = await startService(variables);
    expect(second.printed().stdout).not.toMatch(/Api-Key|What to do next/);
    await Client.open(second.url, replaced.stdout.trim());
    await expect(Client.open(second.url, key)).rejects.toThrow();
    expect(await Client.of(second.url, client.sessionKey).codes("{ session { id } }")).toEqual([]);
  });
});

describe("the command line", () => {
  it(
    "sets a customer's prices and quotas, prints all of them, and gives the agreement's own back",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase("sqlite");
      const variables = { ...variablesOf(place), AGREEMENT: "basic" };
      await (await startService(variables)).end("SIGTERM");
      const set = (...quotas: string[]) => command(["customers", "set", "--quota", ...quotas], variables);
      const priced = (...prices: string[]) => command(["customers", "set", "--price", ...prices], variables);
      const shown = (openLines: number, rate: string) =>
        `job=5\ndigit=0.0009\nmetrics=1\nrebate=0\ncurrency=EUR\nopenLines=${openLines}\nopenSessions=100\nalphabetChars=200000\nopenPayments=100\nidempotencyKeys=10000\nsockets=20\noperationsPerSocket=50\nrequestsPerSecond=${rate}\n`;
      expect(await set("openLines=1", "requestsPerSecond=none")).toEqual({
        code: 0,
        stderr: "",
        stdout: shown(1, "none"),
      });
      await using service = await startService(variables);
      const client = await Client.open(service.url);
      await client.ordered({ size: "1000", digits: 12 });
      expect((await client.order()).errors).toMatchObject([{ extensions: { code: "QUOTA_EXCEEDED" } }]);
      await service.end("SIGTERM");
      expect(await set("requestsPerSecond=60")).toMatchObject({ stdout: shown(1, "60") });
      expect(await set("openLines=agreement", "requestsPerSecond=agreement")).toMatchObject({
        stdout: shown(100, "50"),
      });
      expect((await priced("digit=0.0005", "rebate=2")).stdout).toMatch(
        /^job=5\ndigit=0.0005\nmetrics=1\nrebate=2\ncurrency=EUR\nopenLines=100\n/,
      );
      expect(JSON.parse((await command(["customers", "list", "--json"], variables)).stdout)).toMatchObject([
        { price: { job: 5, digit: 0.0005, metrics: 1, rebate: 2, currency: "EUR" } },
      ]);
      expect(await priced("digit=agreement", "rebate=agreement")).toMatchObject({ stdout: shown(100, "50") });
      expect(await refusal(["customers", "set", "--quota", "lines=5"], variables)).toMatch(
        /^There is no quota "lines": .*\n$/,
      );
    },
  );

  it(
    "adds a customer, names and revokes it with all that it holds, and rotates the master key",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase("sqlite");
      const variables = variablesOf(place);
      await (await startService(variables)).end("SIGTERM");
      const added = await command(["customers", "add", "--company", "Plant 2", "--agreement", "basic"], variables);
      expect(added).toMatchObject({ code: 0, stderr: expect.stringMatching(/^customer /) as string });
      const [id = ""] = new RegExp(UUID).exec(added.stderr) ?? [];
      await command(["customers", "set", id, "--city", "Ulm", "--agreement", "unlimited"], variables);
      const listed = JSON.parse((await command(["customers", "list", "--json"], variables)).stdout) as object[];
      expect(listed).toMatchObject([
        { company: null },
        { id, company: "Plant 2", city: "Ulm", agreement: "unlimited" },
      ]);
      {
        await using service = await startService(variables);
        const client = await Client.open(service.url, added.stdout.trim());
        await client.reached(await client.ordered(), "finished");
        await service.end("SIGTERM");
      }
      expect(await command(["customers", "revoke", id, "--close-sessions"], variables)).toEqual({
        code: 0,
        stderr: "",
        stdout: "1 Api-Key was taken away.\nAll sessions are closed, and 1 line is deleted.\n",
      });
      expect(await command(["keys", "rotate"], variables)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/secrets? were wrapped anew under the key/) as string,
      });
      expect(readFileSync(join(place.dataDir, "master.key"), "utf8").trim().split("\n")).toHaveLength(2);
      await using service = await startService(variables);
      await Client.open(service.url);
      await expect(Client.open(service.url, added.stdout.trim())).rejects.toThrow();
      expect(await command(["check"], { ...variables, DATA_DIR: place.dataDir })).toMatchObject({ code: 0 });
    },
  );

  it("refuses a wrong master key and a database of a newer version, each in a sentence", async () => {
    await using place = await newDatabase("sqlite");
    const variables = variablesOf(place);
    const first = await startService(variables);
    await first.end("SIGTERM");
    expect(await refusal(["serve"], { ...variables, MASTER_KEY: Buffer.alloc(32).toString("base64") })).toMatch(
      /^MASTER_KEY is not the one of this database: .*\n$/,
    );
    await using storage = await storageOf(place);
    await storage.em.getConnection().execute("insert into mikro_orm_migrations (name) values ('9999-from-the-future')");
    expect(await refusal(["serve"], variables)).toMatch(
      /^The database was written by a newer version of Tokenworks .*\n$/,
    );
  });

  it("shows the configuration with its secrets hidden", async () => {
    const { code, stdout, stderr } = await command(["config"], { FIRST_API_KEY: API_KEY, PORT: "8080" });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^PORT=8080$/m);
    expect(stdout).toMatch(/^FIRST_API_KEY=\(hidden\)$/m);
    expect(stdout).not.toContain(API_KEY);
  });

  it("names every bad variable at once", async () => {
    expect(await refusal(["serve"], { PORT: "x", WORKERS: "0", FIRST_API_KEY: "x" })).toBe(
      "The configuration cannot be used:\n  PORT must be a whole number.\n  FIRST_API_KEY must be a UUID.\n  WORKERS must be from 1 to 1024.\n",
    );
  });

  it("says that a port is taken, a host is not its own, a folder cannot be written, and PostgreSQL cannot be reached", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tokenworks-cli-"));
    const file = join(folder, "file");
    writeFileSync(file, "");
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number }; // it listens on a port
    const DATA_DIR = join(folder, "data");
    const [inUse, notOwn, device, noFolder, unreachable] = await Promise.all([
      refusal(["serve"], { DATA_DIR, PORT: String(port) }),
      refusal(["serve"], { DATA_DIR: `${DATA_DIR}2`, PORT: "0", HOST: "192.0.2.1" }),
      refusal(["serve"], { DATA_DIR: "/dev/null/x", PORT: "0" }),
      refusal(["serve"], { DATA_DIR: file, PORT: "0" }),
      refusal(["serve"], {
        DATA_DIR: `${DATA_DIR}3`,
        PORT: "0",
        DATABASE_URL: "postgres://user:hunter2@127.0.0.1:1/none",
      }),
    ]);
    taken.close();
    expect(readdirSync(folder), "what a start that is refused leaves behind").toEqual(["file"]);
    const second = await startService({ DATA_DIR, PORT: "0" });
    await second.end("SIGTERM");
    const noDatabase = await refusal(["customers", "list"], { DATA_DIR: folder });
    rmSync(folder, { recursive: true });
    expect(second.printed().stdout, "the key that the refused start has not shown").toMatch(
      new RegExp(`Api-Key +${UUID}`),
    );
    expect(noDatabase).toBe(`There is no database in ${folder}: start the service once, or set DATA_DIR.\n`);
    expect(inUse).toBe(`Cannot listen on HOST 127.0.0.1, PORT ${port}: something else listens there.\n`);
    expect(notOwn).toBe(
      "Cannot listen on HOST 192.0.2.1, PORT 0: it is no address of this machine's, or not allowed.\n",
    );
    expect(device).toBe("DATA_DIR must be a folder that can be written: /dev/null/x cannot.\n");
    expect(noFolder).toBe(`DATA_DIR must be a folder that can be written: ${file} cannot.\n`);
    expect(unreachable).toBe(
      "The database cannot be opened: check that DATABASE_URL or DATA_DIR is right and reachable.\n",
    );
  });
});
