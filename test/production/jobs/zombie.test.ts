import pg from "pg";
import { expect, it } from "vitest";
import { type Runtime, systemRuntime } from "../../../src/lib/runtime.ts";
import { SWEEP_MS } from "../../../src/production/jobs/sweep.ts";
import { lineProblems } from "../../cluster/support/processes.ts";
import { newDatabase } from "../../support/databases.ts";
import { flakyProxy } from "../../support/flaky-proxy.ts";
import { Client } from "../../support/graphql-client.ts";
import { proxyTo } from "../../support/proxy.ts";
import { newServer } from "../../support/server.ts";

/** A sweep comes every 150 ms. */
const hasty: Runtime["timer"] = (ms, onEnd) => systemRuntime.timer(ms < SWEEP_MS ? ms : ms / 100, onEnd);

/** How the test's claims are told from those of nodes. */
const CLAIM = 1_000;

/** Notes each change of a part, or of what belongs to one, between the test's claim and the next one. */
const WATCH = `create table zombie_write (what text);
  create function watch_part() returns trigger language plpgsql as $$ begin
    if old.epoch / ${CLAIM} = 1 and new.epoch = old.epoch and old.epoch % ${CLAIM} = (select nodes from claimed where part_id = old.id)
      then insert into zombie_write values ('part ' || old.status || ' to ' || new.status || ', ' || new.progress); end if;
    return new; end $$;
  create function watch_of_part() returns trigger language plpgsql as $$ begin
    if exists (select from part join claimed on part_id = part.id where part.id = new.part_id and epoch / ${CLAIM} = 1 and epoch % ${CLAIM} = nodes)
      then insert into zombie_write values (tg_table_name); end if;
    return new; end $$;
  create table claimed (part_id uuid primary key, nodes int, status text);
  create trigger watch before update on part for each row execute function watch_part();
  create trigger watch before insert or update on status_record for each row execute function watch_of_part();
  create trigger watch before insert or update on part_file for each row execute function watch_of_part();
  create trigger watch before insert or update on part_analysis for each row execute function watch_of_part();`;

/** As another node claims; it waits for whoever is in the middle of a transaction, but not for long. */
const CLAIM_PART = `with part as (update part set epoch = epoch + ${CLAIM} where id = $1 and epoch between 1 and ${CLAIM - 1} returning id, epoch, status)
  insert into claimed select id, epoch % ${CLAIM}, status from part`;

/** A way to the server on which a part is claimed right before so many messages that name it have gone. */
async function claimingProxy(serverUrl: string) {
  const pool = new pg.Pool({ connectionString: serverUrl, options: "-c lock_timeout=100" });
  const left = new Map<string, number>();
  const claim = async (id: string): Promise<void> => {
    await pool.query(CLAIM_PART, [id]).catch(() => {
      void claim(id); // right after the transaction that is in the way
    });
  };
  const before = async (sent: string) => {
    for (const [id, messages] of left) {
      if (!sent.includes(id)) continue;
      left.set(id, messages - 1);
      if (messages === 0) await claim(id);
    }
  };
  const proxy = await proxyTo(serverUrl, (near, far) => {
    let sending = Promise.resolve();
    near.on("data", (bytes: Buffer) => {
      sending = sending.then(() => before(bytes.toString("latin1"))).then(() => void far.write(bytes));
    });
    far.on("data", (bytes: Buffer) => near.write(bytes));
  });
  return {
    url: proxy.url,
    claimAfter: (id: string, messages: number) => left.set(id, messages),
    read: async <Row extends Record<string, unknown>>(sql: string) => (await pool.query<Row>(sql)).rows,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}

/** All numbers from one to another. */
function points(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

it("writes nothing of a part that somebody else has claimed between any two of its statements", async () => {
  await using place = await newDatabase("postgresql");
  await using proxy = await claimingProxy(place.databaseUrl ?? "");
  await using jobs = await flakyProxy(place.databaseUrl ?? "");
  const through = { ...place, databaseUrl: proxy.url };
  const environment = { DATABASE_DIRECT_URL: jobs.url };
  await using server = await newServer("postgresql", { place: through, environment, runtime: { timer: hasty } });
  await proxy.read(WATCH);
  const client = await Client.open(server.url);
  jobs.hang(); // nobody takes a part before all of them are there
  const orders = [
    ...points(0, 14).map((messages) => ({ messages, size: 20_000n, analysis: "NONE" })),
    ...points(0, 6).map((messages) => ({ messages, size: 1_000n, analysis: "NONE" })), // made many at a time
    ...points(5, 8).map((messages) => ({ messages, size: 2_000_000n, analysis: "NONE" })), // progress is told of
    ...points(11, 19).map((messages) => ({ messages, size: 5_000n, analysis: "METRICS" })),
  ];
  const ids = await Promise.all(orders.map(({ size, analysis }) => client.ordered({ size, analysis })));
  const parts = await proxy.read<{ id: string; line: string }>("select id, line_id as line from part");
  const partOf = new Map(parts.map(({ id, line }) => [line, id]));
  for (const [at, { messages }] of orders.entries()) proxy.claimAfter(partOf.get(ids[at] ?? "") ?? "", messages);
  jobs.pass();
  for (const [at, { analysis }] of orders.entries())
    await client.reached(ids[at] ?? "", analysis === "NONE" ? "finished" : "analyzed");
  expect(await proxy.read("select what, count(*)::int from zombie_write group by what")).toEqual([]);
  const claimed = await proxy.read<{ status: string }>("select distinct status from claimed");
  expect(claimed.map(({ status }) => status)).toEqual(
    expect.arrayContaining(["ended", "finished", "requested", "started"]),
  );
  expect(await lineProblems(client, ids, proxy.read)).toEqual([]);
});
