import type { EntityManager } from "@mikro-orm/core";
import { Payment } from "../../payment/payment.entity.ts";
import { Line } from "../../production/records/line.entity.ts";
import { PartAnalysis } from "../../production/records/part-analysis.entity.ts";
import { type FileKind, PartFile } from "../../production/records/part-file.entity.ts";
import { Part } from "../../production/records/part.entity.ts";
import { StatusRecord } from "../../production/records/status-record.entity.ts";
import { LedgerEntry } from "../../snapshot/ledger-entry.entity.ts";

const LINES_AT_ONCE = 200;

/** A part with all that is stored of it. */
export interface StoredPart {
  readonly part: Part;
  /** In their order. */
  readonly records: readonly StatusRecord[];
  readonly payment: Payment | null;
  readonly files: ReadonlyMap<FileKind, PartFile>;
  readonly analysis: PartAnalysis | null;
}

/** A line with all that is stored of it. */
export interface StoredLine {
  readonly line: Line;
  /** Null where the ledger does not know the line. */
  readonly ledger: LedgerEntry | null;
  /** In their order. */
  readonly parts: readonly StoredPart[];
}

/** Every line, some at a time. */
export async function* storedLines(em: EntityManager): AsyncGenerator<StoredLine, void, undefined> {
  for (let after = ""; ;) {
    const fresh = em.fork({ keepTransactionContext: true });
    const lines = await fresh.find(Line, after === "" ? {} : { id: { $gt: after } }, {
      orderBy: { id: "asc" },
      limit: LINES_AT_ONCE,
    });
    yield* await withAll(fresh, lines);
    const last = lines.at(-1);
    if (last === undefined || lines.length < LINES_AT_ONCE) return;
    after = last.id;
  }
}

async function withAll(em: EntityManager, lines: readonly Line[]): Promise<StoredLine[]> {
  const lineId = { $in: lines.map(({ id }) => id) };
  const ledger = new Map((await em.find(LedgerEntry, { lineId })).map((entry) => [entry.lineId, entry]));
  const found = await em.find(Part, { lineId }, { orderBy: { number: "asc" }, populate: ["register"] });
  const partId = { $in: found.map(({ id }) => id) };
  const records = Map.groupBy(
    await em.find(StatusRecord, { partId }, { orderBy: { sequence: "asc" } }),
    (record) => record.partId,
  );
  const files = Map.groupBy(await em.find(PartFile, { partId }, { populate: ["content"] }), (file) => file.partId);
  const analyses = new Map((await em.find(PartAnalysis, { partId })).map((analysis) => [analysis.partId, analysis]));
  const paymentIds = found.map(({ paymentId }) => paymentId).filter((id) => id !== null);
  const payments = new Map(
    (await em.find(Payment, { id: { $in: paymentIds } })).map((payment) => [payment.id, payment]),
  );
  const parts = Map.groupBy(found, (part) => part.lineId);
  return lines.map((line) => ({
    line,
    ledger: ledger.get(line.id) ?? null,
    parts: (parts.get(line.id) ?? []).map((part) => ({
      part,
      records: records.get(part.id) ?? [],
      payment: part.paymentId === null ? null : (payments.get(part.paymentId) ?? null),
      files: new Map((files.get(part.id) ?? []).map((file) => [file.kind, file])),
      analysis: analyses.get(part.id) ?? null,
    })),
  }));
}
