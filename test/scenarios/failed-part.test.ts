import { describe, expect, it } from "vitest";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { SWEEP_MS } from "../../src/production/jobs/sweep.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { EventReader } from "../support/event-reader.ts";
import { storageOf } from "../support/storage.ts";

const PAYMENT = { transaction: "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", ident: "pi_once" };
const ERROR = { code: "INTERNAL", message: "Something went wrong in the production. It is logged with the part's id." };

describe.each(DIALECTS)("a part that fails, on %s", (dialect) => {
  it("tells so without the cause, is logged once with its id, and gives payment and indexes back", async () => {
    await using first = await newServer(dialect);
    const before = await Client.open(first.url);
    const id = await before.ordered({ size: ENDLESS, payment: PAYMENT });
    await before.reached(id, "started");
    await first.stop();
    await using storage = await storageOf(first.place);
    const { keyWrapped } = await storage.line(id);
    await storage.em.nativeUpdate(Line, { id }, { keyWrapped: Buffer.from(keyWrapped ?? []).fill(0, 20, 30) });
    const part = await storage.part(id);
    await using server = await newServer(dialect, { place: first.place });
    const client = Client.of(server.url, before.sessionKey);
    const reader = await EventReader.open(`${server.url}/api/tokens/${id}/events`, client.headers);
    const failed = await client.reached(id, "failed");
    const end = (await reader.rest()).at(-1);
    expect([end?.event, JSON.parse(end?.data ?? "")]).toMatchObject([
      "end",
      { data: { attributes: { status: "failed", error: { code: ERROR.code } } } },
    ]);
    expect(failed).toMatchObject({
      status: "FAILED",
      error: ERROR,
      files: [],
      timestamps: { started: expect.any(String) as string, failed: expect.any(String) as string, ended: null },
    });
    expect(server.logged.filter(({ level }) => Number(level) >= 50)).toMatchObject([
      {
        msg: "A production failed.",
        partId: part.id,
        err: { message: expect.stringContaining("wrapped secret") as string },
      },
    ]);
    expect(await storage.ledger(id)).toBe(0n);
    expect((await client.order({ payment: PAYMENT })).errors).toEqual([]);
    expect((await client.data(id)).status).toBe(404);
    expect((await client.cancel(id)).errors).toMatchObject([{ extensions: { code: "STATUS_CONFLICT" } }]);
    expect(await client.status(id, "STARTED")).toMatchObject({ status: "STARTED", error: null });
  });

  it("does not fail once it has ended: it stands, is logged once, and goes on when what was wrong is mended", async () => {
    let isBroken = false;
    let readings = 0;
    // Each status reads the clock once: the session, the order, started, ended, and then finished finds it broken.
    const now = () => {
      readings += 1;
      if (readings >= BROKEN_READING && isBroken) throw new Error("The clock is broken.");
      return systemRuntime.now();
    };
    const timer: Runtime["timer"] = (ms, onEnd) => systemRuntime.timer(ms < SWEEP_MS ? ms : ms / 100, onEnd);
    let passedMs = 0;
    await using server = await newServer(dialect, { runtime: { now, timer, monotonicMs: () => (passedMs += 10_000) } });
    const client = await Client.open(server.url);
    readings = 0;
    isBroken = true;
    const id = await client.ordered({ payment: PAYMENT, size: "3000" }); // too large to take all steps at once
    await client.reached(id, "ended");
    await until(() => Promise.resolve(readings > BROKEN_READING + 1)); // tried again
    expect(await client.status(id)).toMatchObject({
      status: "ENDED",
      error: null,
      files: [{ kind: "DATA" }, { kind: "DATA_GZ" }],
    });
    expect(await (await client.data(id)).text()).toHaveLength(38_999);
    expect(server.logged.filter(({ level }) => Number(level) >= 50)).toMatchObject([
      {
        msg: "A production cannot go on at the moment; it is tried again.",
        err: { message: "The clock is broken." },
        requestId: expect.any(String) as string,
      },
    ]);
    isBroken = false;
    await client.reached(id, "finished");
    expect((await client.order({ payment: PAYMENT, size: "3001" })).errors).toMatchObject([
      { extensions: { code: "PAYMENT_USED" } },
    ]);
  });

  it("does not get older by a clock that is set back", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    await using server = await newServer(dialect, { runtime: { now: () => new Date((time -= 1_000)) } });
    const client = await Client.open(server.url);
    const { timestamps } = await client.reached(await client.ordered(), "finished");
    const { requested, started, ended, finished } = timestamps;
    expect([started, ended, finished]).toEqual([requested, requested, requested]);
  });
});

/** Of the clock, from the order on: requested, started, ended, finished. */
const BROKEN_READING = 4;
