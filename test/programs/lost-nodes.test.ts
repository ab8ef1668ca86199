import { describe, expect, it } from "vitest";
import { Client, newPayment } from "../support/graphql-client.ts";
import { newDatabase } from "../support/databases.ts";
import { until } from "../support/until.ts";
import { ledgerProblems } from "../../scripts/faults/ledger-problems.ts";
import { Cluster, lineProblems, type NodeProcess } from "../cluster/support/processes.ts";

/** Enough for a pass that lasts until a signal has come. */
const TOKENS = 5_000_000n;

describe("nodes on one PostgreSQL that are lost", () => {
  it(
    "by SIGKILL and by SIGSTOP in mid-pass: the lines run on elsewhere, and what the frozen one writes on waking changes nothing",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase("postgresql");
      await using cluster = new Cluster(place.databaseUrl ?? "");
      const [killed, frozen, last] = await cluster.startMany(3);
      if (!killed || !frozen || !last) throw new Error("Three nodes were started.");
      const { sessionKey } = await Client.open(last.url);
      /** Orders lines at a node while nobody else runs, and stops it as soon as it has claimed them. */
      const taken = async (node: NodeProcess) => {
        node.signal("SIGCONT");
        const client = Client.of(node.url, sessionKey);
        const order = () => client.ordered({ size: TOKENS, payment: newPayment() });
        const ids = await Promise.all([order(), order(), order()]);
        await until(async () => (await claimed()).filter((id) => ids.includes(id)).length === ids.length);
        node.signal("SIGSTOP");
        return ids;
      };
      const claimed = async () =>
        (await cluster.read<{ id: string }>("select line_id as id from part where epoch > 0")).map(({ id }) => id);
      for (const node of [killed, frozen, last]) node.signal("SIGSTOP");
      const ids = [...(await taken(killed)), ...(await taken(frozen))];
      last.signal("SIGCONT");
      await killed.end("SIGKILL");
      const client = Client.of(last.url, sessionKey);
      for (const id of ids) await client.reached(id, "finished");
      const before = await cluster.read("select id, epoch, status, progress from part order by id");
      const takenOver = before.filter(({ epoch }) => Number(epoch) > 1);
      expect(takenOver.length).toBeGreaterThan(ids.length / 2); // of both
      frozen.signal("SIGCONT");
      const woken = Client.of(frozen.url, client.sessionKey);
      await woken.reached(await woken.ordered(), "finished");
      expect(await lineProblems(woken, ids, cluster.read)).toEqual([]);
      expect(await ledgerProblems(cluster.read)).toEqual([]);
      expect(before).toEqual(
        await cluster.read(
          `select id, epoch, status, progress from part where id in (${before.map(({ id }) => `'${String(id)}'`).join()}) order by id`,
        ),
      );
    },
  );

  it(
    "by SIGTERM under load: no request fails at another, and the lines are handed on at once",
    { timeout: 120_000 },
    async () => {
      await using place = await newDatabase("postgresql");
      await using cluster = new Cluster(place.databaseUrl ?? "");
      const stopped = await cluster.start();
      const first = await Client.open(stopped.url);
      const ids = await Promise.all(Array.from({ length: 8 }, () => first.ordered({ size: TOKENS })));
      await until(async () => (await cluster.read("select id from part where epoch > 0")).length === ids.length);
      const other = await cluster.start();
      const client = Client.of(other.url, first.sessionKey);
      const [signal] = await cluster.read<{ at: string }>("select now()::text as at");
      const ending = stopped.end("SIGTERM");
      const during = Array.from({ length: 5 }, () => client.ordered());
      expect((await ending).code).toBe(0);
      // What the stopped one had is given back or taken by the other: no job waits for a heartbeat that would have to run out.
      const left = await cluster.read(
        `select id from pgboss.job where name = 'part' and state = 'active' and started_on < '${signal?.at ?? ""}'`,
      );
      expect(left).toEqual([]);
      ids.push(...(await Promise.all(during)));
      for (const id of ids) await client.reached(id, "finished");
      expect(await lineProblems(client, ids, cluster.read)).toEqual([]);
    },
  );
});
