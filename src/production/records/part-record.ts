import type { EntityManager } from "@mikro-orm/core";
import { type History, readHistories } from "./history.ts";
import type { Part } from "./part.entity.ts";
import type { PartFile } from "./part-file.entity.ts";
import type { Status, View } from "./status.ts";

/** The record of a part at one status, as GraphQL and REST show it. */
export interface PartRecord {
  readonly partId: string;
  readonly lineId: string;
  /** The part's, within its line. */
  readonly partNumber: number;
  readonly sequence: number;
  readonly status: Status;
  /** Tokens. */
  readonly size: bigint;
  readonly available: bigint;
  readonly reachable: bigint;
  /** Percent. */
  readonly progress: number;
  /** Whole digits per second. */
  readonly rate: number | null;
  readonly partial: boolean | null;
  readonly checksum: string | null;
  readonly files: readonly PartFile[];
  readonly timestamps: Readonly<Partial<Record<Status, Date>>>;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const made = new WeakMap<History, Map<View, PartRecord>>();

/** Gives a part's record as it is now, or as it was when the part reached a status; null while it has not. A history that is remembered gives the same one. */
export function recordOf(part: Part, history: History, view: View): PartRecord | null {
  const records = made.get(history) ?? new Map<View, PartRecord>();
  const record = records.get(view) ?? makeRecord(part, history, view);
  const isMoving = view === "current" && record?.status === "started"; // its progress is the part's
  if (record !== null && !isMoving) made.set(history, records.set(view, record));
  return record;
}

function makeRecord(part: Part, history: History, view: View): PartRecord | null {
  const until =
    view === "current" ? history.records.length - 1 : history.records.findIndex(({ status }) => status === view);
  const record = history.records[until];
  if (record === undefined) return null;
  const passed = history.records.slice(0, until + 1);
  return {
    partId: part.id,
    lineId: part.lineId,
    partNumber: part.number,
    sequence: record.sequence,
    status: record.status,
    size: part.size,
    available: record.available,
    reachable: record.reachable,
    progress: view === "current" && record.status === "started" ? part.progress : record.progress,
    rate: record.rate,
    partial: record.partial,
    checksum: record.checksum,
    files: history.files.filter(({ since }) => passed.some(({ status }) => status === since)),
    timestamps: Object.fromEntries(passed.map(({ status, at }) => [status, at])),
    error:
      record.errorCode === null || record.errorMessage === null
        ? null
        : { code: record.errorCode, message: record.errorMessage },
  };
}

/** Reads a part's record as it is now. */
export async function currentRecord(em: EntityManager, part: Part): Promise<PartRecord> {
  const [history] = await readHistories(em, [part.id]);
  const record = history && recordOf(part, history, "current");
  if (!record) throw new Error(`The part ${part.id} has no record.`);
  return record;
}
