import type { Peers } from "../../database/peers.ts";
import type { SessionReads } from "../../database/replica/session-reads.ts";
import { RecentMap } from "../../lib/recent-map.ts";
import { EVENT } from "./event-relay.ts";
import type { ProductionEvent } from "./production-events.ts";

/** Parts whose newest change is remembered. */
const MAX_PARTS = 10_000;

/**
 * Has a session see its changes, wherever they were made: not only who has ordered or deleted, but also who was told of a status must not read an older
 * one then. Progress is no such change; otherwise nobody would be read by a replica whose lines run.
 *
 * @returns told every event that has happened on this node, or was found without having been heard.
 */
export function noteChanges(reads: SessionReads, peers: Peers): (event: ProductionEvent) => void {
  const sequences = new RecentMap<number>(MAX_PARTS);
  const note = (sessionId: string, partId: string, sequence: number) => {
    if ((sequences.get(partId) ?? 0) >= sequence) return;
    sequences.set(partId, sequence);
    reads.wrote(sessionId);
  };
  peers.hear(EVENT, ([sessionId = "", , partId = "", sequence]) => {
    note(sessionId, partId, Number(sequence));
  });
  peers.onGap(() => {
    reads.missed();
  });
  return ({ line, part, status }) => {
    note(line.sessionId, part.id, status.sequence);
  };
}
