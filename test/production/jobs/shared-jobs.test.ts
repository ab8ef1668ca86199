import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { NO_PEERS } from "../../../src/database/peers.ts";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { JobStore } from "../../../src/production/jobs/job-store.ts";
import { SharedJobs } from "../../../src/production/jobs/shared-jobs.ts";
import { newClock } from "../../support/clock.ts";
import { newDatabase } from "../../support/databases.ts";
import { storageOf } from "../../support/storage.ts";
import { until } from "../../support/until.ts";

const BEAT_MS = 2_500;
const HOUR_MS = 3_600_000;

/** A job that runs until the test ends it, on a node whose time passes when it is told to. */
async function newNode(stack: AsyncDisposableStack) {
  const place = stack.use(await newDatabase("postgresql"));
  const { database } = stack.use(await storageOf(place));
  const onFault = (fault: unknown) => expect.fail(String(fault));
  const { timer } = systemRuntime;
  const store = await JobStore.open({ url: place.databaseUrl ?? "" }, { timer, onFault });
  stack.defer(() => store.close());
  const clock = newClock();
  let nowMs = 0;
  const pass = (ms: number) => {
    nowMs += ms;
    clock.advance(ms);
  };
  const work = Promise.withResolvers<undefined>();
  const runs: string[] = [];
  const jobs = new SharedJobs({
    runtime: { ...systemRuntime, timer: clock.timer, monotonicMs: () => nowMs },
    store,
    peers: NO_PEERS,
    places: 4,
    workers: 1,
    run: async ({ partId }) => {
      runs.push(partId);
      await work.promise;
    },
    onFault: (_, fault) => onFault(fault),
    onPostponed: onFault,
    onTrouble: onFault,
  });
  const part = { partId: randomUUID(), customerId: randomUUID(), isLarge: false };
  await database.em.fork().transactional((em) => store.queue(em, [part]));
  const read = () =>
    database.em
      .getConnection()
      .execute<{ id: string; state: string }[]>("select id, state from pgboss.job where name = 'part'");
  await jobs.start();
  /** Beats until it holds. */
  const beatUntil = (holds: () => Promise<boolean>) =>
    until(async () => {
      pass(BEAT_MS);
      return holds();
    });
  return { jobs, part, runs, work, pass, read, beatUntil };
}

it("carries a job of many hours on by the next of its part, and the pass runs on", async () => {
  await using stack = new AsyncDisposableStack();
  const { part, runs, work, pass, read, beatUntil } = await newNode(stack);
  await until(() => Promise.resolve(runs.length > 0));
  const [first] = await read();
  pass(11 * HOUR_MS);
  for (let beats = 0; beats < 3; beats += 1) await beatUntil(() => Promise.resolve(true));
  expect(await read()).toEqual([{ id: first?.id, state: "active" }]);
  pass(HOUR_MS);
  await beatUntil(async () => (await read()).every(({ id }) => id !== first?.id));
  expect(await read()).toMatchObject([{ state: "active" }]);
  expect(runs).toEqual([part.partId]);
  work.resolve(undefined);
  await beatUntil(async () => (await read()).length === 0);
});
