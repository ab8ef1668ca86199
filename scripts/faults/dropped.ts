import { setTimeout as sleep } from "node:timers/promises";
import type { Scene } from "./cluster.ts";
import type { Problems } from "./row.ts";
import { takenOver } from "./taken-over.ts";

/** So large that the lines are shared out, and the node that is dropped is in the middle of one. */
export const DROPPED_TOKENS = "20000000";

const AWAY_S = 30;
/** Of `/readyz`, whose look at the database gives up after a second. */
const TOLD_MS = 3_000;
const BACK_S = 15;

/** How nothing more goes between a node and the database, and everything again. */
export interface Drop {
  readonly drop: () => unknown;
  readonly restore: () => unknown;
}

/** Drops the first node for 30 s: its lines run on elsewhere, it says so, and is back by itself. */
export async function dropped({ cluster, nodes }: Scene, problems: Problems, { drop, restore }: Drop): Promise<string> {
  const [{ url } = { url: "" }] = nodes;
  const ready = async () => (await fetch(`${url}/readyz`)).status;
  while ((await cluster.read("select id from part where status = 'started'")).length < nodes.length) await sleep(20);
  let droppedMs = 0;
  const told = async () => {
    await drop();
    droppedMs = performance.now();
    while ((await ready()) !== 503 && performance.now() - droppedMs < AWAY_S * 1_000) await sleep(20);
    const toldMs = performance.now() - droppedMs;
    if (toldMs > TOLD_MS) problems.push(`/readyz told of it after ${Math.round(toldMs)} ms`);
    return toldMs;
  };
  let toldMs = 0;
  const seconds = await takenOver(cluster, problems, async () => (toldMs = await told()));
  await sleep(Math.max(0, AWAY_S * 1_000 - (performance.now() - droppedMs)));
  if ((await ready()) !== 503) problems.push("/readyz says that it is ready while it is dropped");
  await restore();
  const restoredMs = performance.now();
  while ((await ready()) !== 200 && performance.now() - restoredMs < 10 * BACK_S * 1_000) await sleep(100);
  const back = (performance.now() - restoredMs) / 1_000;
  if (back > BACK_S) problems.push(`it was ready again after ${back.toFixed(1)} s`);
  return `it told so after ${Math.round(toldMs)} ms, its lines were taken over ${seconds.toFixed(1)} s later, and it was ready again ${back.toFixed(1)} s after the end`;
}
