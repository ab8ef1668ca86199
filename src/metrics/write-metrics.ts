import type { Registry } from "prom-client";

/** One figure, under its labels. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Something that is measured: what it is called and means, and how it is read when somebody asks. */
export interface Measure {
  readonly name: string;
  readonly help: string;
  /** A counter only rises, from the start of the process on. */
  readonly kind: "counter" | "gauge";
  readonly labels?: readonly string[];
  /** Nothing where it is not known at the moment. */
  readonly read: () => readonly Sample[] | Promise<readonly Sample[]>;
}

export interface WrittenMetrics {
  readonly type: string;
  readonly text: string;
}

/**
 * Writes measures and those of the process in Prometheus's text format, whenever it is asked to. Nobody who never asks pays for the library: what
 * counts counts by itself, and is read only here.
 */
export function writeMetrics(measures: readonly Measure[]): () => Promise<WrittenMetrics> {
  let opened: Promise<readonly Registry[]> | null = null;
  return async () => {
    const registries = await (opened ??= Promise.all([registryOf(measures), ofProcess()]));
    const texts = await Promise.all(registries.map((registry) => registry.metrics()));
    return { type: registries[0]?.contentType ?? "text/plain", text: texts.join("") };
  };
}

async function registryOf(measures: readonly Measure[]): Promise<Registry> {
  const { Counter, Gauge, Registry: NewRegistry } = await import("prom-client");
  const registry = new NewRegistry();
  for (const { name, help, kind, labels = [], read } of measures) {
    const configuration = { name, help, labelNames: [...labels], registers: [registry] };
    const metric = kind === "counter" ? new Counter(configuration) : new Gauge(configuration);
    const collect = async () => {
      const samples = await read();
      metric.reset();
      if (labels.length === 0 && samples.length === 0) metric.remove(); // it stands at 0 otherwise
      for (const { labels: values = {}, value } of samples) metric.inc(values, value);
    };
    Object.assign(metric, { collect });
  }
  return registry;
}

/** One for the process, however many servers it runs: the library watches the event loop and the garbage collector for as long as it lives. */
let processRegistry: Promise<Registry> | null = null;

function ofProcess(): Promise<Registry> {
  processRegistry ??= import("prom-client").then(({ collectDefaultMetrics, Registry: NewRegistry }) => {
    const registry = new NewRegistry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });
  return processRegistry;
}
