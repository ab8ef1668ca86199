import type { EntityManager } from "@mikro-orm/core";
import { keptStatement, runKept } from "../../database/kept-statement.ts";
import type { Line } from "../records/line.entity.ts";
import type { Part } from "../records/part.entity.ts";

/** A part that stands as requested, with its line. */
export interface RequestedPart {
  readonly line: Line;
  readonly part: Part;
}

interface Row
  extends
    Omit<Line, "id" | "requestedAt" | "deletedAt" | "capacity">,
    Pick<Part, "id" | "lineId" | "number" | "epoch" | "seedWrapped" | "analysis" | "paymentId" | "registerBefore"> {
  readonly requestedMs: number;
  readonly firstIndex: string;
  readonly size: string;
  readonly capacity: string | null;
}

const BY_IDS = keptStatement(
  ({
    isAmong,
    ms,
  }) => `select part.id, part.line_id as "lineId", part.number, part.epoch, part.first_index as "firstIndex", part.size,
      part.seed_wrapped as "seedWrapped", part.analysis, part.payment_id as "paymentId", part.register_before as "registerBefore",
      line.session_id as "sessionId", line.customer_id as "customerId", line.alphabet_id as "alphabetId",
      line.alphabet_chars as "alphabetChars", line.format, line.capacity, line.digits, line.shape, line.generator_version as "generatorVersion", line.key_wrapped as "keyWrapped",
      ${ms("line.requested_at")} as "requestedMs"
    from part join line on line.id = part.line_id
    where ${isAmong("part.id", "uuid")} and part.status = 'requested' and line.deleted_at is null`,
);

/** Reads those of the parts that stand as requested, in one statement; by their ids. */
export async function readRequested(em: EntityManager, ids: readonly string[]): Promise<Map<string, RequestedPart>> {
  const rows = await runKept<Row>(em, BY_IDS, [JSON.stringify(ids)]);
  return new Map(rows.map((row) => [row.id, toRequested(row)]));
}

function toRequested(row: Row): RequestedPart {
  const { id, lineId, number, epoch, seedWrapped, analysis, paymentId, registerBefore } = row;
  const { sessionId, customerId, alphabetId, alphabetChars, format, digits, shape, generatorVersion, keyWrapped } = row;
  return {
    line: {
      id: lineId,
      sessionId,
      customerId,
      alphabetId,
      alphabetChars,
      format,
      capacity: row.capacity === null ? null : BigInt(row.capacity),
      digits,
      shape,
      generatorVersion,
      keyWrapped,
      requestedAt: new Date(row.requestedMs),
      deletedAt: null,
    },
    part: {
      id,
      lineId,
      number,
      firstIndex: BigInt(row.firstIndex),
      size: BigInt(row.size),
      seedWrapped,
      seed: null,
      analysis,
      paymentId,
      status: "requested",
      epoch,
      progress: 0,
      register: null,
      registerBefore,
    },
  };
}

const HOLD = keptStatement(
  ({ isAmong, forUpdateIfFree }) => `select part.id, part.epoch from line join part on part.line_id = line.id
    where ${isAmong("part.id", "uuid")} and part.status = 'requested' and line.deleted_at is null ${forUpdateIfFree}`,
);

/**
 * Locks those of the parts that still stand as requested, and their lines, until the caller's transaction ends. What somebody else has locked is
 * left out: as nobody waits here, the order of locking does not matter.
 *
 * @returns the newest claim of each, by their ids.
 */
export async function holdRequested(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  const held = await runKept<Pick<Part, "id" | "epoch">>(em, HOLD, [JSON.stringify(ids)]);
  return new Map(held.map(({ id, epoch }) => [id, epoch]));
}
