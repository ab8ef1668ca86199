import type { Part } from "./part.entity.ts";
import type { PartFile } from "./part-file.entity.ts";
import type { StatusRecord } from "./status-record.entity.ts";
import type { Status, View } from "./status.ts";

/** What is written of a part: its records in their order, and its files. */
export interface History {
  readonly records: readonly StatusRecord[];
  readonly files: readonly PartFile[];
}

/** A part's record at one status: what both faces show. */
export interface StatusView {
  readonly partId: string;
  readonly lineId: string;
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

/** The part as it is now, or as it was when it reached a status; null while it has not. */
export function statusView(part: Part, history: History, view: View): StatusView | null {
  const until =
    view === "current" ? history.records.length - 1 : history.records.findIndex(({ status }) => status === view);
  const record = history.records[until];
  if (record === undefined) return null;
  const passed = history.records.slice(0, until + 1);
  return {
    partId: part.id,
    lineId: part.lineId,
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
