import type { Keyring } from "../../access/keyring.ts";
import type { Findings } from "../../analysis/analyse.ts";
import type { Database } from "../../database/start-database.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { batchLoader } from "../../lib/batch-loader.ts";
import { perRequest } from "../../lib/per-request.ts";
import { Payment } from "../../payment/payment.entity.ts";
import { unwrapFindings } from "../records/findings.ts";
import { readHistories } from "../records/part-record.ts";
import { Line } from "../records/line.entity.ts";
import { PartAnalysis } from "../records/part-analysis.entity.ts";
import { Part } from "../records/part.entity.ts";
import { seedOf } from "../records/seed.ts";

export type Loaders = ReturnType<typeof loadersOf>;

/** The relations of lines and parts, each read in a fixed number of statements however many are asked for. */
export function loadersOf({ database, keyring }: { readonly database: Database; readonly keyring: Keyring }) {
  return perRequest((_context: RequestContext) => ({
    /** Deleted ones, too. */
    lines: batchLoader((ids: readonly string[]) => readLines(database, ids)),
    /** A line's parts, first to newest; a line has at least one. */
    parts: batchLoader((lineIds: readonly string[]) => readParts(database, lineIds)),
    histories: batchLoader((partIds: readonly string[]) => readHistories(database.em.fork(), partIds)),
    /** Null for an id that is none. */
    payments: batchLoader((ids: readonly string[]) => readPayments(database, ids)),
    /** The checksum register that a part starts from; null where its line starts with it. */
    registersBefore: batchLoader((partIds: readonly string[]) => readRegistersBefore(database, partIds)),
    /** What was found of a part; null for one that was not analysed. */
    findings: batchLoader((partIds: readonly string[]) => readFindings(database, keyring, partIds)),
    /** A part's seed as it was sent, which stands in its row; null where none was. */
    seedOf: (part: Part) => seedOf(part, keyring),
  }));
}

async function readLines(database: Database, ids: readonly string[]): Promise<Line[]> {
  const lines = await database.em.fork().find(Line, { id: { $in: [...new Set(ids)] } });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return ids.map((id) => byId.get(id) ?? absent(id));
}

function absent(lineId: string): never {
  throw new Error(`There is no line ${lineId}.`);
}

async function readParts(database: Database, lineIds: readonly string[]): Promise<Part[][]> {
  const parts = await database.em
    .fork()
    .find(Part, { lineId: { $in: [...new Set(lineIds)] } }, { orderBy: { lineId: "asc", number: "asc" } });
  const byLine = Map.groupBy(parts, ({ lineId }) => lineId);
  return lineIds.map((id) => byLine.get(id) ?? []);
}

async function readPayments(database: Database, ids: readonly string[]): Promise<(Payment | null)[]> {
  const payments = await database.em.fork().find(Payment, { id: { $in: [...new Set(ids)] } });
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function readRegistersBefore(database: Database, partIds: readonly string[]): Promise<(Uint8Array | null)[]> {
  const parts = await database.em
    .fork()
    .find(Part, { id: { $in: [...new Set(partIds)] } }, { populate: ["registerBefore"] });
  const byPart = new Map(parts.map(({ id, registerBefore }) => [id, registerBefore]));
  return partIds.map((id) => byPart.get(id) ?? null);
}

async function readFindings(
  database: Database,
  keyring: Keyring,
  partIds: readonly string[],
): Promise<(Findings | null)[]> {
  const stored = await database.em.fork().find(PartAnalysis, { partId: { $in: [...new Set(partIds)] } });
  const byPart = new Map(stored.map(({ partId, findings }) => [partId, unwrapFindings(partId, findings, keyring)]));
  return partIds.map((id) => byPart.get(id) ?? null);
}
