import { expect, it } from "vitest";
import { newDatabase } from "../support/databases.ts";
import { flakyProxy } from "../support/flaky-proxy.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { beside, SHARED } from "./support/nodes.ts";

it("a node that hears nothing of the others, by a connection that hangs, tells all the same what they do", async () => {
  await using place = await newDatabase("postgresql");
  await using direct = await flakyProxy(place.databaseUrl ?? "");
  await using folder = beside(place);
  await using hearing = await newServer("postgresql", { place, environment: SHARED });
  await using deaf = await newServer("postgresql", {
    place: folder,
    environment: { ...SHARED, DATABASE_DIRECT_URL: direct.url },
  });
  const client = await Client.open(hearing.url);
  const other = Client.of(deaf.url, client.sessionKey);
  const id = await client.ordered({ size: ENDLESS });
  await client.shows(id, ({ status }) => status === "STARTED");
  const statuses = other.follow(id);
  await statuses.next();
  direct.hang();
  expect((await client.cancel(id)).errors).toEqual([]);
  let last = "";
  for await (const { status } of statuses) last = status;
  expect(last).toBe("CANCELLED");
  direct.pass();
});
