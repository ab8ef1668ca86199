import { type Signal, signal } from "@preact/signals";
import { ask, type Refused } from "../api/client.ts";
import { type LineRowFragment, LinesDocument, type StatusRowFragment } from "../api/operations.generated.ts";
import { type Pace, paceAfter } from "./pace.ts";

/** A line as the table shows it: its newest part, kept current by the live connection. */
export interface LineNow {
  readonly line: LineRowFragment;
  readonly status: StatusRowFragment;
  /** How fast it moves, while it does. */
  readonly pace: Pace | null;
}

const PAGE_SIZE = 500;

const known = new Map<string, Signal<LineNow>>();
/** What was told of lines that no page has brought yet. */
const early = new Map<string, LineNow>();

/** The ids of the lines that are loaded, newest first. */
export const order = signal<readonly string[]>([]);
/** Lines of the session; null until it is known. */
export const totalLines = signal<number | null>(null);
export const linesRefused = signal<Refused | null>(null);

let nextCursor: string | null = null;
let loading: Promise<void> | null = null;
/** Answers to requests of an earlier session are dropped. */
let generation = 0;

export function lineNow(id: string): Signal<LineNow> | undefined {
  return known.get(id);
}

export function clearLines(): void {
  generation += 1;
  known.clear();
  early.clear();
  order.value = [];
  totalLines.value = null;
  linesRefused.value = null;
  nextCursor = null;
  loading = null;
}

export function loadFirst(): Promise<void> {
  return load(null);
}

/** Loads pages until so many lines are there, or all. */
export async function loadUpTo(count: number): Promise<void> {
  while (nextCursor !== null && order.value.length < count) {
    const before = order.value.length;
    await load(nextCursor);
    if (order.value.length === before) return;
  }
}

/** Reads the newest lines again: what came while the connection was lost. */
export function refreshLines(): Promise<void> {
  return load(null, true);
}

/** Takes what the live connection, or the answer to an order, tells of a line. */
export function applyEvent(line: LineRowFragment, status: StatusRowFragment): void {
  const found = known.get(line.id);
  const before = found?.peek() ?? null;
  const now: LineNow = { line, status, pace: paceAfter(before?.pace ?? null, status, performance.now()) };
  if (found !== undefined) {
    if (!isOlder(now, found.peek())) found.value = now;
    if (status.status === "DELETED") leaveOut((id) => id === line.id);
    return;
  }
  if (status.status === "DELETED") return;
  if (totalLines.peek() !== null && isNew(now)) addNew(now);
  else early.set(line.id, now);
}

/** Deleted lines are no part of the table; an open page of one still shows what became of it. */
function leaveOut(isGone: (id: string) => boolean): void {
  const left = order.peek().filter((id) => !isGone(id));
  totalLines.value = (totalLines.peek() ?? 0) - (order.peek().length - left.length);
  order.value = left;
}

function addNew(now: LineNow): void {
  known.set(now.line.id, signal(now));
  order.value = [now.line.id, ...order.peek()];
  totalLines.value = (totalLines.peek() ?? 0) + 1;
}

/** Whether a line that no page has brought was ordered after all that were. */
function isNew({ line, status }: LineNow): boolean {
  const [top] = order.peek();
  const newest = top === undefined ? "" : (known.get(top)?.peek().status.timestamps.requested ?? "");
  return line.parts.length === 1 && status.timestamps.requested >= newest;
}

function load(after: string | null, isRefresh = false): Promise<void> {
  return (loading ??= loadPage(after, isRefresh).finally(() => {
    loading = null;
  }));
}

async function loadPage(after: string | null, isRefresh: boolean): Promise<void> {
  const asked = generation;
  const { data, refused } = await ask(LinesDocument, { first: PAGE_SIZE, after });
  if (asked !== generation) return;
  linesRefused.value = refused;
  if (!data?.productionLines) return;
  const { edges, pageInfo, totalCount } = data.productionLines;
  const ids = edges.map(({ node }) => node.id);
  for (const { node } of edges) if (node.status !== null) take(node, node.status);
  if (!isRefresh || order.peek().length <= ids.length) nextCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  const fresh = new Set(ids);
  if (isRefresh) leaveOutMissing(fresh, pageInfo.hasNextPage);
  const others = order.peek().filter((id) => !fresh.has(id));
  order.value = after === null ? [...ids, ...others] : [...others, ...ids];
  totalLines.value = Math.max(totalCount, order.value.length);
  for (const [id, now] of early) {
    if (!isNew(now)) continue;
    early.delete(id);
    if (!known.has(id)) addNew(now);
  }
}

/** Lines that stood among those of a page that was read again, and are not on it any more, were deleted meanwhile. */
function leaveOutMissing(fresh: ReadonlySet<string>, hasMore: boolean): void {
  const before = order.peek();
  const end = hasMore ? before.findLastIndex((id) => fresh.has(id)) : before.length;
  const gone = new Set(before.slice(0, end).filter((id) => !fresh.has(id)));
  leaveOut((id) => gone.has(id));
}

function take(line: LineRowFragment, status: StatusRowFragment): void {
  const parked = early.get(line.id);
  early.delete(line.id);
  const read: LineNow = { line, status, pace: null };
  const found = known.get(line.id);
  if (found !== undefined) {
    if (!isOlder(read, found.peek())) found.value = { ...read, pace: found.peek().pace };
  } else known.set(line.id, signal(parked !== undefined && !isOlder(parked, read) ? parked : read));
}

const RANK = {
  REQUESTED: 0,
  STARTED: 1,
  ENDED: 2,
  FINISHED: 3,
  ANALYZED: 4,
  FAILED: 5,
  CANCELLED: 5,
  DELETED: 6,
} as const;

/** A page that was asked for before an event may come after it. */
function isOlder(one: LineNow, than: LineNow): boolean {
  if (one.line.parts.length !== than.line.parts.length) return one.line.parts.length < than.line.parts.length;
  const [rank, other] = [RANK[one.status.status], RANK[than.status.status]];
  return rank === other ? one.status.progress < than.status.progress : rank < other;
}
