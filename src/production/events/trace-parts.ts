import type { Link } from "@opentelemetry/api";
import { currentSpan } from "../../lib/current-request.ts";
import { RecentMap } from "../../lib/recent-map.ts";
import { type PastSpan, SpanKind, type Tracing } from "../../telemetry/tracing.ts";
import type { Status } from "../records/status.ts";
import type { ProductionEvent } from "./production-events.ts";

/** Orders that are remembered until their parts are made, some hundred bytes each. */
const MAX_ORDERS = 10_000;

/** Steps of a part, each from one status to the next. */
const STEPS: readonly (readonly [name: string, from: Status, until: Status])[] = [
  ["make tokens", "started", "ended"],
  ["finish files", "ended", "finished"],
];

/**
 * Makes a span of each part that is made on this node, with its steps, and one of each analysis.
 *
 * A part may take hours, and is made by any node: so its span is a trace of its own, which links to the order's where this node has taken that.
 */
export function traceParts(tracing: Tracing): (event: ProductionEvent) => void {
  const orders = new RecentMap<Link>(MAX_ORDERS);
  return ({ line, part, status: { status, timestamps, error } }) => {
    const attributes = {
      "tokenworks.line.id": line.id,
      "tokenworks.customer.id": line.customerId,
      "tokenworks.part.number": part.number,
      "tokenworks.part.tokens": Number(part.size),
    };
    if (status === "requested") {
      const current = currentSpan()?.span.setAttributes(attributes);
      if (current !== undefined) orders.set(part.id, { context: current.spanContext() });
      return;
    }
    const order = orders.get(part.id);
    const links = order === undefined ? [] : [order];
    const span = (name: string, from: Status, until: Status): PastSpan | null => {
      const [start, end] = [timestamps[from], timestamps[until]];
      if (start === undefined || end === undefined) return null;
      return { name, kind: SpanKind.INTERNAL, attributes, from: start, until: end, links, error: error?.code };
    };
    const past =
      status === "analyzed"
        ? span("analyse part", "finished", status)
        : status === "finished" || status === "failed"
          ? (span("produce part", "started", status) ?? span("produce part", "requested", status))
          : null;
    if (past === null) return;
    const steps = status === "analyzed" ? [] : STEPS.map((step) => span(...step));
    tracing.past(
      past,
      steps.filter((step) => step !== null).map((step) => ({ ...step, links: [] })),
    );
  };
}
