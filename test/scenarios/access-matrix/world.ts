import { randomUUID } from "node:crypto";
import { systemRuntime } from "../../../src/lib/runtime.ts";
import { addCustomer as addTo, replaceApiKey } from "../../../src/access/api-keys.ts";
import { Client, newPayment } from "../../support/graphql-client.ts";
import { type Storage, storageOf } from "../../support/storage.ts";
import { graphql } from "../../support/graphql.ts";
import { API_KEY, type TestServer } from "../../support/server.ts";
import { setQuotas } from "../../support/set-quotas.ts";
import type { Asker, Credentials } from "./askers.ts";

/** What the owner's session holds, by the names under which requests speak of it. */
export interface Target {
  readonly line: string;
  readonly session: string;
  readonly alphabet: string;
  readonly format: string;
  readonly payment: string;
  /** In base64. */
  readonly snapshot: string;
  readonly token: string;
}

/** Of the owner's alphabet. */
export const CHARS = "QWZXKJ";

/** The same names for what does not exist. */
export function missing(): Target {
  return {
    line: randomUUID(),
    session: randomUUID(),
    alphabet: "OF_NOBODY",
    format: "NO_TICKETS",
    payment: randomUUID(),
    snapshot: Buffer.alloc(512, 7).toString("base64"),
    token: "zzzz",
  };
}

/** A service with an owner, whose session can be made anew, and everybody else who may ask. */
export class World implements AsyncDisposable {
  target: Target = missing();
  private renewals = 0;
  private callers = 0;

  private constructor(
    private readonly server: TestServer,
    private readonly storage: Storage,
    private readonly others: Readonly<Record<"otherSession" | "otherCustomer" | "revoked", Credentials>>,
  ) {}

  static async create(server: TestServer): Promise<World> {
    const otherKey = randomUUID();
    const replacedKey = randomUUID();
    const storage = await storageOf(server.place);
    await addCustomer(storage, otherKey);
    await addCustomer(storage, replacedKey);
    await setQuotas(server, {
      requestsPerSecond: null,
      openSessions: 10_000,
      openLines: 10_000,
      alphabetChars: 1_000_000,
    });
    const revoked = await leave(server, storage, replacedKey);
    const others = { otherSession: await open(server, API_KEY), otherCustomer: await open(server, otherKey), revoked };
    const world = new World(server, storage, others);
    await world.renew();
    return world;
  }

  credentials(asker: Asker): Credentials {
    this.callers += 1;
    // Credentials that are no good count by address: each request comes from another, as a trusted proxy tells.
    const from = { "X-Forwarded-For": `10.0.${this.callers >> 8}.${this.callers & 255}` };
    const own = { "Api-Key": API_KEY, "Session-Key": this.target.session };
    const known: Readonly<Record<Asker, Credentials>> = {
      ...this.others,
      owner: own,
      sessionAlone: { "Session-Key": own["Session-Key"] },
      apiKeyAlone: { "Api-Key": API_KEY },
      nobody: {},
    };
    return { ...known[asker], ...from };
  }

  /** Gives the owner a new session, with an alphabet and a format, an analysed line that has tokens left, and an open payment. */
  async renew(): Promise<void> {
    const client = await Client.open(this.server.url);
    this.renewals += 1;
    const alphabet = `OWNERS${String(this.renewals).padStart(3, "0")}`;
    await client.ask(`mutation { addAlphabet(input: { name: "${alphabet}", chars: "${CHARS}" }) { name } }`);
    const format = `TICKETS${String(this.renewals).padStart(3, "0")}`;
    await client.ask(
      `mutation { addFormat(input: { name: "${format}", format: { pattern: "T-{DICE:5}" } }) { name } }`,
    );
    const line = await client.ordered({
      alphabet,
      digits: 9,
      size: 1_000,
      seed: randomUUID(),
      analysis: "METRICS",
      payment: newPayment(),
    });
    await client.reached(line, "analyzed");
    const { openPayment } = await client.ask<{ openPayment: { id: string } }>(
      `mutation { openPayment(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: 1000 }) { id } }`,
    );
    const data = await (await client.data(line)).text();
    this.target = {
      line,
      session: client.sessionKey,
      alphabet,
      format,
      payment: openPayment.id,
      snapshot: await client.snapshot(line),
      token: data.slice(0, 9),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.storage[Symbol.asyncDispose]();
  }

  /** All that the owner can see, as text, and how far the ledger is. */
  async ownersView(): Promise<string> {
    const { line, session, payment } = this.target;
    const client = Client.of(this.server.url, session);
    const seen = await client.ask(OWNERS_VIEW, { line, payment });
    const data = await (await client.data(line)).text();
    return JSON.stringify([
      seen,
      data,
      String(await this.storage.ledger(line)),
      (await this.storage.records(line)).length,
    ]);
  }
}

const OWNERS_VIEW = `query ($line: ID!, $payment: ID!) {
  session { id note timestamps { granted revoked } }
  alphabets(style: CUSTOM) { edges { node { name chars } } }
  formats { edges { node { name } } }
  productionLines { totalCount edges { node { id } } }
  paymentIntent(id: $payment) { id status }
  tokens(id: $line) { id seed digits alphabet { chars } parts { number size firstIndex payment { transaction ident } }
    status { status available checksum files { kind size hash } timestamps { requested analyzed cancelled deleted } } }
}`;

async function open(server: TestServer, apiKey: string): Promise<Credentials> {
  const { sessionKey } = await Client.open(server.url, apiKey);
  return { "Api-Key": apiKey, "Session-Key": sessionKey };
}

async function addCustomer({ database, keyring }: Storage, apiKey: string): Promise<void> {
  await addTo({ database, keyring: keyring(), runtime: systemRuntime }, { apiKey, agreement: "basic" });
}

/** Opens a session of a customer, revokes it, and replaces the Api-Key. */
async function leave(server: TestServer, { database, keyring }: Storage, apiKey: string): Promise<Credentials> {
  const headers = await open(server, apiKey);
  const { data } = await graphql(server.url, "{ customer { id } }", { headers: { ...headers } });
  await graphql(server.url, "mutation ($id: UUID!) { closeSession(key: $id) { id } }", {
    headers: { ...headers },
    variables: { id: headers["Session-Key"] },
  });
  await replaceApiKey(
    { database, keyring: keyring(), runtime: systemRuntime },
    (data as unknown as { customer: { id: string } }).customer.id,
  );
  return headers;
}
