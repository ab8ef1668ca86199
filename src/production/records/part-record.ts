import type { EntityManager } from "@mikro-orm/core";
import type { Part } from "./part.entity.ts";
import { PartFile } from "./part-file.entity.ts";
import { StatusRecord } from "./status-record.entity.ts";
import type { Status, View } from "./status.ts";

/** All that is stored of a part's course: its status records in their order, and its files. */
export interface History {
  readonly records: readonly StatusRecord[];
  readonly files: readonly PartFile[];
}

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

/** Gives a part's record as it is now, or as it was when the part reached a status; null while it has not. */
export function recordOf(part: Part, history: History, view: View): PartRecord | null {
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

/** Reads the histories of many parts in two statements; in the order of the ids. */
export async function readHistories(em: EntityManager, partIds: readonly string[]): Promise<History[]> {
  const ids = [...new Set(partIds)];
  const records = await em.find(
    StatusRecord,
    { partId: { $in: ids } },
    { orderBy: { partId: "asc", sequence: "asc" } },
  );
  const files = await em.find(PartFile, { partId: { $in: ids } }, { orderBy: { partId: "asc", kind: "asc" } });
  const recordsOf = Map.groupBy(records, ({ partId }) => partId);
  const filesOf = Map.groupBy(files, ({ partId }) => partId);
  return partIds.map((id) => ({ records: recordsOf.get(id) ?? [], files: filesOf.get(id) ?? [] }));
}

/** Reads a part's record as it is now. */
export async function currentRecord(em: EntityManager, part: Part): Promise<PartRecord> {
  const [history] = await readHistories(em, [part.id]);
  const record = history && recordOf(part, history, "current");
  if (!record) throw new Error(`The part ${part.id} has no record.`);
  return record;
}
