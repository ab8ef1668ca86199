import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generatorLineOf } from "../../src/production/records/generator-line.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { API_KEY, newServer } from "../support/server.ts";

describe.each(DIALECTS)("secrets on %s", (dialect) => {
  it("are neither stored nor logged in the clear: keys of customers, sessions and lines, and tokens", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    const tokens = (await (await client.data(id)).text()).split("\n").slice(0, 3);
    await fetch(`${server.url}/api/sessions/${client.sessionKey}`, { headers: client.headers });
    await client.codes("{");
    await using storage = await storageOf(server.place);
    const line = generatorLineOf(await storage.line(id), storage.keyring());
    expect(line?.key).toHaveLength(32);
    const stored = Buffer.concat([...(await rowsOf(storage.em)), ...filesOf(server.place.dataDir)]);
    const texts = [API_KEY, client.sessionKey, ...tokens, Buffer.from(line?.key ?? []).toString("base64")];
    const secrets = [
      ...texts,
      ...texts.map((text) => text.toUpperCase()),
      ...texts.map((text) => text.replaceAll("-", "")),
    ].map((text) => Buffer.from(text));
    for (const secret of [...secrets, Buffer.from(line?.key ?? [])]) expect(stored.includes(secret)).toBe(false);
    expect(stored.includes(id) || dialect === "postgresql").toBe(true);
    const logged = JSON.stringify(server.logged);
    for (const secret of texts) expect(logged).not.toContain(secret);
  });

  it("leave the database with the line they belong to", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    const { keyWrapped } = await storage.line(id);
    await client.delete(id);
    await server.stop();
    const wrapped = Buffer.from(keyWrapped ?? []);
    expect(wrapped.length).toBeGreaterThan(32);
    await storage[Symbol.asyncDispose]();
    for (const file of filesOf(server.place.dataDir)) expect(file.includes(wrapped)).toBe(false);
  });
});

function filesOf(folder: string): Buffer[] {
  return readdirSync(folder)
    .filter((name) => name !== "master.key" && name !== "lock")
    .map((name) => readFileSync(join(folder, name)));
}

/** Every row of every table as text, the bytes of its columns in hex beside it. */
async function rowsOf(em: Awaited<ReturnType<typeof storageOf>>["em"]): Promise<Buffer[]> {
  const tables = [...em.getMetadata().getAll().values()].map(({ tableName }) => tableName);
  expect(tables).toEqual(expect.arrayContaining(["session", "api_key", "line", "part", "status_record"]));
  const rows = await Promise.all(
    tables.map((table) => em.getConnection().execute<Record<string, unknown>[]>(`select * from "${table}"`)),
  );
  return rows
    .flat()
    .map((row) =>
      Buffer.concat(
        Object.values(row).map((value) =>
          value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)),
        ),
      ),
    );
}
