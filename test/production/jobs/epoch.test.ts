import { describe, expect, it } from "vitest";
import { type Runtime, systemRuntime } from "../../../src/lib/runtime.ts";
import { SWEEP_MS } from "../../../src/production/jobs/sweep.ts";
import { DIALECTS } from "../../support/databases.ts";
import { Client } from "../../support/graphql-client.ts";
import { newServer } from "../../support/server.ts";
import { storageOf } from "../../support/storage.ts";

/** A sweep comes every 150 ms. */
const hasty: Runtime["timer"] = (ms, onEnd) => systemRuntime.timer(ms < SWEEP_MS ? ms : ms / 100, onEnd);

describe.each(DIALECTS)("a part that somebody else has claimed in mid-pass, on %s", (dialect) => {
  it("is left alone by the pass that was begun before, and brought on by the claim that comes after", async () => {
    await using server = await newServer(dialect, { runtime: { timer: hasty } });
    await using storage = await storageOf(server.place);
    const client = await Client.open(server.url);
    const id = await client.ordered({ size: 1_500_000n });
    await client.reached(id, "started");
    const { id: partId, epoch } = await storage.part(id);
    await storage.em.getConnection().execute(`update part set epoch = ${epoch + 7} where id = '${partId}'`);
    const { checksum } = await client.reached(id, "finished");
    expect(checksum).not.toBeNull();
    expect((await storage.records(id)).map(({ status }) => status)).toEqual([
      "requested",
      "started",
      "ended",
      "finished",
    ]);
    expect((await storage.part(id)).epoch).toBe(dialect === "sqlite" ? epoch + 7 : epoch + 8);
    expect(server.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
