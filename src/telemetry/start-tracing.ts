import { type Context, diag, DiagLogLevel, type TextMapGetter } from "@opentelemetry/api";
import { parseKeyPairsIntoRecord, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import { atMost } from "../lib/at-most.ts";
import type { TracingOptions } from "./open-tracing.ts";
import { ToldExporter } from "./told-exporter.ts";
import { Tracing } from "./tracing.ts";
import type { TracingSettings } from "./tracing-settings.ts";

/** How long a stop waits for the collector at most. */
const GOODBYE_MS = 2_000;

/** Traces by OpenTelemetry's packages: samplers, limits, batches and the resource's attributes are told by their own variables. */
export function startTracing({ config, version, timer, onWarning, ...told }: TracingOptions): Tracing {
  const exporter = new ToldExporter(newExporter(config), told);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "tokenworks", "service.version": version }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = warned(
    onWarning,
    () => new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] }),
  );
  const propagator = takesUp(config.OTEL_PROPAGATORS, onWarning) ? new W3CTraceContextPropagator() : NOBODY;
  return new Tracing({
    tracer: provider.getTracer("tokenworks", version),
    taken: propagator,
    given: propagator,
    stop: () => atMost(Math.min(GOODBYE_MS, config.STOP_GRACE_S * 1_000), timer, provider.shutdown()),
  });
}

function newExporter(config: TracingSettings): SpanExporter {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url = base && `${base.replace(/\/$/, "")}/v1/traces`,
    OTEL_EXPORTER_OTLP_PROTOCOL: common,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol = common,
  } = config;
  const headers = {
    ...parseKeyPairsIntoRecord(config.OTEL_EXPORTER_OTLP_HEADERS),
    ...parseKeyPairsIntoRecord(config.OTEL_EXPORTER_OTLP_TRACES_HEADERS),
  };
  const Exporter = protocol === "http/json" ? JsonExporter : ProtobufExporter;
  return new Exporter({ headers, ...(url !== undefined && { url }) });
}

/** Passes on what OpenTelemetry has to say of its variables. It is not heard about headers, whose values it would quote, nor later on. */
function warned<T>(onWarning: (warning: string) => void, work: () => T): T {
  const silent = () => undefined;
  const told = { error: onWarning, warn: onWarning, info: silent, debug: silent, verbose: silent };
  diag.setLogger(told, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  try {
    return work();
  } finally {
    diag.disable();
  }
}

/** Whether requests are taken into the traces that they name. Baggage is known, but nothing of the service's looks at it, and it is handed to nobody. */
function takesUp(propagators: string, onWarning: (warning: string) => void): boolean {
  const names = propagators.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !["tracecontext", "baggage", "none", ""].includes(name));
  if (unknown.length > 0)
    onWarning(`OTEL_PROPAGATORS may be tracecontext, baggage or none; unknown: ${unknown.join(", ")}.`);
  return names.includes("tracecontext") && !names.includes("none");
}

/** What callers say of their traces is not taken up, and nobody is told of ours. */
const NOBODY = {
  inject: () => undefined,
  extract: (context: Context, _carrier: unknown, _getter: TextMapGetter) => context,
  fields: () => [],
};
