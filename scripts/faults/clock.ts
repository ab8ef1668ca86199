import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, type ShownStatus } from "../../test/support/graphql-client.ts";
import { newOrder, send, waitFor } from "./customer.ts";
import { ledgerProblems, sqliteReader } from "./ledger-problems.ts";
import { newPlace, serve } from "./place.ts";
import { FAKETIME, whyNoFaketime } from "./programs.ts";
import { leftOut, type Problems, rowOf, type Rows } from "./row.ts";

const STEPS = [
  ["an hour back", "-1h"],
  ["a day forward", "+1d"],
] as const;
const LARGE = "20000000";

/** Steps the service's clock while it produces. */
export async function* clockRows(): Rows {
  const why = whyNoFaketime();
  if (why !== null) {
    yield leftOut("clock", "steps back and forward", why);
    return;
  }
  for (const [name, step] of STEPS) {
    await using place = newPlace();
    const clock = join(place.dataDir, "clock");
    writeFileSync(clock, "+0");
    await using service = await serve(place, {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    });
    const client = await Client.open(service.url);
    const [small, large] = [newOrder(), newOrder({ alphabet: "LOWER_LATIN", digits: 12, size: LARGE })];
    const lines = [await send(client, small), await send(client, large)].map((answer) =>
      "id" in answer ? answer.id : answer.code,
    );
    await client.shows(lines[1] ?? "", ({ status }) => status === "STARTED");
    writeFileSync(clock, step);
    const problems: Problems = [];
    for (const [index, order] of [small, large].entries()) {
      const again = await send(client, order);
      if (!("id" in again) || again.id !== lines[index])
        problems.push(`an order that is sent again is answered with ${"id" in again ? "another line" : again.code}`);
    }
    const later = await send(client, newOrder());
    if (!("id" in later)) problems.push(`an order after the step is answered with ${later.code}`);
    for (const id of [...lines, "id" in later ? later.id : ""]) problems.push(...(await timeProblems(client, id)));
    problems.push(...(await ledgerProblems(sqliteReader(place.dataDir))));
    yield rowOf("clock", `set ${name} while a line is produced`, {
      problems,
      seen: "the session stays open, orders sent again are known again, every line finishes, no time goes back within a record",
    });
  }
}

async function timeProblems(client: Client, id: string): Promise<Problems> {
  const status = await waitFor(client, id, { status: "FINISHED", seconds: 60 });
  if (status !== "FINISHED") return [`a line stands at ${status} after 60 s`];
  const record = await client.status(id);
  return record === null || isInOrder(record) ? [] : [`times go back: ${JSON.stringify(record.timestamps)}`];
}

function isInOrder({ timestamps: { requested, started, ended, finished } }: ShownStatus): boolean {
  const times = [requested, started, ended, finished].map((time) => Date.parse(time ?? ""));
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
}
