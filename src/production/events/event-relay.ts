import type { Session } from "../../access/session.entity.ts";
import type { Peers } from "../../database/peers.ts";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Database } from "../../database/start-database.ts";
import { isPassingFault } from "../../lib/passing-fault.ts";
import type { Runtime, Timer } from "../../lib/runtime.ts";
import { type History, readHistories } from "../records/history.ts";
import { Line, type ShownLine } from "../records/line.entity.ts";
import { recordOf } from "../records/part-record.ts";
import { Part } from "../records/part.entity.ts";
import { seeLinesOfParts } from "../records/seen-line.ts";
import type { ProductionEvent, ProductionEvents } from "./production-events.ts";

/** How often is looked at what a node may have died of telling. */
const LOOK_MS = 2_000;
/** Told to other nodes: the session, the line and the part, the number of its record, and its progress. */
export const EVENT = "event";
const CLOSED = "closed";

export interface EventRelayDeps {
  readonly database: Database;
  readonly events: ProductionEvents;
  readonly peers: Peers;
  readonly runtime: Pick<Runtime, "timer">;
  /** Sessions that something is open for on this node. */
  readonly openSessions: () => Iterable<string>;
  /** Ends here what is open for a session. */
  readonly endSession: (sessionId: string) => void;
  /** Told each event that no message has told of, before those who follow are. */
  readonly onFound: (event: ProductionEvent) => void;
  /** Told what went wrong; it is tried again. */
  readonly onTrouble: (fault: unknown) => void;
}

/** An event as it travels: by what it is found again. */
interface Told {
  readonly lineId: string;
  readonly partId: string;
  readonly sequence: number;
  readonly progress: number;
}

/** Brings to those who follow on this node what happens on others: the event travels as an id, and is read where somebody follows. */
export class EventRelay {
  private told: Told[] = [];
  private reading: Promise<void> | null = null;
  private timer: Timer | null = null;
  private looking: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly deps: EventRelayDeps) {
    const { peers, events, endSession } = deps;
    peers.hear(EVENT, ([sessionId = "", lineId = "", partId = "", sequence, progress]) => {
      if (events.isFollowed(sessionId))
        this.read({ lineId, partId, sequence: Number(sequence), progress: Number(progress) });
    });
    peers.hear(CLOSED, ([sessionId = ""]) => {
      endSession(sessionId);
    });
    peers.onGap(() => {
      this.looking = this.looking.then(() => this.look());
    });
  }

  /** Looks again and again at what is followed: a node that dies right after a commit has told nobody. */
  start(): void {
    this.timer = this.deps.runtime.timer(LOOK_MS, () => {
      this.looking = this.looking.then(() => (this.deps.peers.count() > 1 ? this.look() : undefined));
      void this.looking.then(() => this.timer?.restart());
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer?.stop();
    this.timer = null;
    await this.looking;
    await this.reading;
  }

  /** Tells the others that a session was closed. */
  tellClosed(sessionId: string): void {
    this.deps.peers.tell([CLOSED, sessionId]);
  }

  private read(told: Told): void {
    this.told.push(told);
    this.reading ??= this.readAll();
  }

  private async readAll(): Promise<void> {
    try {
      await new Promise((resolve) => setImmediate(resolve)); // with what else was told in this turn
      while (this.told.length > 0) {
        const told = this.told;
        this.told = [];
        for (const event of await readEvents(this.deps.database, told)) this.deps.events.deliver(event);
      }
    } catch (fault) {
      if (!isPassingFault(fault)) this.deps.onTrouble(fault); // the next look finds the same
    } finally {
      this.reading = null;
    }
  }

  private async look(): Promise<void> {
    const { database, events, endSession, openSessions, onFound, onTrouble } = this.deps;
    if (this.isStopped) return;
    try {
      for (const id of await closedOf(database, [...events.sessions(), ...openSessions()])) endSession(id);
      const { sessionIds, partIds } = events.outstanding();
      for (const event of await readStanding(database, sessionIds, partIds)) {
        onFound(event);
        events.deliverMissed(event);
      }
    } catch (fault) {
      if (!isPassingFault(fault)) onTrouble(fault);
    }
  }
}

/** How an event is told to other nodes. */
export function tellEvent(peers: Peers): (event: ProductionEvent) => void {
  return ({ line, part, status: { sequence, progress } }) => {
    peers.tell([EVENT, line.sessionId, line.id, part.id, String(sequence), String(progress)]);
  };
}

const SESSIONS_CLOSED = keptStatement(
  ({ isAmong }) => `select id from session where ${isAmong("id", "uuid")} and revoked_at is not null`,
);

async function closedOf({ em }: Database, sessionIds: readonly string[]): Promise<string[]> {
  if (sessionIds.length === 0) return [];
  const rows = await runKept<Pick<Session, "id">>(em, SESSIONS_CLOSED, [JSON.stringify([...new Set(sessionIds)])]);
  return rows.map(({ id }) => id);
}

const STANDING = keptStatement(
  ({ isAmong }) => `select part.id, part.line_id as "lineId" from part where ${isAmong("part.id", "uuid")}
    union select part.id, part.line_id from part join line on line.id = part.line_id
    where ${isAmong("line.session_id", "uuid")} and part.status in ('requested', 'started', 'ended')`,
);

/** All that has happened to parts that were not at their end when they were last told of, or are unknown, in order. */
async function readStanding(
  database: Database,
  sessionIds: readonly string[],
  partIds: readonly string[],
): Promise<ProductionEvent[]> {
  if (sessionIds.length === 0) return [];
  const parameters = [JSON.stringify(partIds), JSON.stringify(sessionIds)];
  const rows = await runKept<Pick<Part, "id" | "lineId">>(database.em, STANDING, parameters);
  const found = await readParts(database, rows.map(({ id }) => id)); // prettier-ignore
  return [...found.values()].flatMap(({ line, part, history }) =>
    history.records.flatMap(({ sequence }) => eventOf(line, part, history, sequence) ?? []),
  );
}

async function readEvents(database: Database, told: readonly Told[]): Promise<ProductionEvent[]> {
  const found = await readParts(
    database,
    told.map(({ partId }) => partId),
  );
  return told.flatMap(({ partId, sequence, progress }) => {
    const { line, part, history } = found.get(partId) ?? {};
    if (!line || !part || !history) return [];
    return eventOf(line, { ...part, progress }, history, sequence) ?? [];
  });
}

interface PartRead {
  readonly line: ShownLine;
  readonly part: Part;
  readonly history: History;
}

async function readParts(database: Database, partIds: readonly string[]): Promise<Map<string, PartRead>> {
  const wanted = [...new Set(partIds)];
  if (wanted.length === 0) return new Map();
  const seen = await seeLinesOfParts(database.em, wanted);
  const found = new Map<string, PartRead>(
    seen.map(({ newest: part, history, payment: _payment, ...line }) => [part.id, { line, part, history }]),
  );
  const others = await readOtherParts(
    database,
    wanted.filter((id) => !found.has(id)),
  );
  return new Map([...found, ...others]);
}

/** Those of deleted lines, and such as are not their lines' newest. */
async function readOtherParts(database: Database, ids: readonly string[]): Promise<[string, PartRead][]> {
  if (ids.length === 0) return [];
  const em = database.em.fork();
  const parts = await em.find(Part, { id: { $in: ids } });
  const lines = await em.find(Line, { id: { $in: [...new Set(parts.map(({ lineId }) => lineId))] } });
  const histories = await readHistories(em, parts.map(({ id }) => id)); // prettier-ignore
  const linesById = new Map(lines.map((line) => [line.id, line]));
  return parts.flatMap((part, at): [string, PartRead][] => {
    const [line, history] = [linesById.get(part.lineId), histories[at]];
    return line && history ? [[part.id, { line, part, history }]] : [];
  });
}

/** The event as it was when the part had come so far. */
function eventOf(line: ShownLine, part: Part, { records, files }: History, sequence: number): ProductionEvent | null {
  const until = { records: records.filter((record) => record.sequence <= sequence), files };
  const status = recordOf(part, until, "current");
  return status?.sequence === sequence ? { line, part, status } : null;
}
