import type { Logger } from "pino";
import { ofRequest } from "../../lib/current-request.ts";
import type { Status } from "../records/status.ts";
import type { ProductionEvent } from "./production-events.ts";

/** What is told of a line at a status; what lies between is no news for an operator. */
const SENTENCES: Partial<Readonly<Record<Status, string>>> = {
  requested: "A line was ordered.",
  finished: "A part is finished.",
  failed: "A part has failed.",
  cancelled: "A part was cancelled.",
  deleted: "A line was deleted.",
};

const OF_JOBS: ReadonlySet<Status> = new Set(["finished", "failed"]);

/** Logs the events that an operator looks for, one line each, once: progress is none of them. */
export function logEvent(log: Pick<Logger, "info">): (event: ProductionEvent) => void {
  return ({ line, part, status }) => {
    const isContinued = status.status === "requested" && part.number > 1;
    const sentence = isContinued ? "A line was continued." : SENTENCES[status.status];
    if (sentence === undefined) return;
    const facts = { lineId: line.id, part: part.number, customerId: line.customerId };
    // What a job comes to is no request's work, whichever one has begun the job.
    const request = OF_JOBS.has(status.status) ? {} : ofRequest();
    const size = status.status === "deleted" ? {} : { size: String(part.size) };
    log.info({ ...facts, ...size, ...request }, sentence);
  };
}
