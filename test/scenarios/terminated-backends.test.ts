import pg from "pg";
import { expect, it } from "vitest";
import { Client, newPayment } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";
import { storageOf } from "../support/storage.ts";

const ROUNDS = 6;
const ORDERS = 10;

it(
  "outlives PostgreSQL's terminating its backends under load: every order is made, or refused as to be sent again, and every part finishes",
  { timeout: 120_000 },
  async () => {
    await using server = await newServer("postgresql");
    const client = await Client.open(server.url);
    const operator = new pg.Client({ connectionString: server.place.databaseUrl });
    await operator.connect();
    const placed: string[] = [];
    const codes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = Promise.all(Array.from({ length: ORDERS }, () => client.order({ payment: newPayment() })));
      await operator.query(
        "select pg_sleep(0.02), pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      for (const { data, errors } of await answers) {
        for (const { extensions } of errors) codes.add(extensions.code);
        const { requestTokens } = (data ?? {}) as { requestTokens?: { id: string } | null };
        if (requestTokens) placed.push(requestTokens.id);
      }
    }
    await operator.end();
    expect([...codes].filter((code) => code !== "DATABASE_UNAVAILABLE")).toEqual([]);
    for (const id of placed) await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    for (const id of placed)
      expect((await storage.records(id)).map(({ status }) => status)).toEqual([
        "requested",
        "started",
        "ended",
        "finished",
      ]);
    expect(
      server.logged.filter(({ msg, level }) => Number(level) >= 50 && !String(msg).startsWith("The database ")),
    ).toEqual([]);
  },
);
