import { describe, expect, it } from "vitest";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { expectQuiet } from "../support/shared.ts";
import { storageOf } from "../support/storage.ts";

/** Tokens that one chunk holds. */
const SMALL = 1_000n;

describe.each(DIALECTS)("a pass that runs, on %s", (dialect) => {
  it.each(["delete", "cancel"] as const)(
    "lets go at once when the client says %s, and writes nothing after",
    async (leave) => {
      let statements: string[] = [];
      await using server = await newServer(dialect, {
        environment: { WORKERS: "1" },
        onStatement: (statement) => statements.push(statement),
      });
      await using storage = await storageOf(server.place);
      const client = await Client.open(server.url);
      const endless = await client.ordered({ size: ENDLESS });
      await client.reached(endless, "started");
      await client[leave](endless);
      const left = await storage.records(endless);
      await client.reached(await client.ordered({ size: SMALL }), "finished");
      expect(await storage.records(endless)).toEqual(left);
      expect(left.at(-1)).toMatchObject({ status: leave === "delete" ? "deleted" : "cancelled" });
      statements = [];
      await client.ask("{ session { id } }");
      expect(statements.filter((statement) => /^(insert|update)/i.test(statement))).toEqual([]);
    },
  );

  it("is left standing by a stop, and taken up by the next start", async () => {
    await using first = await newServer(dialect, { environment: { WORKERS: "1" } });
    const client = await Client.open(first.url);
    const running = await client.ordered({ size: 2_000_000n });
    await client.reached(running, "started");
    await first.stop();
    {
      await using storage = await storageOf(first.place);
      expect((await storage.part(running)).status).toBe("started");
    }
    await using second = await newServer(dialect, { place: first.place });
    const again = Client.of(second.url, client.sessionKey);
    await again.reached(running, "finished");
    await using storage = await storageOf(first.place);
    expect((await storage.records(running)).map(({ status }) => status)).toEqual([
      "requested",
      "started",
      "ended",
      "finished",
    ]);
    expectQuiet(second);
    expectQuiet(first);
  });

  it("is dismantled with its session: the line is gone, its key destroyed, its worker free", async () => {
    await using server = await newServer(dialect, { environment: { WORKERS: "1" } });
    await using storage = await storageOf(server.place);
    const [client, other] = [await Client.open(server.url), await Client.open(server.url)];
    const running = await client.ordered({ size: ENDLESS });
    const beside = await client.ordered({ size: ENDLESS });
    await client.reached(running, "started");
    await client.ask("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id: client.sessionKey });
    await other.reached(await other.ordered(), "finished");
    for (const line of [running, beside]) {
      expect(await storage.line(line)).toMatchObject({ keyWrapped: null, deletedAt: expect.any(Date) as Date });
      expect((await storage.part(line)).status).toBe("deleted");
      expect(await storage.ledger(line)).toBe(0n);
    }
    expect(await client.codes("{ session { id } }")).toEqual(["SESSION_REFUSED"]);
  });

  it("cannot be ordered in a session that closes in the same document", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const { data, errors } = await client.send(
      `mutation ($key: UUID!) { removeAlphabets { name } closeSession(key: $key) { key } requestTokens(input: { alphabet: "DICE", digits: 9, size: 1000 }) { id } }`,
      { key: client.sessionKey },
    );
    expect(data).toEqual({ removeAlphabets: [], closeSession: { key: client.sessionKey }, requestTokens: null });
    expect(errors).toMatchObject([{ path: ["requestTokens"], extensions: { code: "SESSION_REFUSED" } }]);
  });
});
