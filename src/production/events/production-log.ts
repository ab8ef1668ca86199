import type { Logger } from "pino";
import { ofRequest } from "../../lib/current-request.ts";
import { RecentMap } from "../../lib/recent-map.ts";
import type { PartRecord } from "../records/part-record.ts";
import type { Part } from "../records/part.entity.ts";
import type { Status } from "../records/status.ts";
import { outstandingWork } from "../records/unfinished.ts";
import type { ProductionEvent } from "./production-events.ts";

/** What is told of a line at a status; what lies between is no news for an operator. */
const SENTENCES: Partial<Readonly<Record<Status, string>>> = {
  requested: "A line was ordered.",
  finished: "A part is finished.",
  analyzed: "A part is analyzed.",
  failed: "A part has failed.",
  cancelled: "A part was cancelled.",
  deleted: "A line was deleted.",
};

/** What a job comes to is no request's work, whichever one has begun the job: it is told with the id of the request that has ordered the part. */
const OF_JOBS: ReadonlySet<Status> = new Set(["finished", "analyzed", "failed"]);

/** Parts whose request is remembered until they come to their end; those that other nodes make go when there are so many newer ones. */
const MAX_PARTS = 20_000;

type OfRequest = ReturnType<typeof ofRequest>;

/** Logs what happens to lines. */
export class ProductionLog {
  private readonly orders = new RecentMap<OfRequest>(MAX_PARTS);

  constructor(private readonly log: Pick<Logger, "info" | "error">) {}

  /** Logs an event that an operator looks for, one line each, once: progress is none of them. */
  event({ line, part, status }: ProductionEvent): void {
    if (status.status === "requested") this.orders.set(part.id, ofRequest());
    const request = OF_JOBS.has(status.status) ? this.requestOf(part.id) : ofRequest();
    if (isEnd(part, status)) this.orders.delete(part.id);
    const sentence = sentenceOf(part, status);
    if (sentence === undefined) return;
    const facts = { lineId: line.id, part: part.number, customerId: line.customerId };
    const size = status.status === "deleted" ? {} : { size: String(part.size) };
    this.log.info({ ...facts, ...size, ...request }, sentence);
  }

  /** Logs a fault of a part's job. */
  fault(err: unknown, partId: string, sentence: string): void {
    this.log.error({ err, partId, ...this.requestOf(partId) }, sentence);
  }

  /** The request that has ordered a part; nothing where that was on another node, or before the last start. */
  private requestOf(partId: string): OfRequest {
    return this.orders.get(partId) ?? {};
  }
}

function sentenceOf({ number }: Part, { status, error }: PartRecord): string | undefined {
  if (status === "requested" && number > 1) return "A line was continued.";
  if (status === "finished" && error !== null) return "A part's analysis has failed.";
  return SENTENCES[status];
}

function isEnd({ analysis }: Part, { status, error }: PartRecord): boolean {
  return outstandingWork({ status, analysis }, error) === "nothing";
}
