import { randomUUID } from "node:crypto";
import { API_KEY, type TestServer } from "./server.ts";
import { until } from "./until.ts";
import { requireDescribed } from "./described.ts";
import { type Answer, exchange, JSON_API, type Sent } from "./exchange.ts";
import { form, formType, part } from "./forms.ts";

export interface Order {
  readonly alphabet?: unknown;
  readonly digits?: unknown;
  readonly size?: unknown;
  readonly seed?: unknown;
  readonly payment?: unknown;
}

/** A client of the documented API: with the media type in both headers, whatever the method, and its credentials. */
export class Client {
  constructor(
    readonly server: TestServer,
    readonly credentials: Readonly<Record<string, string>>,
  ) {}

  /** Whatever is answered must be as the service's own description has it. */
  async send(method: string, path: string, { headers, body }: Sent = {}): Promise<Answer> {
    const answer = await exchange(`${this.server.url}${path}`, method, {
      headers: { Accept: JSON_API, "Content-Type": JSON_API, ...this.credentials, ...headers },
      body,
    });
    requireDescribed(method, path, answer);
    return answer;
  }

  get(path: string, headers: Sent["headers"] = {}): Promise<Answer> {
    return this.send("GET", path, { headers });
  }

  head(path: string, headers: Sent["headers"] = {}): Promise<Answer> {
    return this.send("HEAD", path, { headers });
  }

  post(path: string, body: unknown, headers: Sent["headers"] = {}): Promise<Answer> {
    return this.send("POST", path, { headers, body });
  }

  delete(path: string, headers: Sent["headers"] = {}): Promise<Answer> {
    return this.send("DELETE", path, { headers });
  }

  addAlphabet(id: unknown, chars: unknown): Promise<Answer> {
    return this.post("/api/alphabets", { data: { type: "alphabet", id, attributes: { chars } } });
  }

  order(order: Order): Promise<Answer> {
    return this.post("/api/tokens", orderOf(order));
  }

  /** Orders a line and waits until it is finished; answers its record. */
  async produce(order: Order): Promise<Answer> {
    const { status, document } = await this.order(order);
    if (status !== 201) throw new Error(`The order was refused: ${JSON.stringify(document)}`);
    return this.reached(document.data.id, "finished");
  }

  /** Continues a line by the form that most clients send. */
  continue(id: string, order: Order, snapshot: Uint8Array): Promise<Answer> {
    return this.sendForm(
      id,
      form([
        part("info.json", JSON.stringify(orderOf(order)), "Content-Type: application/json"),
        part("snapshot.blob", snapshot),
      ]),
    );
  }

  sendForm(id: string, body: Uint8Array): Promise<Answer> {
    return this.post(`/api/tokens/${id}`, body, { "Content-Type": formType() });
  }

  reached(id: string, status: string): Promise<Answer> {
    return until(async () => {
      const answer = await this.get(`/api/tokens/${id}`);
      return answer.document.data.attributes["status"] === status && answer;
    });
  }

  /** The bytes of a line's data. */
  async data(id: string, query = ""): Promise<Buffer> {
    return (await this.get(`/api/tokens/${id}/data${query}`)).bytes;
  }

  /** The bytes of a line's snapshot. */
  async snapshot(id: string): Promise<Buffer> {
    return (await this.get(`/api/tokens/${id}/snapshot`)).bytes;
  }

  /** Another session of the same customer. */
  another(): Promise<Client> {
    return newClient(this.server);
  }
}

export async function newClient(server: TestServer, apiKey = API_KEY): Promise<Client> {
  const customer = customerOf(server, apiKey);
  const { document } = await customer.post("/api/sessions", { data: { type: "session", attributes: {} } });
  return new Client(server, { "Session-Key": document.data.id });
}

/** A client with an Api-Key alone. */
export function customerOf(server: TestServer, apiKey = API_KEY): Client {
  return new Client(server, { "Api-Key": apiKey });
}

/** An order's body: 1,000 tokens of five dice, but for what is told. Null leaves a member out. */
export function orderOf({ alphabet = "DICE", digits = "5", size = "1000", seed = null, payment = null }: Order) {
  return {
    ...(seed !== null && { meta: { seed } }),
    data: {
      type: "tokens",
      attributes: { size, digits, alphabet },
      ...(payment !== null && { relationships: { payment: { data: payment } } }),
    },
  };
}

/** A payment that nothing was paid with yet. */
export function newPayment() {
  return { type: "transaction", id: randomUUID(), ident: `pi_${randomUUID().replaceAll("-", "")}` };
}
