import type { Link } from "@opentelemetry/api";
import { currentSpan } from "../../lib/current-span.ts";
import { RecentMap } from "../../lib/recent-map.ts";
import type { PastSpan, Tracing } from "../../telemetry/tracing.ts";
import type { PartRecord } from "../records/part-record.ts";
import type { Status } from "../records/status.ts";
import { outstandingWork } from "../records/unfinished.ts";
import type { ProductionEvent } from "./production-events.ts";

/** Orders that are remembered until their parts are made, some hundred bytes each. */
const MAX_ORDERS = 10_000;

/** Steps of a part, each from one status to the next. */
const STEPS: readonly (readonly [name: string, from: Status, until: Status])[] = [
  ["make tokens", "started", "ended"],
  ["finish files", "ended", "finished"],
];

/** Where a part may have come to before its line is deleted, so that it was told already. */
const TOLD: readonly Status[] = ["finished", "failed", "cancelled"];

/**
 * Makes a span of each part that is made on this node, from its claim on, with its steps, and one of each analysis.
 *
 * A part may take hours, and is made by any node: so its span is a trace of its own, which links to the order's where this node has taken that.
 */
export function traceParts(tracing: Tracing, now: () => Date): (event: ProductionEvent) => void {
  const orders = new RecentMap<Link>(MAX_ORDERS);
  return (event) => {
    const { part, status } = event;
    if (status.status === "requested") {
      const current = currentSpan()?.span.setAttributes(attributesOf(event));
      if (current !== undefined) orders.set(part.id, { context: current.spanContext() });
      return;
    }
    const words = wordsOf(status, now);
    if (words !== null) {
      const order = orders.get(part.id);
      const attributes = { ...attributesOf(event), ...endOf(status) };
      const past = { ...words, attributes, links: order === undefined ? [] : [order] };
      const steps = words.name === PRODUCE ? stepsOf(status) : [];
      tracing.past(
        past,
        steps.map((step) => ({ ...step, attributes: attributesOf(event) })),
      );
    }
    if (outstandingWork({ status: status.status, analysis: part.analysis }, status.error) === "nothing")
      orders.delete(part.id);
  };
}

const PRODUCE = "produce part";
const ANALYSE = "analyse part";

type PastWords = Pick<PastSpan, "name" | "from" | "until" | "error">;

/** What an event ends; null where nothing is over. */
function wordsOf({ status, timestamps, error }: PartRecord, now: () => Date): PastWords | null {
  const { requested, started, finished } = timestamps;
  const at = timestamps[status];
  const begun = started ?? requested;
  const isFailedAnalysis = status === "finished" && error !== null; // a further record of the same status and time
  if (isFailedAnalysis || status === "analyzed") {
    const until = isFailedAnalysis ? now() : at;
    return finished === undefined || until === undefined
      ? null
      : { name: ANALYSE, from: finished, until, error: error?.code };
  }
  const isOver =
    status === "deleted"
      ? started !== undefined && TOLD.every((each) => timestamps[each] === undefined)
      : TOLD.includes(status);
  if (!isOver || begun === undefined || at === undefined) return null;
  return { name: PRODUCE, from: begun, until: at, error: error?.code };
}

function stepsOf({ timestamps }: PartRecord): PastWords[] {
  return STEPS.flatMap(([name, from, until]) => {
    const [start, end] = [timestamps[from], timestamps[until]];
    return start === undefined || end === undefined ? [] : [{ name, from: start, until: end }];
  });
}

/** How it has ended, and how long it had waited to be claimed. */
function endOf({ status, timestamps: { requested, started } }: PartRecord) {
  return {
    "tokenworks.part.status": status,
    ...(requested !== undefined &&
      started !== undefined && { "tokenworks.part.waited_ms": started.getTime() - requested.getTime() }),
  };
}

function attributesOf({ line, part }: ProductionEvent) {
  return {
    "tokenworks.line.id": line.id,
    "tokenworks.customer.id": line.customerId,
    "tokenworks.part.number": part.number,
    "tokenworks.part.tokens": Number(part.size),
  };
}
