import { describe, expect, it } from "vitest";
import { Session } from "../../src/access/session.entity.ts";
import { startGeneratorPool } from "../../src/generator/pool.ts";
import { Downloads } from "../../src/production/downloads.ts";
import { Files } from "../../src/production/files.ts";
import { Line } from "../../src/production/line.entity.ts";
import type { ProductionLines } from "../../src/production/production-lines.ts";
import { Client } from "../graphql/support/client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { storageOf } from "./support/storage.ts";

describe.each(DIALECTS)("a file that was opened, on %s", (dialect) => {
  it("gives its bytes as often as it is read, and none once its line was deleted, though nothing was being sent then", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    const pool = startGeneratorPool({ workers: 1 });
    const lines = { find: () => storage.line(id) } as unknown as ProductionLines; // all that Files asks of it
    const database = { em: storage.em, isNew: false, stop: () => Promise.resolve() };
    const files = new Files({ database, keyring: storage.keyring(), pool, lines, downloads: new Downloads() });
    const file = await files.open(await storage.em.findOneOrFail(Session, { revokedAt: null }), { lineId: id, isGzip: false, part: null });
    const read = async () => Buffer.concat(await Array.fromAsync(file.read({ start: 0n, end: file.size })));
    expect(await read()).toEqual(await read());
    await storage.em.nativeUpdate(Line, { id }, { deletedAt: new Date() });
    await expect(read()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await pool.stop();
  });
});
