import { expect, it } from "vitest";
import type { SessionReads } from "../../../src/database/replica/session-reads.ts";
import { EVENT } from "../../../src/production/events/event-relay.ts";
import { noteChanges } from "../../../src/production/events/note-changes.ts";
import type { ProductionEvent } from "../../../src/production/events/production-events.ts";

/** Changes that are noted, as the sessions that are to see them; "anything" for what was not heard. */
function newNoted() {
  const noted: string[] = [];
  const heard = new Map<string, (words: readonly string[]) => void>();
  const gaps: (() => void)[] = [];
  const reads: SessionReads = {
    read: () => expect.fail(),
    readMore: () => expect.fail(),
    wrote: (sessionId) => noted.push(sessionId),
    missed: () => noted.push("anything"),
  };
  const note = noteChanges(reads, {
    hear: (kind, listener) => heard.set(kind, listener),
    onGap: (listener) => gaps.push(listener),
    tell: () => expect.fail(),
    count: () => 2,
  });
  return {
    noted,
    /** What another node tells, as it comes. */
    hear: (...words: string[]) => heard.get(EVENT)?.(words),
    gap: () => {
      for (const each of gaps) each();
    },
    happen: (sessionId: string, partId: string, sequence: number) => {
      note({ line: { sessionId }, part: { id: partId }, status: { sequence } } as ProductionEvent); // all that is looked at
    },
  };
}

it("has a session see each status of its parts, wherever it was reached, and no progress", () => {
  const { noted, hear, happen } = newNoted();
  happen("s1", "p1", 1);
  hear("s2", "l2", "p2", "1", "0");
  hear("s2", "l2", "p2", "1", "50");
  hear("s2", "l2", "p2", "2", "100");
  happen("s1", "p1", 1);
  happen("s1", "p1", 2);
  hear("s1", "l1", "p1", "1", "0"); // found again
  expect(noted).toEqual(["s1", "s2", "s2", "s1"]);
});

it("has every session see what may not have been heard", () => {
  const { noted, gap } = newNoted();
  gap();
  expect(noted).toEqual(["anything"]);
});
