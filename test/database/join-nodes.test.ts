import { expect, it } from "vitest";
import pg from "pg";
import { newDatabase, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { rewritingProxy } from "../support/rewriting-proxy.ts";
import { until } from "../support/until.ts";

async function readyOf(url: string): Promise<unknown> {
  return (await fetch(`${url}/readyz`)).json();
}

async function execute({ databaseUrl }: TestDatabase, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

it("a node tells of one of another version that it could not refuse, and of its end", { timeout: 20_000 }, async () => {
  await using server = await newServer("postgresql", { environment: { WORKERS: "1" } });
  expect(await readyOf(server.url)).toEqual({ status: "ok", writable: true });
  await execute(
    server.place,
    "insert into node values (gen_random_uuid(), '9.9.9', null, now(), now() + interval '1 h')",
  );
  await until(
    async () =>
      JSON.stringify(await readyOf(server.url)) === '{"status":"ok","writable":true,"otherVersions":["9.9.9"]}',
  );
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^tokenworks_other_versions 1$/m);
  await execute(server.place, "delete from node where version = '9.9.9'");
  await until(async () => JSON.stringify(await readyOf(server.url)) === '{"status":"ok","writable":true}');
  expect(server.logged.filter(({ msg }) => String(msg).includes("version"))).toMatchObject([
    { level: 40, versions: ["9.9.9"], msg: expect.stringContaining("stop all nodes of the one version") as string },
    { level: 30, msg: "All nodes on this database are of one version again." },
  ]);
});

it(
  "a node whose clock is an hour behind the database's says so once, and uses that one",
  { timeout: 20_000 },
  async () => {
    await using place = await newDatabase("postgresql");
    // Milliseconds since 1970.
    await using proxy = await rewritingProxy(place.databaseUrl ?? "", (answer) =>
      answer.replace(/\b1\d{12}(?=\.\d|\D)/g, (ms) => String(Number(ms) + 3_600_000)),
    );
    const behind = { dataDir: place.dataDir, databaseUrl: proxy.url, [Symbol.asyncDispose]: () => Promise.resolve() };
    await using server = await newServer("postgresql", { place: behind, environment: { WORKERS: "1" } });
    const { clockOffSeconds } = await until(async () => {
      const told = (await readyOf(server.url)) as { clockOffSeconds?: number };
      return told.clockOffSeconds !== undefined && told;
    });
    expect(Math.abs((clockOffSeconds ?? 0) + 3_600)).toBeLessThanOrEqual(1);
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    expect(Number(/^tokenworks_clock_offset_seconds (\S+)$/m.exec(figures)?.[1])).toBeCloseTo(3_600, 0);
    expect(server.logged.filter(({ msg }) => String(msg).includes("clock"))).toMatchObject([
      { level: 40, msg: "This machine's clock differs from the database's, which is used; set it, or let NTP do so." },
    ]);
  },
);
