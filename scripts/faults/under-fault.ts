import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "../../test/support/graphql-client.ts";
import type { Service } from "../../test/support/service.ts";
import { waitFor } from "./customer.ts";
import { type Health, watchHealth } from "./health-watch.ts";
import type { Read } from "./ledger-problems.ts";
import { inWords, lossesOf, type Seen, startLoad } from "./load.ts";
import { type Problems, rowOf, type Rows } from "./row.ts";

export interface Fault {
  readonly group: string;
  readonly name: string;
  readonly seconds: number;
  /** Makes the fault; answers how it ends. */
  readonly begin: () => Promise<() => Promise<void> | void>;
  /** Whether it must be seen by those who order, whether reading must go on, and whether orders may be refused at all. */
  readonly expects: { readonly refusals: "some" | "any" | "none"; readonly reading: boolean; readonly ready?: string };
}

/** Tokens of a line that is still produced when the fault begins. */
const LARGE = "20000000";
/** A line goes on by itself within this time. */
const MAX_RECOVERY_S = 60;
/** The promise is one second; the rest is for a machine that has more to do than it can. */
const MAX_READY_MS = 1_500;

/** Orders, reads and produces while a fault lasts, and looks whether anything was lost once it is over. */
export async function* rowsUnder(fault: Fault, service: Service, read: Read): Rows {
  const { group, name } = fault;
  const client = await Client.open(service.url);
  const large = await client.ordered({ alphabet: "LOWER_LATIN", digits: 12, size: LARGE });
  await client.shows(large, ({ status }) => status === "STARTED");
  const end = await fault.begin();
  const [load, health] = [startLoad(client), watchHealth(service.url, client.sessionKey)];
  await sleep(fault.seconds * 1_000);
  await end();
  const [seen, watched] = [await load.stop(), await health.stop()];
  yield rowOf(group, `${name}: orders`, { problems: orderProblems(fault, seen, watched), seen: inWords(seen) });
  yield rowOf(group, `${name}: reading`, {
    problems: readProblems(fault, watched),
    seen: `${watched.reads.good} of ${watched.reads.good + watched.reads.bad} reads answered`,
  });
  yield rowOf(group, `${name}: /readyz`, {
    problems: readyProblems(fault, watched),
    seen: `within ${Math.round(watched.slowestReadyMs)} ms: ${[...watched.ready].join(", ")}`,
  });
  const status = await waitFor(client, large, { status: "FINISHED", seconds: MAX_RECOVERY_S });
  const problems = [
    ...(status === "FINISHED"
      ? []
      : [
          `the line that was being produced stands at ${status}, ${String((await client.status(large))?.progress)} %, after ${MAX_RECOVERY_S} s`,
        ]),
    ...(await lossesOf(client, seen, read)),
  ];
  yield rowOf(group, `${name}: afterwards`, {
    problems,
    seen: `without a restart: ${seen.sent.length} orders and a line of ${LARGE} tokens whole`,
  });
}

function orderProblems({ expects }: Fault, { answers }: Seen, { waits }: Health): Problems {
  const wrong = [...answers.keys()].filter(
    (word) => word !== "accepted" && (word !== "DATABASE_UNAVAILABLE" || expects.refusals === "none"),
  );
  const problems = wrong.map((word) => `${String(answers.get(word))} orders were answered with ${word}`);
  if (expects.refusals === "some" && !answers.has("DATABASE_UNAVAILABLE"))
    problems.push("no order was refused with DATABASE_UNAVAILABLE");
  if (waits.untold > 0) problems.push(`${waits.untold} refusals had no Retry-After`);
  return problems;
}

function readProblems({ expects }: Fault, { reads }: Health): Problems {
  if (reads.good + reads.bad === 0) return ["nothing was read"];
  return expects.reading && reads.bad > 0 ? [`${reads.bad} of ${reads.good + reads.bad} reads failed`] : [];
}

function readyProblems({ expects }: Fault, { ready, slowestReadyMs }: Health): Problems {
  const problems = [...ready].filter((answer) => !/^(?:200|503) /.test(answer)).map((answer) => `/readyz: ${answer}`);
  if (slowestReadyMs > MAX_READY_MS) problems.push(`/readyz took ${Math.round(slowestReadyMs)} ms`);
  const { ready: wanted } = expects;
  if (wanted !== undefined && ![...ready].some((answer) => answer.replaceAll(" ", "").includes(wanted)))
    problems.push(`/readyz never said ${wanted}, but ${[...ready].join(", ")}`);
  return problems;
}
