import { z } from "zod";

const collector = (name: string) =>
  z
    .string()
    .refine(
      (url) => isCollector(URL.parse(url)),
      `${name} must be an http:// or https:// address without credentials, which OTEL_EXPORTER_OTLP_HEADERS takes.`,
    );

function isCollector(url: URL | null): boolean {
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

const choice = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: `${name} must be one of: ${values.join(", ")}.` });

const OTLP_PROTOCOLS = ["http/protobuf", "http/json"] as const;

/** Those of OpenTelemetry's own variables that say whether and where; how much is told, its packages read by themselves. */
export const TRACING_SETTINGS = {
  OTEL_SDK_DISABLED: z
    .string()
    .default("")
    .transform((text) => isTrue(text)),
  OTEL_TRACES_EXPORTER: choice("OTEL_TRACES_EXPORTER", ["otlp", "none"]).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector("OTEL_EXPORTER_OTLP_ENDPOINT").optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: choice("OTEL_EXPORTER_OTLP_PROTOCOL", OTLP_PROTOCOLS).default("http/protobuf"),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: choice("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", OTLP_PROTOCOLS).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: z.string().optional(),
  OTEL_PROPAGATORS: z.string().default("tracecontext,baggage"),
};

/** What is not heeded where nobody traces. */
export const UNHEEDED_SETTINGS = Object.keys(TRACING_SETTINGS).filter((name) => name !== "OTEL_SDK_DISABLED");

export type TracingSettings = Readonly<z.output<z.ZodObject<typeof TRACING_SETTINGS>>>;

/** Whether anybody wants to be told, and where: what is said of it elsewhere is meant for other programs. @param values as they stand in the environment. */
export function isTracingWanted(values: ReadonlyMap<string, string>): boolean {
  const exporter = values.get("OTEL_TRACES_EXPORTER");
  if (isTrue(values.get("OTEL_SDK_DISABLED") ?? "") || exporter === "none") return false;
  return ["OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"].some((name) =>
    values.has(name),
  );
}

function isTrue(text: string): boolean {
  return text.toLowerCase() === "true";
}
