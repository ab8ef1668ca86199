import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/config.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { Client, ENDLESS, newPayment, type ShownStatus } from "../support/graphql-client.ts";
import { eventOf, sendEvent, WEBHOOK_SECRET } from "../payment/support/webhook.ts";
import { newDatabase } from "../support/databases.ts";
import { type FlakyProxy, flakyProxy } from "../support/flaky-proxy.ts";
import { rest } from "../support/rest.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { expectQuiet } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { storageOf } from "../support/storage.ts";

/** A line that takes long enough to be interrupted. */
const LONG = 3_000_000n;
const AWAY_MS = 2_000;

interface Interruptible {
  readonly server: TestServer;
  readonly interrupt: () => void;
  readonly mend: () => void;
}

/** A service whose PostgreSQL is behind a proxy. */
async function onPostgresql(
  use: (service: Interruptible & { readonly proxy: FlakyProxy }) => Promise<void>,
  environment: Environment = {},
): Promise<void> {
  await using place = await newDatabase("postgresql");
  await using proxy = await flakyProxy(place.databaseUrl ?? "");
  await using server = await newServer("postgresql", {
    place,
    environment: { ...environment, DATABASE_URL: proxy.url },
  });
  await use({ server, proxy, interrupt: proxy.cut, mend: proxy.pass });
}

/** A service whose SQLite file another process may write to. */
async function onSqlite(use: (service: Interruptible) => Promise<void>): Promise<void> {
  await using server = await newServer("sqlite");
  const other = new Sqlite(join(server.place.dataDir, "tokenworks.db"));
  await use({ server, interrupt: () => other.exec("begin immediate"), mend: () => other.exec("rollback") });
  other.close();
}

const FOR_A_WHILE = [
  { what: "PostgreSQL that is away for 2 s", service: onPostgresql, ms: AWAY_MS },
  { what: "a lock on SQLite that is held for 7 s", service: onSqlite, ms: 7_000 },
] as const;

describe.each(FOR_A_WHILE)("a paid part outlasts $what", ({ service, ms }) => {
  it(
    "while it is produced: it goes on by itself, once, and nothing else is told of it",
    { timeout: 90_000 },
    async () => {
      await service(async ({ server, interrupt, mend }) => {
        const client = await Client.open(server.url);
        const id = await client.ordered({ size: LONG, payment: newPayment() });
        const seen: ShownStatus[] = [];
        const followed = (async () => {
          for await (const status of client.follow(id)) seen.push(status);
        })();
        await until(() => Promise.resolve(seen.some(({ status }) => status === "STARTED")));
        interrupt();
        await passing(ms);
        mend();
        await followed;
        expect(seen.at(-1)).toMatchObject({ status: "FINISHED", error: null });
        await using storage = await storageOf(server.place);
        expect((await storage.records(id)).map(({ status }) => status)).toEqual([
          "requested",
          "started",
          "ended",
          "finished",
        ]);
        expect(
          server.logged.filter(({ level, msg }) => Number(level) >= 50 && !String(msg).startsWith("The database ")),
        ).toEqual([]);
      });
    },
  );
});

describe("a database that is away", () => {
  it("is told with 503 and Retry-After on every face, and logged once, and once when it is back", async () => {
    await onPostgresql(async ({ server, interrupt, mend }) => {
      const client = await Client.open(server.url);
      const id = await client.ordered();
      await client.reached(id, "finished");
      interrupt();
      const ask = (query: string) =>
        rest(server.url, "POST", "/graphql", {
          headers: { ...client.headers, "Content-Type": "application/json", Accept: "application/json" },
          body: { query },
        });
      const requests = [
        () => rest(server.url, "GET", "/api/tokens", { headers: client.headers }),
        () =>
          rest(server.url, "POST", "/api/sessions", {
            headers: client.headers,
            body: { data: { type: "session", attributes: {} } },
          }),
        () => rest(server.url, "GET", `/api/tokens/${id}/data`, { headers: client.headers }),
        () => ask("{ session { id } }"),
        () => ask(`{ verifyTokens(id: "${id}", tokens: ["a"]) { issued } }`),
      ];
      for (const request of requests) {
        const { status, headers, body } = await request();
        expect(status).toBe(503);
        expect(headers.get("retry-after")).toBe("5");
        expect(JSON.stringify(body)).toContain("DATABASE_UNAVAILABLE");
      }
      await expect(client.shows(id, () => true)).rejects.toMatchObject({ code: 1013, reason: "DATABASE_UNAVAILABLE" });
      expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${server.url}/livez`)).status).toBe(200);
      mend();
      await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
      expect(await client.codes("{ session { id } }")).toEqual([]);
      expect(
        server.logged
          .filter(({ msg }) => String(msg).startsWith("The database "))
          .map(({ level, msg }) => [level, msg]),
      ).toEqual([
        [50, "The database does not answer: requests get 503 and productions wait until it does."],
        [30, "The database is available again."],
      ]);
      expect(server.logged.filter(({ msg }) => msg === "A request failed.")).toEqual([]);
    });
  });

  it("does not keep /readyz waiting, whether it is gone or silent, however many ask", async () => {
    await onPostgresql(async ({ server, proxy }) => {
      for (const interrupt of [proxy.hang, proxy.cut]) {
        interrupt();
        const startedMs = performance.now();
        const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${server.url}/readyz`)));
        expect(performance.now() - startedMs).toBeLessThan(2_000); // 1 s, and what a busy machine needs for thirty requests
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
        proxy.pass();
        await until(async () => (await fetch(`${server.url}/readyz`)).status === 200);
      }
    });
  });
});

it("has a webhook's sender send its event again later", async () => {
  const stripe = { PAYMENT: "stripe", STRIPE_SECRET_KEY: "sk_test_none", STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET };
  await onPostgresql(async ({ server, interrupt, mend }) => {
    const event = eventOf("payment_intent.succeeded", { id: "pi_away" });
    interrupt();
    const { status, headers } = await sendEvent(server.url, event);
    expect([status, headers["retry-after"]]).toEqual([503, "5"]);
    mend();
    await until(async () => (await sendEvent(server.url, event)).status === 200);
  }, stripe);
});

it("lets the service stop in time while PostgreSQL is silent, with a line under way", async () => {
  await onPostgresql(async ({ server, proxy }) => {
    const client = await Client.open(server.url);
    await client.reached(await client.ordered({ size: ENDLESS }), "started");
    proxy.hang();
    const startedMs = performance.now();
    await server.stop();
    expect(performance.now() - startedMs).toBeLessThan(25_000); // a statement under way has its time
    proxy.pass();
  });
});

describe("a lock of another process on SQLite", () => {
  it("of 1.5 s is waited for, and the order made; meanwhile everything is read", async () => {
    await onSqlite(async ({ server, interrupt, mend }) => {
      const client = await Client.open(server.url);
      interrupt();
      const ordering = client.ordered();
      let isPlaced = false;
      void ordering.then(() => (isPlaced = true));
      const waited = passing(1_500);
      expect(await client.codes("{ session { id } }")).toEqual([]);
      const ready = await fetch(`${server.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([200, { status: "ok", writable: true }]);
      await waited;
      expect(isPlaced).toBe(false);
      mend();
      await client.reached(await ordering, "finished");
      expectQuiet(server);
    });
  });

  it(
    "of more than 5 s gets 503, and /readyz tells that nothing can be written until it can",
    { timeout: 60_000 },
    async () => {
      await onSqlite(async ({ server, interrupt, mend }) => {
        const client = await Client.open(server.url);
        interrupt();
        expect((await client.order()).errors).toMatchObject([
          { extensions: { code: "DATABASE_UNAVAILABLE", retryAfter: 5 } },
        ]);
        expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ok", writable: false });
        mend();
        await client.ordered();
        expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ok", writable: true });
      });
    },
  );
});

/** What is tested here is time itself. */
function passing(ms: number): Promise<void> {
  return new Promise((resolve) => systemRuntime.timer(ms, resolve));
}
