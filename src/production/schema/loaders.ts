import type { SqlEntityManager } from "@mikro-orm/sql";
import type { OpenSession } from "../../access/access.ts";
import type { Keyring } from "../../access/keyring.ts";
import type { Findings } from "../../analysis/analyse.ts";
import type { SessionReads } from "../../database/replica/session-reads.ts";
import type { Database } from "../../database/start-database.ts";
import type { RequestContext } from "../../graphql/request-context.ts";
import { batchLoader } from "../../lib/batch-loader.ts";
import { perRequest } from "../../lib/per-request.ts";
import { Payment } from "../../payment/payment.entity.ts";
import { unwrapFindings } from "../records/findings.ts";
import { readHistories } from "../records/history.ts";
import { Line } from "../records/line.entity.ts";
import { PartAnalysis } from "../records/part-analysis.entity.ts";
import { Part } from "../records/part.entity.ts";

/** Of one line, in a list. */
const MAX_PARTS = 1_000;

export type Loaders = ReturnType<typeof loadersOf>;

export interface LoadersDeps {
  readonly database: Database;
  readonly reads: SessionReads;
  readonly keyring: Keyring;
  /** Who asks. */
  readonly sessionOf: (context: RequestContext) => Promise<OpenSession>;
}

/** The relations of lines and parts, each read in a fixed number of statements however many are asked for. */
export function loadersOf({ database, reads, keyring, sessionOf }: LoadersDeps) {
  return perRequest((context: RequestContext) => {
    const loader = <Value>(read: (em: SqlEntityManager, ids: readonly string[]) => Promise<readonly Value[]>) =>
      batchLoader(async (ids: readonly string[]) => {
        const { session } = await sessionOf(context);
        return reads.readMore(session, (em) => read(em.fork(), ids));
      });
    return {
      /** Deleted ones, too. */
      lines: batchLoader((ids: readonly string[]) => readLines(database.em.fork(), ids)),
      /** A line's newest parts, of these the oldest first; a line has at least one. */
      parts: loader(readParts),
      histories: loader(readHistories),
      /** Null for an id that is none. */
      payments: loader(readPayments),
      /** The checksum register that a part starts from; null where its line starts with it. */
      registersBefore: loader(readRegistersBefore),
      /** What was found of a part; null for one that was not analysed. */
      findings: loader((em, partIds) => readFindings(em, keyring, partIds)),
    };
  });
}

async function readLines(em: SqlEntityManager, ids: readonly string[]): Promise<Line[]> {
  const lines = await em.find(Line, { id: { $in: [...new Set(ids)] } });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return ids.map((id) => byId.get(id) ?? absent(id));
}

function absent(lineId: string): never {
  throw new Error(`There is no line ${lineId}.`);
}

async function readParts(em: SqlEntityManager, lineIds: readonly string[]): Promise<Part[][]> {
  const parts = await em.find(
    Part,
    { id: { $in: newestIds(em, [...new Set(lineIds)]) } },
    { orderBy: { lineId: "asc", number: "asc" } },
  );
  const byLine = Map.groupBy(parts, ({ lineId }) => lineId);
  return lineIds.map((id) => byLine.get(id) ?? []);
}

/** The ids of each line's newest parts, as a subquery that the index of lines and numbers answers: numbers count up without a gap. */
function newestIds(em: SqlEntityManager, lineIds: readonly string[]) {
  return em
    .createQueryBuilder(Part, "part")
    .select("part.id")
    .where({ lineId: { $in: [...lineIds] } })
    .andWhere("part.number > (select max(newest.number) from part newest where newest.line_id = part.line_id) - ?", [
      MAX_PARTS,
    ]);
}

async function readPayments(em: SqlEntityManager, ids: readonly string[]): Promise<(Payment | null)[]> {
  const payments = await em.find(Payment, { id: { $in: [...new Set(ids)] } });
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function readRegistersBefore(em: SqlEntityManager, partIds: readonly string[]): Promise<(Uint8Array | null)[]> {
  const parts = await em.find(Part, { id: { $in: [...new Set(partIds)] } }, { populate: ["registerBefore"] });
  const byPart = new Map(parts.map(({ id, registerBefore }) => [id, registerBefore]));
  return partIds.map((id) => byPart.get(id) ?? null);
}

async function readFindings(
  em: SqlEntityManager,
  keyring: Keyring,
  partIds: readonly string[],
): Promise<(Findings | null)[]> {
  const stored = await em.find(PartAnalysis, { partId: { $in: [...new Set(partIds)] } });
  const byPart = new Map(stored.map(({ partId, findings }) => [partId, unwrapFindings(partId, findings, keyring)]));
  return partIds.map((id) => byPart.get(id) ?? null);
}
