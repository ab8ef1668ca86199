import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { Keyring } from "../../src/access/keyring.ts";
import { type Database, startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { LedgerEntry } from "../../src/snapshot/ledger-entry.entity.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { PartAnalysis } from "../../src/production/records/part-analysis.entity.ts";
import { PartFile } from "../../src/production/records/part-file.entity.ts";
import { Part } from "../../src/production/records/part.entity.ts";
import { StatusRecord } from "../../src/production/records/status-record.entity.ts";
import type { TestDatabase } from "./databases.ts";

/** What a service has stored, seen from beside it. */
export interface Storage extends AsyncDisposable {
  /** A fresh one, which has read nothing yet. */
  readonly em: SqlEntityManager;
  readonly line: (id: string) => Promise<Line>;
  readonly part: (lineId: string) => Promise<Part>;
  /** In their order. */
  readonly parts: (lineId: string) => Promise<Part[]>;
  /** Those of the line's files whose bytes are stored. */
  readonly keptFiles: (lineId: string) => Promise<PartFile[]>;
  /** How many of its parts' analyses are stored. */
  readonly findings: (lineId: string) => Promise<number>;
  readonly database: Database;
  readonly ledger: (lineId: string) => Promise<bigint>;
  /** The statuses of the line's only part, in order. */
  readonly records: (lineId: string) => Promise<StatusRecord[]>;
  /** By the key file of the data folder. */
  readonly keyring: () => Keyring;
}

export async function storageOf(place: TestDatabase): Promise<Storage> {
  const location =
    place.databaseUrl === undefined ? { file: join(place.dataDir, "tokenworks.db") } : { url: place.databaseUrl };
  const database = await startDatabase({ location, entities: ENTITIES });
  const em = () => database.em.fork();
  const part = (lineId: string) => em().findOneOrFail(Part, { lineId });
  const parts = (lineId: string) => em().find(Part, { lineId }, { orderBy: { number: "asc" } });
  return {
    get em() {
      return em();
    },
    line: (id) => em().findOneOrFail(Line, id),
    part,
    parts,
    keptFiles: async (lineId) =>
      em().find(PartFile, { partId: { $in: (await parts(lineId)).map(({ id }) => id) }, content: { $ne: null } }),
    findings: async (lineId) =>
      em().count(PartAnalysis, { partId: { $in: (await parts(lineId)).map(({ id }) => id) } }),
    database,
    ledger: async (lineId) => (await em().findOneOrFail(LedgerEntry, { lineId })).nextIndex,
    records: async (lineId) =>
      em().find(StatusRecord, { partId: (await part(lineId)).id }, { orderBy: { sequence: "asc" } }),
    keyring: () => new Keyring([Buffer.from(readFileSync(join(place.dataDir, "master.key"), "utf8"), "base64")]),
    [Symbol.asyncDispose]: () => database.stop(),
  };
}
