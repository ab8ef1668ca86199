import type { Context, TextMapGetter } from "@opentelemetry/api";
import {
  type ExportResult,
  ExportResultCode,
  parseKeyPairsIntoRecord,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { atMost } from "../lib/at-most.ts";
import type { TracingConfig, TracingOptions } from "./open-tracing.ts";
import { Tracing } from "./tracing.ts";

/** How long a stop waits for the collector. */
const GOODBYE_MS = 2_000;

/** Traces by OpenTelemetry's packages: samplers, limits, batches and the resource's attributes are told by their own variables. */
export function startTracing({ config, version, timer, onFault, onRecovery }: TracingOptions): Tracing {
  const exporter = new ToldExporter(newExporter(config), onFault, onRecovery);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "tokenworks", "service.version": version }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  const isTakenUp = config.OTEL_PROPAGATORS.split(",").some((name) => name.trim() === "tracecontext");
  return new Tracing(
    provider.getTracer("tokenworks", version),
    isTakenUp ? new W3CTraceContextPropagator() : NOBODY,
    () => atMost(GOODBYE_MS, timer, provider.shutdown()),
  );
}

function newExporter(config: TracingConfig): SpanExporter {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: base,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url = base && `${base.replace(/\/$/, "")}/v1/traces`,
    OTEL_EXPORTER_OTLP_PROTOCOL: common,
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol = common,
  } = config;
  const headers = parseKeyPairsIntoRecord(config.OTEL_EXPORTER_OTLP_HEADERS);
  const Exporter = protocol === "http/json" ? JsonExporter : ProtobufExporter;
  return new Exporter({ headers, ...(url !== undefined && { url }) });
}

/** Tells of the first batch that could not be sent, and of the first one that could again; OpenTelemetry would tell of each, or of none. */
class ToldExporter implements SpanExporter {
  private isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly onFault: (fault: unknown) => void,
    private readonly onRecovery: () => void,
  ) {}

  export(spans: ReadableSpan[], onDone: (result: ExportResult) => void): void {
    this.exporter.export(spans, ({ code, error }) => {
      const hasFailed = code !== ExportResultCode.SUCCESS;
      if (hasFailed && !this.isFailing) this.onFault(error);
      if (!hasFailed && this.isFailing) this.onRecovery();
      this.isFailing = hasFailed;
      onDone({ code: ExportResultCode.SUCCESS }); // the spans are gone either way
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}

/** What callers say of their traces is not taken up. */
const NOBODY = {
  inject: () => undefined,
  extract: (context: Context, _carrier: unknown, _getter: TextMapGetter) => context,
  fields: () => [],
};
