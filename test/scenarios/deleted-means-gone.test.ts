import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { PartAnalysis } from "../../src/production/records/part-analysis.entity.ts";
import { Client } from "../support/graphql-client.ts";
import { startService, variablesOf } from "../support/service.ts";
import { storageOf } from "../support/storage.ts";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";

/** Promised from the answer to a deletion on. */
const GONE_MS = 5_000;

/** Pieces of what a line leaves in the database that opens under the master key: its wrapped key, its snapshot, its analysis. */
async function secretsOf(place: TestDatabase, lineIds: readonly string[]): Promise<Buffer[]> {
  await using storage = await storageOf(place);
  const secrets: Buffer[] = [];
  for (const id of lineIds) {
    const { keyWrapped } = await storage.line(id);
    const files = await storage.keptFiles(id);
    const findings = await storage.em.find(PartAnalysis, {
      partId: { $in: (await storage.parts(id)).map((part) => part.id) },
    });
    secrets.push(
      ...[
        keyWrapped ?? Buffer.alloc(0),
        ...files.map(({ content }) => content ?? Buffer.alloc(0)),
        ...findings.map((found) => found.findings),
      ].map((bytes) => Buffer.from(bytes)),
    );
  }
  return secrets.flatMap(piecesOf);
}

/** The first bytes that are a record's own, and others from all over: what is long lies on several pages. */
function piecesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.floor(bytes.length / 1_024) + 1 }, (_, at) =>
    bytes.subarray(1_024 * at + 16, 1_024 * at + 48),
  ).filter((piece) => piece.length === 32);
}

function left({ dataDir }: TestDatabase, secrets: readonly Buffer[]): string[] {
  const files = readdirSync(dataDir).filter((name) => name.startsWith("tokenworks.db"));
  return files.flatMap((name) => {
    const bytes = readFileSync(join(dataDir, name));
    return secrets.filter((secret) => bytes.includes(secret)).map(() => name);
  });
}

/** Waits until none is left, at most as long as is promised; answers where they stood last. */
async function leftInTime(place: TestDatabase, secrets: readonly Buffer[]): Promise<string[]> {
  const ends = performance.now() + GONE_MS;
  for (;;) {
    const found = left(place, secrets);
    if (found.length === 0 || performance.now() > ends) return found;
    await pause(50);
  }
}

async function produced(client: Client): Promise<string[]> {
  const ids = [
    await client.ordered(),
    await client.ordered({ alphabet: "DICE", digits: 5, size: "7776", analysis: "METRICS" }),
  ] as const;
  await client.reached(ids[0], "finished");
  await client.reached(ids[1], "analyzed");
  return [...ids];
}

const DELETIONS: Readonly<Record<string, (client: Client, ids: readonly string[]) => Promise<unknown>>> = {
  "each line": (client, ids) => Promise.all(ids.map((id) => client.delete(id))),
  "all lines of a session": (client) => client.ask("mutation { deleteAllTokens { id } }"),
  "the session": (client) =>
    client.ask("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id: client.sessionKey }),
};

describe("a deletion on SQLite", () => {
  it.each(Object.keys(DELETIONS))(
    "of %s leaves nothing in the database and its log within five seconds",
    async (name) => {
      await using server = await newServer("sqlite");
      const client = await Client.open(server.url);
      const ids = await produced(client);
      const secrets = await secretsOf(server.place, ids);
      expect(secrets.length).toBeGreaterThan(10);
      expect(left(server.place, secrets), "the search finds what is there").toContain("tokenworks.db-wal");
      await DELETIONS[name]?.(client, ids);
      expect(await leftInTime(server.place, secrets)).toEqual([]);
    },
  );

  it("of a line that a snapshot has brought back destroys its key as well", async () => {
    await using server = await newServer("sqlite");
    const client = await Client.open(server.url);
    const [id = ""] = await produced(client);
    const snapshot = await client.snapshot(id);
    await client.delete(id);
    await client.ask("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", {
      input: { id, size: "1000", snapshot },
    });
    await client.reached(id, "finished");
    const secrets = await secretsOf(server.place, [id]);
    expect(left(server.place, secrets)).not.toEqual([]);
    await client.delete(id);
    expect(await leftInTime(server.place, secrets)).toEqual([]);
  });

  it("is done as soon as somebody who reads the database meanwhile has ended", async () => {
    await using server = await newServer("sqlite");
    const client = await Client.open(server.url);
    const ids = await produced(client);
    const secrets = await secretsOf(server.place, ids);
    const reader = new Sqlite(join(server.place.dataDir, "tokenworks.db"), { readonly: true });
    reader.exec("begin");
    reader.prepare("select count(*) from line").get();
    for (const id of ids) await client.delete(id);
    await pause(1_500);
    expect(left(server.place, secrets), "the reader still sees what was there").not.toEqual([]);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    reader.exec("commit");
    reader.close();
    expect(await leftInTime(server.place, secrets)).toEqual([]);
  });

  it("that the process has not outlived is done by the next start", async () => {
    await using place = await newDatabase("sqlite");
    const first = await startService(variablesOf(place));
    const client = await Client.open(first.url);
    const ids = await produced(client);
    const secrets = await secretsOf(place, ids);
    for (const id of ids) await client.delete(id);
    await first.end("SIGKILL");
    expect(left(place, secrets)).not.toEqual([]);
    await using second = await startService(variablesOf(place));
    expect(second.url).toContain("http");
    expect(await leftInTime(place, secrets)).toEqual([]);
  });
});
