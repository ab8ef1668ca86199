import { describe, expect, it } from "vitest";
import { countRows } from "../support/count-rows.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { Client } from "../support/graphql-client.ts";
import { type Held, holdingProxy } from "../support/holding-proxy.ts";
import { command, killedCommand, startService, variablesOf } from "../support/service.ts";

it(
  "moves a stopped service to PostgreSQL by one command; its line goes on there, and not where it was",
  { timeout: 60_000 },
  async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newDatabase("postgresql");
    const url = target.databaseUrl ?? "";
    const before = variablesOf(source);
    const service = await startService(before);
    const client = await Client.open(service.url);
    const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 4_000n });
    await client.reached(id, "finished");
    const first = (await (await client.data(id)).text()).split("\n");
    expect(await command(["migrate-to", url], before)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Another Tokenworks runs on the data folder") as string,
    });
    await service.end("SIGTERM");

    const moved = await command(["migrate-to", url], before);
    expect(moved).toMatchObject({ code: 0, stderr: "" });
    expect(moved.stdout).toMatch(/^line +1$/m);
    expect(moved.stdout).toMatch(/^\d+ rows were moved, read back and compared; the check of them holds\.$/m);
    expect(moved.stdout).not.toContain("postgres");
    expect(await command(["serve"], before)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/was moved to PostgreSQL at .*: set DATABASE_URL/) as string,
    });

    await using there = await startService({ ...before, DATABASE_URL: url });
    const going = Client.of(there.url, client.sessionKey);
    await going.ask("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", {
      input: { id, size: "3776" },
    });
    await going.reached(id, "finished");
    const all = [...first, ...(await (await going.data(id)).text()).split("\n")];
    expect(new Set(all).size).toBe(7_776);
    expect((await command(["check"], { ...before, DATABASE_URL: url })).code).toBe(0);
  },
);

describe("a move that is killed", () => {
  /** A stopped service with a finished line. */
  async function withLine(place: TestDatabase): Promise<{ readonly id: string; readonly sessionKey: string }> {
    await using service = await startService(variablesOf(place));
    const client = await Client.open(service.url);
    const id = await client.ordered({ size: 2_000n });
    await client.reached(id, "finished");
    await service.end("SIGTERM");
    return { id, sessionKey: client.sessionKey };
  }

  /** What is sent at each place once the copying has begun; a connection ends with the message X. */
  const PLACES = {
    insert: () => true,
    commit: (sent: string) => /Q[^]{4}commit\0/i.test(sent),
    goodbye: (sent: string) => sent === "X\0\0\0\u0004",
  };

  /** The way to an empty PostgreSQL, on which the copying, its commit, or the end of the connection after it is held up. */
  function heldAt(url: string, place: keyof typeof PLACES, held: Held) {
    let isCopying = false;
    return holdingProxy(url, (sent) => {
      isCopying ||= sent.includes('insert into "line"');
      return isCopying && PLACES[place](sent) ? held : null;
    });
  }

  it("before anything is written, or in the midst of its copying, has done nothing", { timeout: 60_000 }, async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newDatabase("postgresql");
    const variables = variablesOf(source);
    const { id, sessionKey } = await withLine(source);
    const [url, before] = [target.databaseUrl ?? "", "before"] as const;
    await using asking = await holdingProxy(url, () => before);
    await using copying = await heldAt(url, "insert", before);
    for (const { url: held, held: isHeld } of [asking, copying]) {
      await killedCommand(["migrate-to", held], variables, () => isHeld);
      await using service = await startService(variables);
      expect((await Client.of(service.url, sessionKey).reached(id, "finished")).size).toBe("2000");
      await service.end("SIGTERM");
    }
    expect(await countRows(target, "customer")).toBe(0);
    expect(await command(["migrate-to", url], variables)).toMatchObject({ code: 0 });
  });

  it("after its mark has done everything", { timeout: 60_000 }, async () => {
    await using source = await newDatabase("sqlite");
    await using target = await newDatabase("postgresql");
    const variables = variablesOf(source);
    const { id, sessionKey } = await withLine(source);
    await using proxy = await heldAt(target.databaseUrl ?? "", "goodbye", "before");
    await killedCommand(["migrate-to", proxy.url], variables, () => proxy.held);
    for (const parameters of [["serve"], ["migrate-to", target.databaseUrl ?? ""]])
      expect(await command(parameters, variables)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/was moved to PostgreSQL at .*: set DATABASE_URL/) as string,
      });
    await using there = await startService({ ...variables, DATABASE_URL: target.databaseUrl ?? "" });
    expect((await Client.of(there.url, sessionKey).reached(id, "finished")).size).toBe("2000");
  });

  it.each([
    { held: "before", lines: 0 },
    { held: "after", lines: 1 },
  ] as const)(
    "$held its commit keeps the service from the old database, until the same command has ended it",
    { timeout: 60_000 },
    async ({ held, lines }) => {
      await using source = await newDatabase("sqlite");
      await using target = await newDatabase("postgresql");
      await using another = await newDatabase("postgresql");
      const variables = variablesOf(source);
      const { id, sessionKey } = await withLine(source);
      await using proxy = await heldAt(target.databaseUrl ?? "", "commit", held);
      await killedCommand(["migrate-to", proxy.url], variables, () => proxy.held);
      proxy.pass();
      expect(await countRows(target, "line")).toBe(lines);
      expect(await command(["serve"], variables)).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /Run the same "tokenworks migrate-to" again: .* If that database is lost and will never be used, remove tokenworks\.db\.note/,
        ) as string,
      });
      expect(await command(["migrate-to", another.databaseUrl ?? ""], variables)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("run the command with that address again") as string,
      });
      const ended = await command(["migrate-to", proxy.url], variables);
      expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^line +1$/m) as string });
      expect(await countRows(target, "line")).toBe(1);
      expect((await command(["serve"], variables)).stderr).toContain("was moved to PostgreSQL at");
      await using there = await startService({ ...variables, DATABASE_URL: target.databaseUrl ?? "" });
      expect((await Client.of(there.url, sessionKey).reached(id, "finished")).size).toBe("2000");
    },
  );

  it(
    "after its commit, when the target was gone on with, is not ended over what is there",
    { timeout: 60_000 },
    async () => {
      await using source = await newDatabase("sqlite");
      await using target = await newDatabase("postgresql");
      const variables = variablesOf(source);
      await withLine(source);
      await using proxy = await heldAt(target.databaseUrl ?? "", "commit", "after");
      await killedCommand(["migrate-to", proxy.url], variables, () => proxy.held);
      proxy.pass();
      await using there = await startService({ ...variables, DATABASE_URL: target.databaseUrl ?? "" });
      await Client.open(there.url);
      await there.end("SIGTERM");
      for (const parameters of [["migrate-to", proxy.url], ["serve"]])
        expect((await command(parameters, variables)).code).toBe(2);
      expect((await command(["migrate-to", proxy.url], variables)).stderr).toMatch(
        /is not the same as this one .* then set DATABASE_URL, and put tokenworks\.db away/,
      );
    },
  );
});
