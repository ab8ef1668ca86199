import { expect, it } from "vitest";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { ProductionEvents } from "../../../src/production/events/production-events.ts";
import { FaultSettler } from "../../../src/production/jobs/fault-settler.ts";
import { newDatabase } from "../../support/databases.ts";
import { flakyProxy } from "../../support/flaky-proxy.ts";
import { Client } from "../../support/graphql-client.ts";
import { newServer } from "../../support/server.ts";
import { storageOf } from "../../support/storage.ts";

it("changes nothing of a part that somebody else has claimed since, and has one fail that is still its own", async () => {
  await using place = await newDatabase("postgresql");
  await using jobs = await flakyProxy(place.databaseUrl ?? "");
  await using server = await newServer("postgresql", { place, environment: { DATABASE_DIRECT_URL: jobs.url } });
  const client = await Client.open(server.url);
  jobs.hang(); // no node takes the part
  const id = await client.ordered({ size: 1_000n });
  await using storage = await storageOf(place);
  const part = await storage.part(id);
  const faults: unknown[] = [];
  const settler = new FaultSettler({
    database: storage.database,
    runtime: systemRuntime,
    events: new ProductionEvents(),
    onFault: (fault) => faults.push(fault),
    onStanding: (_, fault) => expect.fail(String(fault)),
  });
  const { customerId } = await storage.line(id);
  const settle = (epoch: number) =>
    settler.settle({ partId: part.id, customerId, epoch }, new Error("broken"), new AbortController().signal);
  const statuses = async () => (await storage.records(id)).map(({ status }) => status);
  for (const epoch of [part.epoch - 1, part.epoch + 1]) await settle(epoch);
  expect(await statuses()).toEqual(["requested"]);
  await settle(part.epoch);
  expect(await statuses()).toEqual(["requested", "failed"]);
  expect(faults).toHaveLength(3);
  jobs.pass();
});
