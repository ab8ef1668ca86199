import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { buffer } from "node:stream/consumers";

export const JSON_API = "application/vnd.api+json";

/** A resource object, as loosely as a test needs it. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: unknown;
}

export interface ApiError {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly source?: { readonly parameter: string; readonly pointer: string };
  readonly meta?: Readonly<Record<string, string>>;
}

/** Any document: which of the members are there is what the tests are about. */
export interface ApiDocument {
  readonly data: Resource & readonly Resource[];
  readonly errors: readonly ApiError[];
  readonly links: Readonly<Record<string, string>>;
  readonly meta: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The body as it came, nothing decoded. */
  readonly bytes: Buffer;
  /** The body as JSON. */
  readonly document: ApiDocument;
}

export interface Sent {
  /** What is undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
}

const AGENT = new Agent({ keepAlive: true });

/** One request with exactly the headers it is given, and its answer with exactly the bytes that came. */
export function exchange(url: string, method: string, { headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    const outgoing = request(url, { method, agent: AGENT, headers: sent }, (incoming) => {
      buffer(incoming).then((bytes) => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes,
          get document() {
            return parse(bytes);
          },
        });
      }, reject);
    });
    outgoing.once("error", reject);
    if (body === undefined) outgoing.end();
    else outgoing.end(typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
  });
}

function parse(bytes: Buffer): ApiDocument {
  return JSON.parse(bytes.toString()) as ApiDocument; // the tests look at what it really is
}
