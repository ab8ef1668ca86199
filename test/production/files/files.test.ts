import { describe, expect, it } from "vitest";
import { Session } from "../../../src/access/session.entity.ts";
import { startGeneratorPool } from "../../../src/generator/pool/generator-pool.ts";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { Downloads } from "../../../src/production/files/downloads.ts";
import { Files } from "../../../src/production/files/files.ts";
import { Line } from "../../../src/production/records/line.entity.ts";
import { PartFile } from "../../../src/production/records/part-file.entity.ts";
import { Part } from "../../../src/production/records/part.entity.ts";
import { Client, ENDLESS } from "../../support/graphql-client.ts";
import { DIALECTS } from "../../support/databases.ts";
import { newServer } from "../../support/server.ts";
import { storageOf } from "../../support/storage.ts";

describe.each(DIALECTS)("a file that was opened, on %s", (dialect) => {
  it("gives its bytes as often as it is read, and none once its line was deleted, though nothing was being sent then", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    const pool = startGeneratorPool({ workers: 1 });
    const database = { em: storage.em, isNew: false, stop: () => Promise.resolve() };
    const files = new Files({
      database,
      runtime: systemRuntime,
      keyring: storage.keyring(),
      pool,
      downloads: new Downloads(),
    });
    const file = await files.open(
      await storage.em.findOneOrFail(Session, { revokedAt: null }),
      { lineId: id, kind: "data", format: null, part: null },
      new AbortController().signal,
    );
    const copied = (bytes: Uint8Array) => Uint8Array.from(bytes); // a piece is the reader's only until the next
    const read = async () => Buffer.concat(await Array.fromAsync(file.read({ start: 0n, end: file.size }), copied));
    const bytes = await read();
    expect(bytes).toHaveLength(Number(file.size));
    expect(await read()).toEqual(bytes);
    await storage.em.nativeUpdate(Line, { id }, { deletedAt: new Date() });
    await expect(read()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await pool.stop();
  });
});

describe("a compressed file", () => {
  it("is sized no longer than somebody waits for it", async () => {
    await using server = await newServer("sqlite");
    const client = await Client.open(server.url);
    const id = await client.ordered();
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    const part = await storage.em.findOneOrFail(Part, { lineId: id });
    // A pass over so many tokens would not end in the time of a test.
    await storage.em.nativeUpdate(Part, { id: part.id }, { size: ENDLESS });
    await storage.em.nativeUpdate(PartFile, { partId: part.id }, { size: 13n * ENDLESS - 1n });
    const pool = startGeneratorPool({ workers: 1 });
    const database = { em: storage.em, isNew: false, stop: () => Promise.resolve() };
    const files = new Files({
      database,
      runtime: systemRuntime,
      keyring: storage.keyring(),
      pool,
      downloads: new Downloads(),
    });
    const session = await storage.em.findOneOrFail(Session, { revokedAt: null });
    const [first, second] = [new AbortController(), new AbortController()];
    const opening = [first, second].map(({ signal }) =>
      files.open(session, { lineId: id, kind: "data", format: "gz", part: null }, signal),
    );
    const settled = Promise.allSettled(opening);
    first.abort();
    second.abort();
    expect((await settled).map((each) => each.status)).toEqual(["rejected", "rejected"]);
    await pool.stop();
  });
});
