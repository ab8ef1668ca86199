import type { EntityManager } from "@mikro-orm/core";
import { type Dialect, keptStatement, rowsIn, runKept } from "../../database/kept-statement.ts";
import type { FileKind, PartFile } from "./part-file.entity.ts";
import type { Status } from "./status.ts";
import type { StatusRecord } from "./status-record.entity.ts";

/** All that is stored of a part's course: its status records in their order, and its files, but for what these hold. */
export interface History {
  readonly records: readonly StatusRecord[];
  readonly files: readonly PartFile[];
}

/** Of the rows that hold {@link historyColumns}. */
export interface HistoryRow {
  readonly partId: string;
  readonly records: unknown;
  readonly files: unknown;
}

type StoredRecord = readonly [
  sequence: number,
  status: Status,
  at: number,
  available: string,
  reachable: string,
  progress: number,
  rate: number | null,
  partial: boolean | 0 | 1 | null,
  checksum: string | null,
  errorCode: string | null,
  errorMessage: string | null,
];

type StoredFile = readonly [
  kind: FileKind,
  since: Status,
  size: string,
  sha256: string,
  hash: string | null,
  merkleRoot: string | null,
];

/** The history of the part of each row of a statement on `part`: as `records` and `files`, beside `partId`. */
export function historyColumns({ ms, rows }: Dialect): string {
  const record = ["sequence", "status", ms("at"), "available", "reachable", "progress", "rate", "partial", "checksum", "error_code", "error_message"]; // prettier-ignore
  const file = ["kind", "since", "size", "sha256", "hash", "merkle_root"];
  return `part.id as "partId",
    (select ${rows(record, "sequence")} from status_record where status_record.part_id = part.id) as records,
    (select ${rows(file, "kind")} from part_file where part_file.part_id = part.id) as files`;
}

/** The columns are those of {@link historyColumns}. */
export function toHistory({ partId, records, files }: HistoryRow): History {
  return {
    records: (rowsIn(records) as readonly StoredRecord[]).map((stored) => toRecord(partId, stored)),
    files: (rowsIn(files) as readonly StoredFile[]).map(([kind, since, size, sha256, hash, merkleRoot]) => ({
      partId,
      kind,
      since,
      size: BigInt(size),
      sha256,
      hash,
      merkleRoot,
      checkpoints: null,
      content: null,
    })),
  };
}

function toRecord(
  partId: string,
  [
    sequence,
    status,
    at,
    available,
    reachable,
    progress,
    rate,
    partial,
    checksum,
    errorCode,
    errorMessage,
  ]: StoredRecord,
): StatusRecord {
  return {
    partId,
    sequence,
    status,
    at: new Date(at),
    available: BigInt(available),
    reachable: BigInt(reachable),
    progress,
    rate,
    partial: partial === null ? null : Boolean(partial),
    checksum,
    errorCode,
    errorMessage,
  };
}

const BY_IDS = keptStatement(
  (dialect) => `select ${historyColumns(dialect)} from part where ${dialect.isAmong("part.id", "uuid")}`,
);

/** Reads the histories of many parts in one statement; in the order of the ids. */
export async function readHistories(em: EntityManager, partIds: readonly string[]): Promise<History[]> {
  const rows = await runKept<HistoryRow>(em /* every one is */, BY_IDS, [JSON.stringify([...new Set(partIds)])]);
  const byId = new Map(rows.map((row) => [row.partId, row]));
  return partIds.map((partId) => toHistory(byId.get(partId) ?? { partId, records: null, files: null }));
}
