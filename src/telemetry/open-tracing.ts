import type { Runtime } from "../lib/runtime.ts";
import type { Tracing } from "./tracing.ts";
import type { TracingSettings } from "./tracing-settings.ts";

export interface TracingOptions extends Pick<Runtime, "timer"> {
  readonly config: TracingSettings & { readonly STOP_GRACE_S: number };
  readonly version: string;
  /** Told why spans could not be sent: once, until some could. */
  readonly onFault: (fault: unknown) => void;
  readonly onRecovery: () => void;
  /** Told which of the variables is ignored. */
  readonly onWarning: (warning: string) => void;
}

/** Traces where one of the variables asks for it; null elsewhere, with nothing loaded. */
export async function openTracing(options: TracingOptions): Promise<Tracing | null> {
  const { config } = options;
  const { OTEL_TRACES_EXPORTER: exporter, OTEL_EXPORTER_OTLP_ENDPOINT: base } = config;
  // The configuration leaves them out where they are not to be heeded.
  if ((exporter ?? base ?? config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) === undefined) return null;
  const { startTracing } = await import("./start-tracing.ts");
  return startTracing(options);
}
