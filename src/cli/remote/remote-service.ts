import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "graphql-sse";
import { OperatorError } from "../../errors.ts";
import { backOffMs } from "../../lib/back-off.ts";
import { systemRuntime } from "../../lib/runtime.ts";
import { remark } from "../terminal.ts";
import type { RemoteAccess } from "./remote-access.ts";

const AGAIN = { firstMs: 250, longestMs: 5_000 };
/** Answers that waiting mends: the service starts or stops, or its database is away. */
const PASSING = new Set([429, 502, 503, 504]);

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** A running service, as a client of its GraphQL sees it. */
export class RemoteService {
  private readonly endpoint: string;
  private wasLost = false;

  constructor(private readonly access: RemoteAccess) {
    this.endpoint = new URL("graphql", `${access.url}/`).href;
  }

  /** @throws {OperatorError} where it cannot be reached, or refuses. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: { ...this.access.headers, "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables }),
    }).catch((cause: unknown) => {
      throw new OperatorError(`The service does not answer at ${this.access.url}: is it running there?`, { cause });
    });
    return dataIn(await answerIn<Data>(response, this.access.url));
  }

  /**
   * The results of a subscription, to its end. A connection that breaks, such as by a restart of the service, is opened again; the service tells then
   * how things are.
   *
   * @throws {OperatorError} where the service refuses.
   */
  async *follow<Data>(query: string, variables: Record<string, unknown> = {}): AsyncGenerator<Data, void, undefined> {
    const refusals: string[] = [];
    const client = createClient({
      url: new URL("graphql/stream", `${this.access.url}/`).href,
      headers: { ...this.access.headers },
      retryAttempts: Infinity,
      retry: (retries) => this.waitAgain(retries),
      fetchFn: async (...request: Parameters<typeof fetch>) => {
        const response = await fetch(...request);
        if (response.status < 400 || PASSING.has(response.status)) return response;
        refusals.push(await reasonIn(response)); // the library would try again for ever
        client.dispose();
        return response;
      },
    });
    try {
      for await (const result of client.iterate<Data>({ query, variables })) {
        if (this.wasLost) remark("The connection is back.");
        this.wasLost = false;
        yield dataIn<Data>(result);
      }
      const [refusal] = refusals;
      if (refusal !== undefined) throw new OperatorError(refusal);
    } finally {
      client.dispose();
    }
  }

  private async waitAgain(retries: number): Promise<void> {
    if (!this.wasLost) remark("The connection is lost; it is tried again.");
    this.wasLost = true;
    await sleep(backOffMs(retries + 1, AGAIN, systemRuntime.randomBytes));
  }
}

/** What a service says that is none, or that refuses before it reads the operation. */
async function answerIn<Data>(response: Response, url: string): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>; // GraphQL's answers, refusals too
  } catch (cause) {
    const what = PASSING.has(response.status) ? "is not ready" : "is no Tokenworks";
    throw new OperatorError(`What answers at ${url} ${what}: it says ${response.status}.`, { cause });
  }
}

function dataIn<Data>({ data, errors: [first] = [] }: Answer<Data>): Data {
  if (first !== undefined) throw new OperatorError(first.message);
  if (!data) throw new OperatorError("The service has sent no data.");
  return data;
}

/** Why a stream is refused, in the service's own words. */
async function reasonIn(response: Response): Promise<string> {
  const what = `The service refuses to be followed: it says ${response.status}.`;
  const { errors: [first] = [] } = (await response.json().catch(() => ({}))) as Answer<unknown>;
  return first?.message ?? what;
}
