import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { TracingOptions } from "./open-tracing.ts";

/** Tells of the first batch that could not be sent, and of the first one that could again; OpenTelemetry would tell of each, or of none. */
export class ToldExporter implements SpanExporter {
  private isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly told: Pick<TracingOptions, "onFault" | "onRecovery">,
  ) {}

  export(spans: ReadableSpan[], onDone: (result: ExportResult) => void): void {
    this.exporter.export(spans, ({ code, error }) => {
      const hasFailed = code !== ExportResultCode.SUCCESS;
      if (hasFailed && !this.isFailing) this.told.onFault(error);
      if (!hasFailed && this.isFailing) this.told.onRecovery();
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
