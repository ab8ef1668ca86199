import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { describe, expect, it } from "vitest";
import { withinSpan } from "../../../src/lib/current-span.ts";
import type { ProductionEvent } from "../../../src/production/events/production-events.ts";
import { traceParts } from "../../../src/production/events/trace-parts.ts";
import type { Status } from "../../../src/production/records/status.ts";
import { Tracing } from "../../../src/telemetry/tracing.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const NOW = at(59);
const [STARTED, ENDED, FINISHED] = [
  { requested: at(0), started: at(2) },
  { requested: at(0), started: at(2), ended: at(10) },
  { requested: at(0), started: at(2), ended: at(10), finished: at(11) },
];

type Told = readonly [status: Status, timestamps: Readonly<Partial<Record<Status, Date>>>, error?: string];

/** What is told of a part that comes to these statuses one after the other, by name, and how each span has ended. */
function spansOf(...told: readonly Told[]) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const propagator = new W3CTraceContextPropagator();
  const deps = { tracer: provider.getTracer("test"), taken: propagator, given: propagator };
  const tracing = new Tracing({ ...deps, stop: () => provider.shutdown() });
  const trace = traceParts(tracing, () => NOW);
  const request = tracing.begin({ name: "request" }, {});
  withinSpan(request, () => {
    trace(eventOf(["requested", { requested: at(0) }]));
  });
  for (const each of told) trace(eventOf(each));
  const orderId = request.span.spanContext().spanId;
  return exporter.getFinishedSpans().map(({ name, attributes, startTime, endTime, links }) => ({
    name,
    seconds: [startTime[0] - at(0).getTime() / 1_000, endTime[0] - at(0).getTime() / 1_000],
    error: attributes["error.type"],
    isLinked: links.some(({ context }) => context.spanId === orderId),
  }));
}

/** Of an event only what a span tells. */
function eventOf([status, timestamps, error]: Told): ProductionEvent {
  return {
    line: { id: "line", customerId: "customer" },
    part: { id: "part", number: 1, size: 10n, analysis: "metrics" },
    status: { status, timestamps, error: error === undefined ? null : { code: error, message: "" } },
  } as ProductionEvent;
}

describe("the spans of a part", () => {
  it("begin with its claim, and those of an analysis with the end of the part", () => {
    expect(
      spansOf(
        ["started", STARTED],
        ["ended", ENDED],
        ["finished", FINISHED],
        ["analyzed", { ...FINISHED, analyzed: at(20) }],
      ),
    ).toEqual([
      { name: "make tokens", seconds: [2, 10], error: undefined, isLinked: false },
      { name: "finish files", seconds: [10, 11], error: undefined, isLinked: false },
      { name: "produce part", seconds: [2, 11], error: undefined, isLinked: true },
      { name: "analyse part", seconds: [11, 20], error: undefined, isLinked: true },
    ]);
  });

  it("tell of an analysis that has failed by a span of its own, not by the part's again", () => {
    expect(spansOf(["finished", FINISHED], ["finished", FINISHED, "INTERNAL"]).slice(-2)).toEqual([
      { name: "produce part", seconds: [2, 11], error: undefined, isLinked: true },
      { name: "analyse part", seconds: [11, 59], error: "INTERNAL", isLinked: true },
    ]);
  });

  it("tell of a part that has failed, before its claim as well, and of one that was deleted meanwhile", () => {
    expect(spansOf(["failed", { ...STARTED, failed: at(5) }, "INTERNAL"])).toEqual([
      { name: "produce part", seconds: [2, 5], error: "INTERNAL", isLinked: true },
    ]);
    expect(spansOf(["cancelled", { requested: at(0), cancelled: at(1) }])).toMatchObject([{ seconds: [0, 1] }]);
    expect(spansOf(["deleted", { ...STARTED, deleted: at(4) }])).toMatchObject([{ seconds: [2, 4] }]);
    expect(spansOf(["deleted", { requested: at(0), deleted: at(4) }])).toEqual([]);
    expect(spansOf(["deleted", { ...STARTED, cancelled: at(3), deleted: at(4) }])).toEqual([]);
  });
});
