import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "../../test/support/graphql-client.ts";
import type { Service } from "../../test/support/service.ts";
import type { TestDatabase } from "../../test/support/databases.ts";
import { download, FIRST_HALF, newContinuation, newOrder, type Order, SECOND_HALF, send, waitFor } from "./customer.ts";
import { brokenPages, ledgerProblems, sqliteReader } from "./ledger-problems.ts";
import { newPlace, serve } from "./place.ts";
import { whyNoTrace } from "./programs.ts";
import { differences, type Downloaded } from "./reference.ts";
import { leftOut, type Problems, rowOf, type Rows } from "./row.ts";
import { attach } from "./trace.ts";

/** What writes to files and sockets, makes it last, or changes a folder. */
const WRITES = ["write", "writev", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink"];
/** Longer than an order takes, so that a call that never comes is noticed. */
const MAX_WAIT_MS = 20_000;

type Kind = "order" | "continuation";

interface Point {
  readonly kind: Kind;
  readonly call: string;
  /** The call at which a thread is killed, counted from the order on. */
  readonly at: number;
}

/** One data folder that outlives all kills, and what must be looked at once the service runs again. */
interface Scene {
  readonly place: TestDatabase;
  readonly sessionKey: string;
  readonly downloads: Downloaded[];
}

/** Kills the service in the place of each write-class system call of an order and of a continuation, and starts it again. */
export async function* killRows({ every }: { readonly every: number }): Rows {
  const why = whyNoTrace();
  if (why !== null) {
    yield leftOut("kill", "SIGKILL at every write-class system call", why);
    return;
  }
  await using place = newPlace();
  const first = await serve(place);
  const scene: Scene = { place, sessionKey: (await Client.open(first.url)).sessionKey, downloads: [] };
  await first.end("SIGTERM");
  for (const kind of ["order", "continuation"] as const) {
    const all = await pointsOf(scene, kind);
    yield* killInTurn(
      scene,
      all.filter((_, index) => index % every === 0),
    );
  }
  yield rowOf("kill", "every line that was killed, against the generator", {
    problems: await differences(place, scene.downloads),
    seen: `${scene.downloads.length} lines, the reference's bytes`,
  });
}

/** Counts each call of an undisturbed run; a thread counts by itself, as it does when it is to be killed. */
async function pointsOf(scene: Scene, kind: Kind): Promise<Point[]> {
  const service = await serve(scene.place);
  const client = Client.of(service.url, scene.sessionKey);
  const order = await prepared(client, kind);
  const log = join(scene.place.dataDir, "trace");
  const trace = await attach(service.pid, log, ["-e", `trace=${WRITES.join(",")}`]);
  await carriedOut(client, order);
  await trace.detach();
  await service.end("SIGTERM");
  const counts = new Map<string, number>();
  for (const [, thread, call] of readFileSync(log, "utf8").matchAll(/^(\d+) +(\w+)\(/gm))
    counts.set(`${thread} ${call}`, (counts.get(`${thread} ${call}`) ?? 0) + 1);
  const mostOf = (call: string) =>
    Math.max(0, ...[...counts].filter(([name]) => name.endsWith(` ${call}`)).map(([, count]) => count));
  return WRITES.flatMap((call) => Array.from({ length: mostOf(call) }, (_, index) => ({ kind, call, at: index + 1 })));
}

/** Each start looks after what the kill before has left, and is killed itself. */
async function* killInTurn(scene: Scene, points: readonly Point[]): Rows {
  let left: { readonly point: Point; readonly order: Order; readonly wasKilled: boolean } | null = null;
  for (const point of [...points, null]) {
    await using service = await serve(scene.place);
    if (left !== null) {
      const { problems, seen } = await lookAfter(scene, service, left);
      yield rowOf("kill", `${left.point.kind}, ${left.point.call} ${left.point.at}`, {
        problems,
        seen: `${left.wasKilled ? "killed" : "done before"}; ${seen}`,
      });
    }
    left = point && { point, ...(await killAt(scene, service, point)) };
  }
}

async function killAt(
  { sessionKey }: Scene,
  service: Service,
  { kind, call, at }: Point,
): Promise<{ order: Order; wasKilled: boolean }> {
  const client = Client.of(service.url, sessionKey);
  const order = await prepared(client, kind);
  await attach(service.pid, "/dev/null", ["-e", `trace=${call}`, "-e", `inject=${call}:signal=SIGKILL:when=${at}`]);
  const wasKilled = await Promise.race([
    carriedOut(client, order).then(() => false),
    died(service),
    sleep(MAX_WAIT_MS, false),
  ]);
  return { order, wasKilled: wasKilled || !isRunning(service.pid) };
}

async function prepared(client: Client, kind: Kind): Promise<Order> {
  const order = newOrder();
  if (kind === "order") return order;
  const answer = await send(client, order);
  if (!("id" in answer)) throw new Error(`The first part was answered with ${answer.code}.`);
  await waitFor(client, answer.id, { status: "FINISHED", seconds: 10 });
  return newContinuation(answer.id, await client.snapshot(answer.id));
}

async function carriedOut(client: Client, order: Order): Promise<void> {
  const answer = await send(client, order);
  if ("id" in answer) await waitFor(client, answer.id, { status: "FINISHED", seconds: 15 });
}

async function died({ pid }: Service): Promise<boolean> {
  while (isRunning(pid)) await sleep(5);
  return true;
}

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** After the kill: the order is there or it is not; sent again it is there, once, and every byte is as it must be. */
async function lookAfter(
  { place, sessionKey, downloads }: Scene,
  service: Service,
  { point, order }: { readonly point: Point; readonly order: Order },
): Promise<{ problems: Problems; seen: string }> {
  const client = Client.of(service.url, sessionKey);
  const read = sqliteReader(place.dataDir);
  const problems = [...(await brokenPages(read)), ...(await ledgerProblems(read))];
  const { ident } = order.input["payment"] as { ident: string };
  const found = await read(
    `select part.line_id as line from part join payment on payment.id = part.payment_id where payment.ident = '${ident}'`,
  );
  const before = found[0]?.["line"];
  const answer = await send(client, order);
  if (!("id" in answer))
    return { problems: [...problems, `sent again, it was answered with ${answer.code}`], seen: "" };
  if (before !== undefined && before !== answer.id) problems.push("sent again, it was answered with another line");
  const status = await waitFor(client, answer.id, { status: "FINISHED", seconds: 30 });
  if (status !== "FINISHED") problems.push(`sent again, it stands at ${status}`);
  const sizes = point.kind === "order" ? [FIRST_HALF] : [FIRST_HALF, SECOND_HALF];
  const parts = await Promise.all(
    sizes.map(async (size, index) => ({
      first: BigInt(index * FIRST_HALF),
      size,
      sha256: await download(client, answer.id, index + 1),
    })),
  );
  downloads.push({ line: answer.id, parts });
  problems.push(
    ...(await ledgerProblems(read)),
    ...service
      .printed()
      .stderr.split("\n")
      .filter((line) => line.includes(`"level":50`))
      .map(() => "an error was logged"),
  );
  return { problems, seen: before === undefined ? "it was not there, and was made" : "it was whole, and was finished" };
}
