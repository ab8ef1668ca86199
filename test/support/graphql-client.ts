import { randomUUID } from "node:crypto";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { graphql, type GraphqlAnswer } from "./graphql.ts";
import { API_KEY } from "./server.ts";

export interface Money {
  readonly transaction: string;
  readonly ident: string;
}

export function newPayment(): Money {
  const transaction = randomUUID();
  return { transaction, ident: `pi_${transaction.replaceAll("-", "")}` };
}

export interface OrderInput {
  readonly alphabet?: string;
  readonly digits?: number;
  readonly size?: unknown;
  readonly seed?: string;
  readonly analysis?: string;
  readonly payment?: Money;
}

/** What an order is quoted as: the same, in the words of a quote. */
export function quoted({ id, alphabet, digits, ...others }: Record<string, unknown>): Record<string, unknown> {
  return { shape: id === undefined ? { plain: { alphabet, digits } } : { line: id }, ...others };
}

/** The record of a production, as `STATUS` asks for it. */
export interface ShownStatus {
  readonly status: string;
  readonly size: string;
  readonly available: string;
  readonly reachable: string;
  readonly progress: number;
  readonly rate: number | null;
  readonly partial: boolean | null;
  readonly checksum: string | null;
  readonly files: readonly {
    readonly kind: string;
    readonly url: string;
    readonly size: string | null;
    readonly hash: string | null;
    readonly sha256: string | null;
    readonly merkleRoot: string | null;
  }[];
  readonly timestamps: Readonly<Record<string, string | null>>;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export const STATUS = `fragment Shown on ProductionStatus {
  status size available reachable progress rate partial checksum files { kind url size hash sha256 merkleRoot } error { code message }
  timestamps { requested started ended finished analyzed failed cancelled deleted }
}`;

/** More tokens than any test waits for: a line of so many stays started until it is stopped. */
export const ENDLESS = 10n ** 14n;

/** A client of one session, over GraphQL. */
export class Client {
  readonly headers: Readonly<Record<string, string>>;

  private constructor(
    readonly url: string,
    readonly sessionKey: string,
    apiKey = API_KEY,
  ) {
    this.headers = { "Api-Key": apiKey, "Session-Key": sessionKey };
  }

  /** A client of a session that is open already. */
  static of(url: string, sessionKey: string): Client {
    return new Client(url, sessionKey);
  }

  static async open(url: string, apiKey = API_KEY): Promise<Client> {
    const { data } = await graphql(
      url,
      `
        mutation {
          openSession(note: "test") {
            key
          }
        }
      `,
      { headers: { "Api-Key": apiKey } },
    );
    return new Client(url, (data as unknown as { openSession: { key: string } }).openSession.key, apiKey);
  }

  send(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    return graphql(this.url, query, { headers: this.headers, variables });
  }

  /** The data of an answer that must have no errors; its shape is the query's, which the test knows. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.send(query, variables);
    if (errors.length > 0 || data === null) throw new Error(JSON.stringify(errors));
    return data as T;
  }

  /** The codes of an answer's errors. */
  async codes(query: string, variables: Record<string, unknown> = {}): Promise<string[]> {
    return (await this.send(query, variables)).errors.map(({ extensions }) => extensions.code);
  }

  order(input: OrderInput = {}): Promise<GraphqlAnswer> {
    const { alphabet = "LOWER_LATIN", digits = 12, size = "1000", ...others } = input;
    const variables = { input: { alphabet, digits, size: typeof size === "bigint" ? String(size) : size, ...others } };
    return this.send(`mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }`, variables);
  }

  /** Orders a line that must not be refused; answers its id. */
  async ordered(input: OrderInput = {}): Promise<string> {
    const { data, errors } = await this.order(input);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return (data as unknown as { requestTokens: { id: string } }).requestTokens.id;
  }

  async status(id: string, view = "CURRENT"): Promise<ShownStatus | null> {
    const query = `query ($id: ID!) { tokens(id: $id) { status(view: ${view}) { ...Shown } } } ${STATUS}`;
    const { tokens } = await this.ask<{ tokens: { status: ShownStatus } | null }>(query, { id });
    return tokens?.status ?? null;
  }

  /** What listeners are told of a line, or of all, until they leave. */
  async *follow(id: string | null): AsyncGenerator<ShownStatus, void, undefined> {
    for await (const { status } of this.#told(id)) yield status;
  }

  /** Orders a line and listens to it from its very beginning: however fast it is, a listener to all lines was there first. */
  async followedWhole(input: OrderInput = {}): Promise<{ id: string; seen: readonly ShownStatus[] }> {
    const other = await this.ordered({ size: ENDLESS });
    const seen: ShownStatus[] = [];
    let id: string | undefined;
    for await (const { tokens, status } of this.#told(null)) {
      id ??= await this.ordered(input);
      if (tokens.id === id) seen.push(status);
      if (seen.at(-1)?.status === "FINISHED") break;
    }
    await this.cancel(other);
    return { id: id ?? "", seen };
  }

  async *#told(id: string | null): AsyncGenerator<{ tokens: { id: string }; status: ShownStatus }, void, undefined> {
    const client = createClient({
      url: `${this.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.headers,
      retryAttempts: 0,
    });
    try {
      const [variables, field] =
        id === null ? ["", "followed: productions"] : ["($id: ID!)", "followed: production(id: $id)"];
      const query = `subscription ${variables} { ${field} { tokens { id } status { ...Shown } } } ${STATUS}`;
      for await (const { data, errors } of client.iterate<{
        followed: { tokens: { id: string }; status: ShownStatus };
      }>({ query, variables: id === null ? {} : { id } })) {
        if (!data) throw new Error(JSON.stringify(errors));
        yield data.followed;
      }
    } finally {
      await client.dispose();
    }
  }

  /** Waits until a line shows what is asked for, which it must before it ends. */
  async shows(id: string, isMeant: (status: ShownStatus) => boolean): Promise<ShownStatus> {
    let last: ShownStatus | null = null;
    for await (const status of this.follow(id)) {
      last = status;
      if (isMeant(status)) return status;
    }
    throw new Error(`The line ended otherwise: ${JSON.stringify(last)}`);
  }

  /** Waits until a line has a status. */
  reached(id: string, wanted: string): Promise<ShownStatus> {
    return this.shows(id, ({ status }) => status === wanted.toUpperCase());
  }

  async cancel(id: string): Promise<GraphqlAnswer> {
    return this.send(`mutation ($id: ID!) { cancelTokens(id: $id) { status { ...Shown } } } ${STATUS}`, { id });
  }

  async delete(id: string): Promise<GraphqlAnswer> {
    return this.send(`mutation ($id: ID!) { deleteTokens(id: $id) { status { ...Shown } } } ${STATUS}`, { id });
  }

  /** A line's snapshot in base64, as it is downloaded. */
  async snapshot(id: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/tokens/${id}/snapshot`, {
      headers: { "Session-Key": this.sessionKey },
    });
    if (answer.status !== 200) throw new Error(`The snapshot was answered with ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer()).toString("base64");
  }

  data(id: string, query = ""): Promise<Response> {
    return fetch(`${this.url}/api/tokens/${id}/data${query}`, { headers: { "Session-Key": this.sessionKey } });
  }
}
