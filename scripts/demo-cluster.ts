import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { addCustomer } from "../src/access/api-keys.ts";
import { Keyring } from "../src/access/keyring.ts";
import { USUAL_STORE } from "../src/certificate/hash-store.ts";
import { verifyFile } from "../src/cli/verify.ts";
import { startDatabase } from "../src/database/start-database.ts";
import { ENTITIES } from "../src/entities.ts";
import { systemRuntime } from "../src/lib/runtime.ts";
import { MASTER_KEY } from "../test/cluster/support/nodes.ts";
import { Cluster, type NodeProcess } from "../test/cluster/support/processes.ts";
import { Client } from "../test/support/graphql-client.ts";
import { startPostgres } from "../test/support/postgres-server.ts";

/** Shows three nodes on one PostgreSQL that finish every line while one is killed, one frozen and one stopped. */
const { values } = parseArgs({ options: { lines: { type: "string", default: "60" }, size: { type: "string", default: "400000" } } }); // prettier-ignore
const LINES = Number(values.lines);
const FROZEN_S = 20;
const NAMES = ["first", "second", "third"] as const;

interface Order {
  readonly id: string;
  readonly sessionKey: string;
}

const startedMs = performance.now();
const timeline: string[] = [];
const states = new Map<string, string>(NAMES.map((name) => [name, "serves"]));

await using server = await startPostgres();
await using cluster = new Cluster(`postgres://postgres:postgres@127.0.0.1:${server.port}/postgres`);
const apiKeys = NAMES.map(() => randomUUID());
for (const _ of NAMES) await cluster.start({ FIRST_API_KEY: apiKeys[0] ?? "" });
await addCustomers(apiKeys.slice(1));
const [killed, frozen, stopped] = cluster.nodes;
if (!killed || !frozen || !stopped) throw new Error("Three nodes were started.");
note("three nodes serve, each with a customer of its own");

const orders = (await Promise.all(apiKeys.map(ordersOf))).flat();
note(`${orders.length} lines of ${values.size} tokens are ordered, by three customers at three nodes`);

await finished(0.25);
await killed.end("SIGKILL");
states.set(NAMES[0], "killed");
note(`the ${NAMES[0]} node is killed`);
await finished(0.4);
frozen.signal("SIGSTOP");
states.set(NAMES[1], "frozen");
note(`the ${NAMES[1]} node is frozen, for ${FROZEN_S} s`);
const frozenMs = performance.now();
while (performance.now() - frozenMs < FROZEN_S * 1_000) await show();
frozen.signal("SIGCONT");
states.set(NAMES[1], "serves again");
note(`the ${NAMES[1]} node goes on`);
await finished(0.75);
const code = (await stopped.end("SIGTERM")).code;
states.set(NAMES[2], "stopped");
note(`the ${NAMES[2]} node has stopped politely (exit code ${String(code)})`);
await finished(1);
note("every line is finished");

const verified = await verifyAll(frozen);
note(`${verified} of ${orders.length} files are what their certificates say, by the node that is left`);
process.stdout.write(`\n\n${timeline.join("\n")}\n`);
process.exitCode = verified === orders.length ? 0 : 1;

async function addCustomers(others: readonly string[]): Promise<void> {
  const database = await startDatabase({ location: { url: cluster.databaseUrl }, entities: ENTITIES });
  const keyring = new Keyring([Buffer.from(MASTER_KEY, "base64")]);
  for (const apiKey of others)
    await addCustomer({ database, keyring, runtime: systemRuntime }, { apiKey, agreement: "unlimited" });
  await database.stop();
}

async function ordersOf(apiKey: string, customer: number): Promise<Order[]> {
  const client = await Client.open(cluster.nodes[customer]?.url ?? "", apiKey);
  const made: Order[] = [];
  for (let at = 0; at < LINES / NAMES.length; at += 1)
    made.push({ id: await client.ordered({ size: values.size }), sessionKey: client.sessionKey });
  return made;
}

/** Waits until so many of all lines are finished, and shows how they stand meanwhile. */
async function finished(share: number): Promise<void> {
  while ((await show()) < Math.floor(share * orders.length)) continue;
}

/** Draws the table anew; answers how many lines are finished. */
async function show(): Promise<number> {
  const rows = await cluster.read<{ status: string; count: string; moved: string }>(
    "select status, count(*) as count, count(*) filter (where epoch > 1) as moved from part group by status order by status",
  );
  const nodes = NAMES.map((name) => `${name}: ${states.get(name) ?? ""}`).join(", ");
  const lines = rows.map(({ status, count }) => `${count} ${status}`).join(", ");
  const moved = rows.reduce((sum, row) => sum + Number(row.moved), 0);
  const text = `${elapsed()}  ${nodes}  |  ${lines}  |  ${moved} taken over`;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}`);
  else process.stdout.write(`${text}\n`);
  await sleep(process.stdout.isTTY ? 250 : 2_000);
  return Number(rows.find(({ status }) => status === "finished")?.count ?? 0);
}

async function verifyAll({ url }: NodeProcess): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-demo-"));
  const path = (name: string) => join(folder, name);
  const save = async (name: string, address: string, headers: Record<string, string> = {}) => {
    writeFileSync(path(name), Buffer.from(await (await fetch(`${url}${address}`, { headers })).arrayBuffer()));
  };
  let good = 0;
  try {
    await save("keys", "/.well-known/tokenworks.json");
    for (const { id, sessionKey } of orders) {
      const headers = { "Session-Key": sessionKey };
      await save("data", `/api/tokens/${id}/data`, headers);
      await save("certificate", `/api/tokens/${id}/certificate`, headers);
      const words = { file: path("data"), certificate: path("certificate"), keys: path("keys") };
      const store = { folder, ...USUAL_STORE };
      const { checks } = await verifyFile(words, { store, signal: new AbortController().signal });
      if (checks.every(({ holds }) => holds === true)) good += 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return good;
}

function note(text: string): void {
  timeline.push(`${elapsed()}  ${text}`);
  process.stdout.write(`\n${elapsed()}  ${text}\n`);
}

function elapsed(): string {
  return `${((performance.now() - startedMs) / 1_000).toFixed(1).padStart(6)} s`;
}
