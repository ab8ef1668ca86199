import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../test/cluster/support/processes.ts";
import type { Problems } from "./row.ts";

/** A lost node's lines run on elsewhere within this. */
const TAKEN_OVER_S = 15;
const PATIENCE_S = 180;

const HELD = `select part.id, part.epoch from part
  join pgboss.job on job.singleton_key = part.id::text and job.state = 'active'`;
const UNHEARD = "select id from pgboss.job where state = 'active' and heartbeat_on < now() - interval '10 s'";

interface Claimed extends Record<string, unknown> {
  readonly id: string;
  readonly epoch: number;
}

/** Loses a node, and waits until others have what it had. @returns after how many seconds. */
export async function takenOver(cluster: Cluster, problems: Problems, lose: () => unknown): Promise<number> {
  const before = new Map((await cluster.read<Claimed>(HELD)).map(({ id, epoch }) => [id, epoch]));
  await lose();
  const startedMs = performance.now();
  const isTaken = async () => {
    const now = await cluster.read<Claimed>("select id, epoch from part");
    const taken = now.filter(({ id, epoch }) => epoch > (before.get(id) ?? epoch));
    return taken.length > 0 && (await cluster.read(UNHEARD)).length === 0;
  };
  while (!(await isTaken()) && performance.now() - startedMs < PATIENCE_S * 1_000) await sleep(100);
  const seconds = (performance.now() - startedMs) / 1_000;
  if (seconds > TAKEN_OVER_S) problems.push(`its lines were taken over after ${seconds.toFixed(1)} s`);
  return seconds;
}
