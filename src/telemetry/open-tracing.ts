import type { Runtime } from "../lib/runtime.ts";
import type { Tracing } from "./tracing.ts";

/** What OpenTelemetry's own variables say, by their names. */
export interface TracingConfig {
  readonly OTEL_SDK_DISABLED: boolean;
  readonly OTEL_TRACES_EXPORTER?: "otlp" | "none" | undefined;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_PROTOCOL: OtlpProtocol;
  readonly OTEL_EXPORTER_OTLP_TRACES_PROTOCOL?: OtlpProtocol | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  readonly OTEL_PROPAGATORS: string;
}

export type OtlpProtocol = "http/protobuf" | "http/json";

export interface TracingOptions extends Pick<Runtime, "timer"> {
  readonly config: TracingConfig;
  readonly version: string;
  /** Told why spans could not be sent: once, until some could. */
  readonly onFault: (fault: unknown) => void;
  readonly onRecovery: () => void;
}

/** Traces where one of the variables asks for it; null elsewhere, with nothing loaded. */
export async function openTracing(options: TracingOptions): Promise<Tracing | null> {
  const { config } = options;
  const isNamed =
    config.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined || config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined;
  const isWanted = config.OTEL_TRACES_EXPORTER === undefined ? isNamed : config.OTEL_TRACES_EXPORTER === "otlp";
  if (!isWanted || config.OTEL_SDK_DISABLED) return null;
  const { startTracing } = await import("./start-tracing.ts");
  return startTracing(options);
}
