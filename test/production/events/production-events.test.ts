import { describe, expect, it } from "vitest";
import type { Line } from "../../../src/production/records/line.entity.ts";
import type { Part } from "../../../src/production/records/part.entity.ts";
import { type ProductionEvent, ProductionEvents } from "../../../src/production/events/production-events.ts";
import type { Status } from "../../../src/production/records/status.ts";
import type { PartRecord } from "../../../src/production/records/part-record.ts";

/** Of an event only these matter here. */
function event(line: string, sequence: number, status: Status, progress = 0): ProductionEvent {
  return {
    line: { id: line, sessionId: "s" } as Line,
    part: { id: `${line}-part`, analysis: "none" } as Part,
    status: { sequence, status, progress, error: null as PartRecord["error"] } as PartRecord,
  };
}

/** What waits in a stream, as `line status progress`. */
async function waiting(stream: AsyncIterableIterator<ProductionEvent, undefined>, count: number): Promise<string[]> {
  const read: string[] = [];
  for (let at = 0; at < count; at++) {
    const { value, done } = await stream.next();
    read.push(done ? "end" : `${value.line.id} ${value.status.status} ${value.status.progress}`);
  }
  return read;
}

describe("a stream of production events", () => {
  it("delivers every status and only the newest progress, however slow its reader is", async () => {
    const events = new ProductionEvents();
    const { queue } = events.follow("s", null);
    events.publish(event("a", 1, "requested"));
    events.publish(event("a", 2, "started"));
    for (let percent = 1; percent <= 99; percent++) {
      events.publish(event("a", 2, "started", percent));
      events.publish(event("b", 2, "started", percent));
    }
    events.publish(event("a", 3, "ended", 100));
    expect(await waiting(queue, 6)).toEqual([
      "a requested 0",
      "a started 0",
      "b started 1",
      "a started 99",
      "b started 99",
      "a ended 100",
    ]);
  });

  it("ends with the line that it follows, and hears of no other", async () => {
    const events = new ProductionEvents();
    const { queue } = events.follow("s", "a");
    events.publish(event("b", 1, "requested"));
    events.publish(event("a", 3, "ended", 100));
    events.publish(event("a", 4, "finished", 100));
    events.publish(event("a", 5, "deleted", 100));
    expect(await waiting(queue, 4)).toEqual(["a ended 100", "a finished 100", "end", "end"]);
    expect(events.open).toBe(0);
  });

  it("does not end where an analysis follows", async () => {
    const events = new ProductionEvents();
    const { queue } = events.follow("s", "a");
    const analyzing = (each: ProductionEvent): ProductionEvent => ({
      ...each,
      part: { ...each.part, analysis: "metrics" },
    });
    events.publish(analyzing(event("a", 4, "finished", 100)));
    events.publish(analyzing(event("a", 5, "analyzed", 100)));
    expect(await waiting(queue, 3)).toEqual(["a finished 100", "a analyzed 100", "end"]);
  });

  it.each(["failed", "cancelled", "deleted"] as const)("ends with a line that is %s", async (status) => {
    const events = new ProductionEvents();
    const { queue } = events.follow("s", "a");
    events.publish(event("a", 3, status));
    expect(await waiting(queue, 2)).toEqual([`a ${status} 0`, "end"]);
  });

  it("never goes back: what was read of the past does not come after what happened since", async () => {
    const events = new ProductionEvents();
    const followed = events.follow("s", null);
    events.publish(event("a", 2, "started", 60));
    events.publish(event("b", 4, "finished", 100));
    for (const past of [event("a", 2, "started", 40), event("b", 2, "started", 10), event("c", 1, "requested")])
      followed.offer(past);
    followed.catchUp();
    events.publish(event("a", 2, "started", 60));
    events.publish(event("b", 5, "deleted", 100));
    expect(await waiting(followed.queue, 4)).toEqual([
      "a started 60",
      "b finished 100",
      "c requested 0",
      "b deleted 100",
    ]);
  });

  it("ends with its session, after what waits was read", async () => {
    const events = new ProductionEvents();
    const [{ queue: all }, { queue: one }, { queue: other }] = [
      events.follow("s", null),
      events.follow("s", "a"),
      events.follow("t", null),
    ];
    events.publish(event("a", 1, "requested"));
    events.endSession("s");
    expect(await waiting(all, 2)).toEqual(["a requested 0", "end"]);
    expect(await waiting(one, 2)).toEqual(["a requested 0", "end"]);
    expect(events.open).toBe(1);
    events.endAll();
    expect(await waiting(other, 1)).toEqual(["end"]);
    expect(events.open).toBe(0);
  });

  it("is forgotten when its reader leaves, also in the middle of waiting", async () => {
    const events = new ProductionEvents();
    const { queue } = events.follow("s", null);
    const next = queue.next();
    await queue.return();
    expect(await next).toEqual({ value: undefined, done: true });
    expect(events.open).toBe(0);
    events.publish(event("a", 1, "requested"));
    expect(await waiting(queue, 1)).toEqual(["end"]);
  });
});
