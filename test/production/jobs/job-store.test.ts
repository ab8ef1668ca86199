import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { JobStore, type TakenJob } from "../../../src/production/jobs/job-store.ts";
import { newDatabase } from "../../support/databases.ts";
import { storageOf } from "../../support/storage.ts";

/** A store with the job of one part, and a look beside it. */
async function newStore(stack: AsyncDisposableStack) {
  const place = stack.use(await newDatabase("postgresql"));
  const { database } = stack.use(await storageOf(place));
  const { timer } = systemRuntime;
  const store = await JobStore.open(
    { url: place.databaseUrl ?? "" },
    { timer, onFault: (fault) => expect.fail(String(fault)) },
  );
  stack.defer(() => store.close());
  const part = { partId: randomUUID(), customerId: randomUUID(), isLarge: false };
  await database.em.fork().transactional((em) => store.queue(em, [part]));
  const take = async (): Promise<TakenJob | undefined> =>
    (await store.take({ count: 5, ignored: [], which: "all" }))[0];
  const run = <Row>(sql: string) => database.em.getConnection().execute<Row[]>(sql);
  return { store, part, take, run };
}

it("gives a job back as often as nodes are lost, each time at once", async () => {
  await using stack = new AsyncDisposableStack();
  const { store, part, take, run } = await newStore(stack);
  for (let lost = 0; lost < 3; lost += 1) {
    const job = await take();
    expect(job).toMatchObject({ partId: part.partId, retryCount: lost });
    await store.giveBack(job ? [job] : []);
  }
  await run("update pgboss.job set retry_count = 1000000");
  const job = await take();
  expect(job).toMatchObject({ partId: part.partId, retryCount: 1_000_001 });
  await store.giveBack(job ? [job] : []);
  expect(await take()).toMatchObject({ partId: part.partId, retryCount: 1_000_002 });
});

it("settles a job that lasts for long, and takes the next of its part, which nobody else gets", async () => {
  await using stack = new AsyncDisposableStack();
  const { store, part, take, run } = await newStore(stack);
  const job = await take();
  if (job === undefined) return expect.fail("There is a job.");
  await run("update pgboss.job set started_on = started_on - interval '12 h'");
  const next = await store.carryOn(job, part);
  if (next === null) return expect.fail("It is still this node's.");
  expect(next.id).not.toBe(job.id);
  expect(await take()).toBeUndefined();
  expect(await store.touch([job])).toBe(false);
  expect(await store.touch([next])).toBe(true);
  const jobs = await run<{ id: string; state: string; age: number }>(
    "select id, state, extract(epoch from now() - started_on)::int as age from pgboss.job where name = 'part'",
  );
  expect(jobs).toEqual([{ id: next.id, state: "active", age: 0 }]);
  expect(await store.carryOn(job, part)).toBeNull(); // it was settled
  await store.settle([next]);
  expect(await run("select id from pgboss.job where name = 'part'")).toEqual([]);
});
