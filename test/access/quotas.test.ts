import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { Client, newPayment } from "../support/graphql-client.ts";
import { addCustomer } from "../support/add-customer.ts";
import { DIALECTS } from "../support/databases.ts";
import { formatText, parseFormat } from "../../src/format/format.ts";
import { graphql } from "../support/graphql.ts";
import { rest } from "../support/rest.ts";
import { API_KEY } from "../support/server.ts";
import { sharedServer } from "../support/shared.ts";
import { setQuotas } from "../support/set-quotas.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const QUOTA = ["QUOTA_EXCEEDED"];

describe.each(DIALECTS)("quotas on %s", (dialect) => {
  const server = sharedServer(dialect, {
    environment: { WORKERS: "1" },
    runtime: { now: () => new Date(Date.now() + laterMs) },
  });
  let apiKey: string;
  let laterMs = 0;
  const open = () => Client.open(server.url, apiKey);
  beforeEach(async () => {
    apiKey = await addCustomer(server);
    await setQuotas(server, {});
  });

  const openSession = () => graphql(server.url, "mutation { openSession { key } }", { headers: { "Api-Key": apiKey } });
  const addAlphabet = (client: Client, id: string, chars: string) =>
    client.codes(
      "mutation ($id: String!, $chars: String!) { addAlphabet(input: { name: $id, chars: $chars }) { name } }",
      {
        id,
        chars,
      },
    );

  it("are told, the agreement's where none was set", async () => {
    await setQuotas(server, { openLines: 3, requestsPerSecond: 7 });
    const { data } = await graphql(
      server.url,
      "{ customer { agreement { name quotas { openLines openSessions alphabetChars openPayments idempotencyKeys sockets operationsPerSocket requestsPerSecond } } } }",
      { headers: { "Api-Key": API_KEY } },
    );
    const quotas = {
      openLines: 3,
      openSessions: 10_000,
      alphabetChars: 10_000_000,
      openPayments: 10_000,
      idempotencyKeys: 1_000_000,
      sockets: 10_000,
      operationsPerSocket: 100,
      requestsPerSecond: 7,
    };
    expect(data).toEqual({ customer: { agreement: { name: "unlimited", quotas } } });
  });

  it("are told with what is held of them, in all sessions, as they count it", async () => {
    const [one, other] = [await open(), await open()];
    const used = async () => {
      const { data } = await graphql(
        server.url,
        "{ customer { used { openLines openSessions alphabetChars formatChars openPayments idempotencyKeys } } }",
        { headers: { "Api-Key": apiKey } },
      );
      return (data as unknown as { customer: { used: object } }).customer.used;
    };
    const nothing = {
      ...{ openLines: 0, openSessions: 2, alphabetChars: 0, formatChars: 0 },
      ...{ openPayments: 0, idempotencyKeys: 0 },
    };
    expect(await used()).toEqual(nothing);
    const id = await one.ordered();
    await other.ordered();
    expect(await addAlphabet(one, "FIVE", "ABCDE")).toEqual([]);
    expect(await addAlphabet(other, "TWO", "01")).toEqual([]);
    expect(await used()).toEqual({ ...nothing, openLines: 2, alphabetChars: 7 });
    await one.send(`mutation { addFormat(input: { name: "T", format: { pattern: "T-{DICE:3}" } }) { name } }`);
    const formatChars = formatText(parseFormat({ pattern: "T-{DICE:3}" })).length;
    expect(await used()).toEqual({ ...nothing, openLines: 2, alphabetChars: 7, formatChars });
    await one.send(`mutation { removeFormat(name: "T") { name } }`);
    await one.send("mutation ($id: ID!) { deleteTokens(id: $id) { id } }", { id });
    await other.send("mutation { removeAlphabets { name } }", {});
    expect(await used()).toEqual({ ...nothing, openLines: 1, alphabetChars: 5 });
  });

  it("let no concurrent orders of two sessions pass the open lines, and a deletion makes room", async () => {
    await setQuotas(server, { openLines: 5 });
    const [one, other] = [await open(), await open()];
    const answers = await Promise.all(Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? one : other).order()));
    const made = answers.flatMap(
      ({ data }) => (data as unknown as { requestTokens: { id: string } | null }).requestTokens?.id ?? [],
    );
    expect(made).toHaveLength(5);
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused).toHaveLength(19);
    expect(new Set(refused.map(({ message }) => message))).toEqual(
      new Set(["The customer has 5 of at most 5 open production lines. Delete lines first."]),
    );
    for (const client of [one, other])
      await client.send("mutation ($id: ID!) { deleteTokens(id: $id) { id } }", { id: made[0] });
    expect(
      (await Promise.all(Array.from({ length: 6 }, () => one.order()))).filter(({ errors }) => errors.length === 0),
    ).toHaveLength(1);
  });

  it("answer 429 on REST, without a time to wait, and an order that is repeated is answered as before", async () => {
    await setQuotas(server, { openLines: 1 });
    const client = await open();
    const [payment, key] = [newPayment(), randomUUID()];
    const first = await client.ordered({ payment });
    const body = { data: { type: "tokens", attributes: { size: "1000", digits: "12", alphabet: "LOWER_LATIN" } } };
    const refused = await rest(server.url, "POST", "/api/tokens", {
      headers: { ...client.headers, "Idempotency-Key": key },
      body,
    });
    expect(refused).toMatchObject({
      status: 429,
      body: {
        errors: [
          {
            status: 429,
            code: "QUOTA_EXCEEDED",
            detail: "The customer has 1 of at most 1 open production lines. Delete lines first.",
          },
        ],
      },
    });
    expect(refused.headers.get("Retry-After")).toBeNull();
    expect(await client.ordered({ payment })).toBe(first);
    await client.delete(first);
    const made = await rest(server.url, "POST", "/api/tokens", {
      headers: { ...client.headers, "Idempotency-Key": key },
      body,
    });
    expect(made.status).toBe(201);
    const again = await rest(server.url, "POST", "/api/tokens", {
      headers: { ...client.headers, "Idempotency-Key": key },
      body,
    });
    expect(again).toMatchObject({ status: 201, body: made.body });
  });

  it("let a line that is there go on, but bring no deleted one back beyond the open lines", async () => {
    await setQuotas(server, { openLines: 1 });
    const client = await open();
    const id = await client.ordered();
    await client.reached(id, "finished");
    const next = "mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }";
    expect(await client.codes(next, { input: { id, size: "1000" } })).toEqual([]);
    await client.reached(id, "finished");
    const snapshot = await client.snapshot(id);
    await client.delete(id);
    const other = await client.ordered();
    expect(await client.codes(next, { input: { id, size: "1000", snapshot } })).toEqual(QUOTA);
    await client.delete(other);
    expect(await client.codes(next, { input: { id, size: "1000", snapshot } })).toEqual([]);
    expect((await client.order()).errors).toMatchObject([{ extensions: { code: "QUOTA_EXCEEDED" } }]);
  });

  it("stand among a quote's refusals of a new line", async () => {
    await setQuotas(server, { openLines: 0 });
    const client = await open();
    const { quote } = await client.ask<{ quote: { refusals: { code: string }[] } }>(
      `{ quote(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: 1000 }) { refusals { code } } }`,
    );
    expect(quote.refusals).toEqual([{ code: "QUOTA_EXCEEDED" }]);
  });

  it("let no concurrent requests pass the open sessions; a closed one makes room", async () => {
    await setQuotas(server, { openSessions: 4 });
    const answers = await Promise.all(Array.from({ length: 12 }, openSession));
    const opened = answers.flatMap(
      ({ data }) => (data as unknown as { openSession: { key: string } | null }).openSession?.key ?? [],
    );
    expect(opened).toHaveLength(4);
    expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(
      Array.from({ length: 8 }, () => "QUOTA_EXCEEDED"),
    );
    await graphql(server.url, `mutation { closeSession(key: "${opened[0] ?? ""}") { id } }`, {
      headers: { "Api-Key": apiKey },
    });
    expect((await openSession()).errors).toEqual([]);
    expect((await openSession()).errors).toMatchObject([
      {
        message: "The customer has 4 of at most 4 open sessions. Close sessions first.",
        extensions: { code: "QUOTA_EXCEEDED" },
      },
    ]);
  });

  it("count the characters of custom alphabets over all sessions, until they are removed or their session is closed", async () => {
    await setQuotas(server, { alphabetChars: 10 });
    const [one, other] = [await open(), await open()];
    expect(await addAlphabet(one, "FOUR", "⚀⚁⚂😀")).toEqual([]);
    const answers = await Promise.all(["A", "B", "C", "D"].map((id) => addAlphabet(other, id, "xyz")));
    expect(answers.filter(({ length }) => length === 0)).toHaveLength(2);
    expect(
      (await other.send(`mutation { addAlphabet(input: { name: "E", chars: "xy" }) { name } }`)).errors,
    ).toMatchObject([
      {
        message:
          "The customer has 10 of at most 10 characters in custom alphabets, and this would add 2. Remove alphabets first.",
        extensions: { code: "QUOTA_EXCEEDED" },
      },
    ]);
    await one.send(`mutation { removeAlphabet(name: "FOUR") { name } }`);
    expect(await addAlphabet(one, "SOME", "abcd")).toEqual([]);
    expect(await addAlphabet(one, "MORE", "ab")).toEqual(QUOTA);
    await graphql(server.url, `mutation { closeSession(key: "${other.sessionKey}") { id } }`, {
      headers: { "Api-Key": apiKey },
    });
    expect(await addAlphabet(one, "MORE", "abcdef")).toEqual([]);
  });

  it("let no concurrent requests pass the remembered Idempotency-Keys, over all sessions; repetitions are answered, and a day makes room", async () => {
    await setQuotas(server, { idempotencyKeys: 3 });
    const openKeyed = (key: string) =>
      graphql(server.url, "mutation ($key: String) { openSession(idempotencyKey: $key) { key } }", {
        headers: { "Api-Key": apiKey },
        variables: { key },
      });
    const first = await openKeyed("first");
    const client = Client.of(server.url, (first.data as unknown as { openSession: { key: string } }).openSession.key);
    const addKeyed = (id: string) =>
      client.codes(
        'mutation ($id: String!, $key: String) { addAlphabet(input: { name: $id, chars: "xyz" }, idempotencyKey: $key) { name } }',
        { id, key: id },
      );
    const added = await Promise.all(["A", "B", "C", "D", "E"].map(addKeyed));
    expect(added.filter(({ length }) => length === 0)).toHaveLength(2);
    expect(added.flat()).toEqual([...QUOTA, ...QUOTA, ...QUOTA]);
    expect((await openKeyed("second")).errors).toMatchObject([
      {
        message:
          "The customer has 3 of at most 3 remembered Idempotency-Keys. Each is forgotten after 24 hours; until then send new requests without a key, or repeat old ones.",
        extensions: { code: "QUOTA_EXCEEDED" },
      },
    ]);
    expect(await openKeyed("first")).toEqual(first);
    expect((await openSession()).errors).toEqual([]);
    laterMs = DAY_MS;
    expect((await openKeyed("second")).errors).toEqual([]);
    expect(await Promise.all(["F", "G", "H"].map(addKeyed)).then((codes) => codes.flat())).toEqual(QUOTA);
  });

  it("never refuse the alphabet that a snapshot brings along, but count it", async () => {
    const client = await open();
    await addAlphabet(client, "MINE", "abcdefgh");
    const id = await client.ordered({ alphabet: "MINE" });
    await client.reached(id, "finished");
    const snapshot = await client.snapshot(id);
    await client.send("mutation { removeAlphabets { name } }");
    await setQuotas(server, { alphabetChars: 2 });
    expect(
      await client.codes("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", {
        input: { id, size: "1000", snapshot },
      }),
    ).toEqual([]);
    expect(await client.ask('{ alphabet(name: "MINE") { length } }')).toEqual({ alphabet: { length: 8 } });
    expect(await addAlphabet(client, "AB", "ab")).toEqual(QUOTA);
  });
});
