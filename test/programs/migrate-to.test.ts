import { expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { Client } from "../support/graphql-client.ts";
import { command, startService, variablesOf } from "../support/service.ts";

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
