import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 2 for an error. */
  readonly code: number;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, "attributes" | "links" | "code"> & {
        readonly attributes: readonly Attribute[];
        readonly links?: CollectedSpan["links"];
        readonly status: { readonly code?: number };
      })[];
    }[];
  }[];
}

/** What takes traces by OTLP over HTTP, on a free port of this machine. */
export class Collector implements AsyncDisposable {
  readonly spans: CollectedSpan[] = [];
  readonly resources: Readonly<Record<string, unknown>>[] = [];
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths: string[] = [];
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      this.paths.push(request.url ?? "");
      this.headers.push(request.headers);
      this.bodies.push(body);
      if (request.headers["content-type"] === "application/json") this.read(JSON.parse(body) as Sent); // as OTLP has it
      response.writeHead(this.status, { "Content-Type": "application/json" }).end("{}");
    });
  });

  /** @param status what it answers with. */
  private constructor(private readonly status: number) {}

  static async start(status = 200): Promise<Collector> {
    const collector = new Collector(status);
    collector.server.listen(0, "127.0.0.1");
    await once(collector.server, "listening");
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private read({ resourceSpans }: Sent): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.resources.push(valuesOf(resource.attributes));
      for (const { attributes, links = [], status, ...span } of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({ ...span, attributes: valuesOf(attributes), links, code: status.code ?? 0 });
    }
  }
}

function valuesOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
