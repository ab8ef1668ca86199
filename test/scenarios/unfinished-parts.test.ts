import { describe, expect, it } from "vitest";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { Part } from "../../src/production/records/part.entity.ts";
import { PartFile } from "../../src/production/records/part-file.entity.ts";
import { StatusRecord } from "../../src/production/records/status-record.entity.ts";
import { Client } from "../support/graphql-client.ts";
import { SWEEP_MS } from "../../src/production/jobs/sweep.ts";
import { DIALECTS } from "../support/databases.ts";
import { rest } from "../support/rest.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { expectQuiet } from "../support/shared.ts";
import { storageOf } from "../support/storage.ts";

/** A sweep comes every 150 ms; what is shorter, such as the time that a connection has to say who it is, takes as long as ever. */
const hasty: Runtime["timer"] = (ms, onEnd) => systemRuntime.timer(ms < SWEEP_MS ? ms : ms / 100, onEnd);

const ERROR = { code: "INTERNAL", message: "Something went wrong in the production. It is logged with the part's id." };

describe.each(DIALECTS)("what stands unfinished, on %s", (dialect) => {
  it("is taken up by a sweep where it has no job, wherever it stands", async () => {
    await using server = await newServer(dialect, { runtime: { timer: hasty } });
    const client = await Client.open(server.url);
    for (const status of ["requested", "started", "ended"] as const) {
      const id = await client.ordered();
      const { checksum } = await client.reached(id, "finished");
      await setBack(server, id, status);
      expect(await client.reached(id, "finished")).toMatchObject({ checksum, error: null });
    }
    expectQuiet(server);
  });

  it("stays finished where its analysis cannot be made, tells why, ends what follows it, and is left alone", async () => {
    await using first = await newServer(dialect);
    const client = await Client.open(first.url);
    const id = await client.ordered();
    const before = await client.reached(id, "finished");
    await first.stop();
    {
      await using storage = await storageOf(first.place);
      const { keyWrapped } = await storage.line(id);
      await storage.em.nativeUpdate(Part, { lineId: id }, { analysis: "metrics" });
      await storage.em.nativeUpdate(Line, { id }, { keyWrapped: Buffer.from(keyWrapped ?? []).fill(0, 20, 30) });
    }
    await using second = await newServer(dialect, { place: first.place, runtime: { timer: hasty } });
    const again = Client.of(second.url, client.sessionKey);
    const told = await again.shows(id, ({ error }) => error !== null);
    expect(told).toMatchObject({
      status: "FINISHED",
      error: ERROR,
      timestamps: before.timestamps,
      checksum: before.checksum,
      rate: before.rate,
    });
    const streamed = [];
    for await (const { status } of again.follow(id)) streamed.push(status);
    expect(streamed).toEqual(["FINISHED"]);
    expect(await again.status(id, "FINISHED")).toEqual(before);
    const { body } = await rest(second.url, "GET", `/api/tokens/${id}`, { headers: again.headers });
    expect(body).toMatchObject({ data: { attributes: { status: "finished", error: ERROR } } });
    const { status, body: refusal } = await rest(second.url, "GET", `/api/tokens/${id}/analysis`, {
      headers: again.headers,
    });
    expect([status, refusal]).toMatchObject([404, { errors: [{ code: "NOT_FOUND" }] }]);
    await sweeps(second, 3);
    expect(second.logged.filter(({ level }) => Number(level) >= 40)).toMatchObject([{ msg: "A production failed." }]);
    expect(second.logged.filter(({ lineId }) => lineId === id).map(({ msg }) => msg)).toEqual([
      "A part's analysis has failed.",
    ]);
  });

  it("is rated from its real beginning on, also where another process has begun it", async () => {
    await using first = await newServer(dialect, { environment: { WORKERS: "1" } });
    const client = await Client.open(first.url);
    const id = await client.ordered({ size: 20_000_000n });
    await client.reached(id, "started");
    await first.stop();
    const now = () => new Date(Date.now() + 1_000_000);
    await using second = await newServer(dialect, { place: first.place, runtime: { now } });
    const { rate } = await Client.of(second.url, client.sessionKey).reached(id, "finished");
    expect(rate).toBeGreaterThan((20_000_000 * 12) / 1_100);
    expect(rate).toBeLessThanOrEqual((20_000_000 * 12) / 1_000);
  });
});

/** As a process would leave it that is killed there. */
async function setBack(
  { place }: TestServer,
  lineId: string,
  status: "requested" | "started" | "ended",
): Promise<void> {
  const kept = { requested: 1, started: 2, ended: 3 }[status];
  await using storage = await storageOf(place);
  const { id: partId } = await storage.part(lineId);
  await storage.em.transactional(async (em) => {
    await em.nativeDelete(StatusRecord, { partId, sequence: { $gt: kept } });
    await em.nativeDelete(PartFile, { partId, ...(status === "ended" && { kind: "snapshot" }) });
    await em.nativeUpdate(Part, { id: partId }, { status });
  });
}

/** Waits until so many sweeps have passed: each takes up one that was set back. */
async function sweeps(server: TestServer, count: number): Promise<void> {
  const client = await Client.open(server.url);
  for (let seen = 0; seen < count; seen += 1) {
    const id = await client.ordered();
    await client.reached(id, "finished");
    await setBack(server, id, "ended");
    await client.reached(id, "finished");
  }
}
