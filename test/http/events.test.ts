import { EventSource } from "eventsource";
import { beforeAll, describe, expect, it } from "vitest";
import { HEARTBEAT_MS } from "../../src/http/send-events.ts";
import { type Runtime, systemRuntime } from "../../src/lib/runtime.ts";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { newClock } from "../support/clock.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { rest } from "../support/rest.ts";
import { newServer } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";
import { until } from "../support/until.ts";
import { COMMENT, EventReader, type ReadEvent } from "../support/event-reader.ts";

const UNKNOWN = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";

function keyOf(client: Client): { "Session-Key": string } {
  return { "Session-Key": client.sessionKey };
}

function follow(client: Client, id: string, lastId?: string): Promise<EventReader> {
  const headers = { ...keyOf(client), ...(lastId !== undefined && { "Last-Event-ID": lastId }) };
  return EventReader.open(`${client.url}/api/tokens/${id}/events`, headers);
}

function statusOf({ data }: ReadEvent): string | undefined {
  return (JSON.parse(data) as { data?: { attributes: { status: string } } }).data?.attributes.status;
}

function codeOf({ data }: ReadEvent): string | undefined {
  return (JSON.parse(data) as { errors?: { code: string }[] }).errors?.[0]?.code;
}

async function eventsLink(client: Client, id: string): Promise<string> {
  const query = "query ($id: ID!) { tokens(id: $id) { eventsLink { url } } }";
  return (await client.ask<{ tokens: { eventsLink: { url: string } } }>(query, { id })).tokens.eventsLink.url;
}

/** What an EventSource is told of a line, until it knows not to come any more. */
function followed(url: string): Promise<{ seen: (string | undefined)[]; ends: number; code: number | undefined }> {
  const seen: (string | undefined)[] = [];
  let ends = 0;
  return new Promise((resolve) => {
    const source = new EventSource(url);
    source.onmessage = ({ data }) => seen.push(statusOf({ event: "", id: "", data: data as string }));
    source.addEventListener("end", () => (ends += 1));
    source.onerror = ({ code }) => {
      if (source.readyState === EventSource.CLOSED) resolve({ seen, ends, code });
    };
  });
}

describe.each(DIALECTS)("the events of a line on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  it("are what its path answers with at that moment, the present first, then every status, then the end", async () => {
    const id = await client.ordered({ size: 400_000n });
    const reader = await follow(client, id);
    expect(reader.response.headers.get("content-type")).toBe("text/event-stream");
    const events = (await reader.rest()).filter(({ event }) => event !== COMMENT);
    const statuses = events.map(statusOf);
    expect([...new Set(statuses)].slice(-2)).toEqual(["ended", "finished"]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const { body } = await rest(server.url, "GET", `/api/tokens/${id}`, { headers: keyOf(client) });
    const [last, end] = events.slice(-2);
    expect([last?.event, JSON.parse(last?.data ?? "")]).toEqual(["message", body]);
    expect([end?.event, JSON.parse(end?.data ?? ""), end?.id]).toEqual(["end", body, `${last?.id ?? ""}-end`]);
  });

  it("reach an unmodified EventSource by a link; after the end it comes once more, gets 204, and stays away", async () => {
    const id = await client.ordered({ size: 300_000n });
    const { seen, ends, code } = await followed(await eventsLink(client, id));
    expect(seen.at(-1)).toBe("finished");
    expect({ ends, code }).toEqual({ ends: 1, code: 204 });
  });

  it.each(["cancel", "delete"] as const)("end when a line is stopped: %s", async (stop) => {
    const id = await client.ordered({ size: ENDLESS });
    const reader = await follow(client, id);
    expect(["requested", "started"]).toContain(statusOf((await reader.next()) ?? expect.fail()));
    await client[stop](id);
    const [last, end] = (await reader.rest()).slice(-2);
    const status = stop === "cancel" ? "cancelled" : "deleted";
    expect([last, end].map((event) => statusOf(event ?? expect.fail()))).toEqual([status, status]);
    expect(end?.event).toBe("end");
    expect((await follow(client, id, end?.id)).response.status).toBe(204);
  });

  it("end for a reader who was away meanwhile: with the record, or with the reason why there is none", async () => {
    const [cancelled, deleted] = [await client.ordered({ size: ENDLESS }), await client.ordered({ size: ENDLESS })];
    const ids: string[] = [];
    for (const line of [cancelled, deleted]) {
      const reader = await follow(client, line);
      ids.push((await reader.next())?.id ?? "");
      reader.leave();
    }
    await client.cancel(cancelled);
    await client.delete(deleted);
    const [record, end] = await (await follow(client, cancelled, ids[0])).rest();
    expect([record?.event, statusOf(record ?? expect.fail()), end?.event]).toEqual(["message", "cancelled", "end"]);
    const gone = await (await follow(client, deleted, ids[1])).rest();
    expect(gone.map((event) => [event.event, codeOf(event)])).toEqual([["end", "NOT_FOUND"]]);
    expect((await follow(client, deleted, gone[0]?.id)).response.status).toBe(204);
    expect((await follow(client, deleted)).response.status).toBe(404);
  });

  it("do not repeat what a reader has seen last, and go on from there", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const [record, end] = await (await follow(client, id)).rest();
    expect((await (await follow(client, id, record?.id)).rest()).map(({ event }) => event)).toEqual(["end"]);
    expect((await follow(client, id, end?.id)).response.status).toBe(204);
    for (const strange of ["x", "1-1-1", "9".repeat(1_000)])
      expect((await (await follow(client, id, strange)).rest()).map(({ event }) => event)).toEqual(["message", "end"]);
    await client.ask(`mutation ($id: ID!) { continueTokens(input: { id: $id, size: "1000" }) { id } }`, { id });
    const next = await (await follow(client, id, end?.id)).rest();
    expect([statusOf(next.at(-2) ?? expect.fail()), next.at(-1)?.event]).toEqual(["finished", "end"]);
    expect(next.some(({ id }) => id === record?.id)).toBe(false);
  });

  it("end with a reason when the session is closed", async () => {
    const other = await Client.open(server.url);
    const id = await other.ordered({ size: ENDLESS });
    const reader = await follow(other, id);
    const seen = await reader.next();
    await other.ask("mutation ($key: UUID!) { closeSession(key: $key) { id } }", { key: other.sessionKey });
    const [record, end] = (await reader.rest()).slice(-2);
    expect([statusOf(record ?? expect.fail()), end?.event]).toEqual(["deleted", "end"]);
    expect((await follow(other, id, seen?.id)).response.status).toBe(401);
  });

  it("are refused in REST's words to whoever may not see the line, and for what is no such request", async () => {
    const id = await client.ordered({ size: ENDLESS });
    const stranger = await Client.open(server.url);
    const path = `${server.url}/api/tokens/${id}/events`;
    const refused = async (url: string, init: RequestInit) => {
      const answer = await fetch(url, init);
      const { errors } = (await answer.json()) as { errors: { code: string; status: number }[] };
      return [answer.status, errors[0]?.code];
    };
    expect(await refused(path, {})).toEqual([401, "SESSION_REFUSED"]);
    expect(await refused(path, { headers: { "Session-Key": UNKNOWN } })).toEqual([401, "SESSION_REFUSED"]);
    expect(await refused(path, { headers: keyOf(stranger) })).toEqual([404, "NOT_FOUND"]);
    expect(await refused(path.replace(id, UNKNOWN), { headers: keyOf(client) })).toEqual([404, "NOT_FOUND"]);
    expect(await refused(`${path}?x=1`, { headers: keyOf(client) })).toEqual([400, "PARAMETER_INVALID"]);
    expect(await refused(path, { headers: { ...keyOf(client), Accept: "application/json" } })).toEqual([
      406,
      "NOT_ACCEPTABLE",
    ]);
    expect(await refused(path, { method: "DELETE", headers: keyOf(client) })).toEqual([405, "METHOD_NOT_ALLOWED"]);
    const head = await fetch(path, { method: "HEAD", headers: keyOf(client) });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    await client.cancel(id);
  });

  it("go on where they were when the service was started again", async () => {
    await using place = await newDatabase(dialect);
    const first = await newServer(dialect, { place });
    const owner = await Client.open(first.url);
    const id = await owner.ordered({ size: ENDLESS });
    const reader = await follow(owner, id);
    const seen = [(await reader.next()) ?? expect.fail()];
    const rest = reader.rest();
    await first[Symbol.asyncDispose]();
    seen.push(...(await rest));
    expect(seen.map(({ event }) => event)).not.toContain("end");
    await using second = await newServer(dialect, { place });
    const again = Client.of(second.url, owner.sessionKey);
    const more = await follow(again, id, seen.at(-1)?.id);
    await again.cancel(id);
    const events = (await more.rest()).filter(({ event }) => event !== COMMENT);
    expect(events.map(({ id }) => id)).not.toContain(seen.at(-1)?.id);
    expect(events.slice(-2).map((event) => [event.event, statusOf(event)])).toEqual([
      ["message", "cancelled"],
      ["end", "cancelled"],
    ]);
  });
});

describe("a reader of events", () => {
  const clock = newClock();
  // What else the service waits for goes on by the real time, but for what looks around as often.
  const timer: Runtime["timer"] = (ms, onEnd) => (ms === HEARTBEAT_MS ? clock : systemRuntime).timer(ms, onEnd);
  const server = sharedServer("sqlite", { runtime: { timer }, environment: { CORS_ORIGINS: "https://app.example" } });
  const client = sharedClient(server);
  let idle: number;
  beforeAll(() => {
    idle = clock.running();
  });

  const untilNobodyReads = () => until(() => Promise.resolve(clock.running() === idle));

  it("is told by a comment every fifteen seconds that all is well", async () => {
    const quiet = await Client.open(server.url);
    const query = encodeURIComponent("subscription { production: productions { status { status } } }");
    const reader = await EventReader.open(`${server.url}/graphql/stream?query=${query}`, keyOf(quiet));
    await until(() => Promise.resolve(clock.running() === idle + 1));
    for (let beats = 0; beats < 5; beats += 1) {
      clock.advance(HEARTBEAT_MS - 1);
      clock.advance(1);
      expect((await reader.next())?.event).toBe(COMMENT);
    }
    reader.leave();
    await untilNobodyReads();
  });

  it("takes a place as a WebSocket does, gives it back when it leaves, and is refused above the quota", async () => {
    await setQuotas(server, { sockets: 2 });
    const id = await client.ordered({ size: ENDLESS });
    const readers = [await follow(client, id), await follow(client, id)];
    const late = await follow(client, id);
    expect(late.response.status).toBe(429);
    expect(await late.response.json()).toMatchObject({
      errors: [{ code: "QUOTA_EXCEEDED", detail: "Too many connections: at most 2." }],
    });
    readers[0]?.leave();
    await until(async () => (await follow(client, id)).response.status === 200);
    await client.cancel(id);
    await readers[1]?.rest();
    await untilNobodyReads();
  });

  it("may be a page of an allowed origin, and of no other", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    for (const [origin, allowed] of [
      ["https://app.example", "https://app.example"],
      ["https://evil.example", null],
    ] as const) {
      const { response } = await EventReader.open(`${server.url}/api/tokens/${id}/events`, {
        ...keyOf(client),
        Origin: origin,
      });
      expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
      const preflight = await fetch(`${server.url}/api/tokens/${id}/events`, {
        method: "OPTIONS",
        headers: {
          Origin: origin,
          "Access-Control-Request-Method": "GET",
          "Access-Control-Request-Headers": "session-key,last-event-id",
        },
      });
      expect(preflight.headers.get("access-control-allow-origin")).toBe(allowed);
    }
  });
});
