import { expect, it } from "vitest";
import { Client } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { storageOf } from "../support/storage.ts";

it("outlives connections that PostgreSQL breaks off, and goes on with new ones", async () => {
  await using server = await newServer("postgresql");
  const client = await Client.open(server.url);
  await Promise.all(Array.from({ length: 5 }, () => client.ask("{ session { id } }")));
  await using storage = await storageOf(server.place);
  await storage.em
    .getConnection()
    .execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
  await until(async () => (await client.codes("{ session { id } }")).length === 0);
  await client.reached(await client.ordered(), "finished");
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});
