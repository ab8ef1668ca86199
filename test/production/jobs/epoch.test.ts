import { expect, it } from "vitest";
import { type Runtime, systemRuntime } from "../../../src/lib/runtime.ts";
import { SWEEP_MS } from "../../../src/production/jobs/sweep.ts";
import { Client } from "../../support/graphql-client.ts";
import { newServer } from "../../support/server.ts";
import { storageOf } from "../../support/storage.ts";

/** A sweep comes every 150 ms. */
const hasty: Runtime["timer"] = (ms, onEnd) => systemRuntime.timer(ms < SWEEP_MS ? ms : ms / 100, onEnd);

it("leaves a part alone that somebody else has claimed in mid-pass, and brings it on by the claim that comes after", async () => {
  await using server = await newServer("postgresql", { runtime: { timer: hasty } });
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
  expect((await storage.part(id)).epoch).toBe(epoch + 8);
  expect(server.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});
