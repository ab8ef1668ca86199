import { expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { storageOf } from "../support/storage.ts";
import { until } from "../support/until.ts";
import { beside, SHARED } from "./support/nodes.ts";

it("lines of a node that stops are gone on with by another at once, without waiting for a heartbeat to fail", async () => {
  await using place = await newDatabase("postgresql");
  await using storage = await storageOf(place);
  const read = <Row>(sql: string) => storage.em.getConnection().execute<Row[]>(sql);
  await using folder = beside(place);
  const stopping = await newServer("postgresql", { place: folder, environment: SHARED });
  const client = await Client.open(stopping.url);
  const ids = await Promise.all([client.ordered({ size: ENDLESS }), client.ordered({ size: ENDLESS })]);
  for (const id of ids) await client.shows(id, ({ progress, status }) => status === "STARTED" && progress >= 0);
  await using server = await newServer("postgresql", { place, environment: SHARED });
  await stopping.stop();
  const stoppedMs = performance.now();
  await until(async () => (await read("select id from part where epoch > 1")).length === ids.length);
  expect(performance.now() - stoppedMs).toBeLessThan(8_000); // a heartbeat fails after ten seconds
  const other = Client.of(server.url, client.sessionKey);
  for (const id of ids) {
    expect((await other.status(id))?.status).toBe("STARTED");
    expect((await other.cancel(id)).errors).toEqual([]);
    await other.reached(id, "cancelled");
  }
});
