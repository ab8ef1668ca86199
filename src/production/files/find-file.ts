import type { EntityManager } from "@mikro-orm/core";
import type { Session } from "../../access/session.entity.ts";
import type { Database } from "../../database/start-database.ts";
import { ServiceError } from "../../errors.ts";
import type { Runtime } from "../../lib/runtime.ts";
import { secondsLeft } from "../../lib/seconds-left.ts";
import { requireLine } from "../records/find-line.ts";
import type { Line } from "../records/line.entity.ts";
import { currentRecord } from "../records/part-record.ts";
import { type FileKind, PartFile } from "../records/part-file.entity.ts";
import { Part } from "../records/part.entity.ts";
import { canReach, type Status } from "../records/status.ts";
import { capacityOf } from "../records/token-form.ts";
import type { FileChoice } from "./file-choice.ts";

export type RequestedKind = Exclude<FileKind, `data_${string}`>;

/** The status with which a file comes. */
const SINCE: Readonly<Record<RequestedKind, Status>> = {
  data: "ended",
  snapshot: "finished",
  score: "analyzed",
  delta: "analyzed",
  analysis: "analyzed",
};

/** Which file of a line is asked for. */
export interface FileRequest extends FileChoice {
  readonly lineId: string;
  readonly kind: RequestedKind;
  /** The part's number; the newest part without one. */
  readonly part: number | null;
}

/** A file that is there, and whose it is. */
export interface FoundFile {
  readonly line: Line;
  readonly part: Part;
  readonly known: PartFile;
  /** The file's name, but for its ending. */
  readonly name: string;
}

export interface FindFileDeps {
  readonly database: Database;
  readonly runtime: Pick<Runtime, "now">;
}

/**
 * Finds a file of the session's lines.
 *
 * @throws {ServiceError} `NOT_FOUND` for a line, part or file that the session does not have, `NOT_READY` for a file that it will have.
 */
export async function findFile(
  { database, runtime }: FindFileDeps,
  session: Session,
  { lineId, kind, part: number }: FileRequest,
): Promise<FoundFile> {
  const em = database.em.fork();
  const line = await requireLine(em, session, lineId);
  const part = await requirePart(em, line, number);
  const known = await em.findOne(PartFile, { partId: part.id, kind }, { populate: ["checkpoints", "content"] });
  // A line that was revived goes on without the files of the parts before.
  if (known === null || part.status === "deleted") throw await absence(em, { line, part, kind }, runtime.now());
  return { line, part, known, name: nameOf(line, part) };
}

/** The name of a part's files, but for the ending. */
export function nameOf({ id }: Line, { number }: Part): string {
  return number === 1 ? id : `${id}-${number}`;
}

/** Finds a part by its number, or the newest; with the register that it starts from. */
export async function requirePart(em: EntityManager, line: Line, number: number | null): Promise<Part> {
  const where = { lineId: line.id, ...(number !== null && { number }) };
  const part = await em.findOne(Part, where, { orderBy: { number: "desc" }, populate: ["registerBefore"] });
  if (part !== null) return part;
  const count = await em.count(Part, { lineId: line.id });
  throw new ServiceError("NOT_FOUND", `The line has no part ${number ?? 1}: it has ${count}.`, "part");
}

/** Tells why a part has no such file: it is still to come, or never will. */
async function absence(
  em: EntityManager,
  { line, part, kind }: Pick<FoundFile, "line" | "part"> & { readonly kind: RequestedKind },
  now: Date,
): Promise<ServiceError> {
  const { progress, timestamps, error } = await currentRecord(em, part);
  const isToCome =
    canReach(part.status, SINCE[kind]) && isOrdered(line, part, kind) && (kind === "data" || error === null);
  if (!isToCome) return new ServiceError("NOT_FOUND", `There is no ${kind}: the production is ${part.status}.`, "id");
  const since = timestamps[part.status] ?? line.requestedAt;
  const retryAfterSeconds = secondsLeft({ progress, since, now });
  return new ServiceError("NOT_READY", `The ${kind} is not there yet: the production is ${part.status}.`, "id", {
    retryAfterSeconds,
  });
}

/** Whether a file comes with its status: a snapshot if the line has tokens left, and the files of an analysis if one was ordered. */
function isOrdered(line: Line, part: Part, kind: RequestedKind): boolean {
  if (kind === "snapshot") return part.firstIndex + part.size < capacityOf(line);
  return kind === "data" || part.analysis === "metrics";
}
