import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { graphql } from "../support/graphql.ts";
import { rest } from "../support/rest.ts";
import { API_KEY } from "../support/server.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { Client } from "../support/graphql-client.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const ORDER = `mutation ($input: RequestTokensInput!, $key: String) { requestTokens(input: $input, idempotencyKey: $key) { id status(view: REQUESTED) { size } } }`;
const INPUT = { alphabet: "LOWER_LATIN", digits: 12, size: "1000" };

describe.each(DIALECTS)("a request with an Idempotency-Key, on %s", (dialect) => {
  const server = sharedServer(dialect, { runtime: { now: () => new Date(Date.now() + laterMs) } });
  const client = sharedClient(server);
  let laterMs = 0;

  const count = async () =>
    (await client.ask<{ productionLines: { totalCount: number } }>("{ productionLines { totalCount } }"))
      .productionLines.totalCount;
  const order = (key: string | null, input: object = INPUT, by = client) => by.send(ORDER, { input, key });
  const body = (size = "1000") => ({ data: { type: "tokens", attributes: { ...INPUT, digits: "12", size } } });
  const post = (key: string, size?: string) =>
    rest(server.url, "POST", "/api/tokens", {
      headers: { ...client.headers, "Idempotency-Key": key },
      body: body(size),
    });

  it("makes one line, however often it is sent, and answers the same", async () => {
    const key = randomUUID();
    const before = await count();
    const first = await order(key);
    expect(first.errors).toEqual([]);
    expect(await order(key)).toEqual(first);
    expect(await order(`"${key}"`)).toEqual(first);
    expect(await count()).toBe(before + 1);
  });

  it("makes one line of many at once; those that come meanwhile are told to wait", async () => {
    const key = randomUUID();
    const before = await count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(key)));
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions));
    expect(codes.every((each) => each.code === "IDEMPOTENCY_KEY_BUSY" && each.field === "Idempotency-Key")).toBe(true);
    expect(new Set(answers.flatMap(({ data, errors }) => (errors.length > 0 ? [] : [JSON.stringify(data)]))).size).toBe(
      1,
    );
    expect(await count()).toBe(before + 1);
  });

  it("is refused when it says something else, with whatever mutation", async () => {
    const key = randomUUID();
    await order(key);
    const reused = [
      expect.objectContaining({ extensions: { code: "IDEMPOTENCY_KEY_REUSED", field: "Idempotency-Key" } }) as unknown,
    ];
    expect((await order(key, { ...INPUT, size: "1001" })).errors).toEqual(reused);
    expect((await order(key, { ...INPUT, payment: { transaction: randomUUID(), ident: "pi_other" } })).errors).toEqual(
      reused,
    );
    expect(
      (
        await client.send(
          `mutation ($key: String) { addAlphabet(input: { name: "VOWELS", chars: "AEIOU" }, idempotencyKey: $key) { name } }`,
          { key },
        )
      ).errors,
    ).toEqual(reused);
  });

  it("is its session's own, and forgotten after a day", async () => {
    const key = randomUUID();
    const first = await order(key);
    const other = await order(key, INPUT, await Client.open(server.url));
    expect(other.errors).toEqual([]);
    expect(other.data).not.toEqual(first.data);
    laterMs += DAY_MS - 60_000;
    expect(await order(key)).toEqual(first);
    laterMs += 120_000;
    const { data, errors } = await order(key, { ...INPUT, size: "1001" });
    expect(errors).toEqual([]);
    expect(data).not.toEqual(first.data);
  });

  it("leaves its key free where it was refused", async () => {
    const key = randomUUID();
    expect((await order(key, { ...INPUT, alphabet: "NONE" })).errors).toMatchObject([
      { extensions: { code: "ALPHABET_UNKNOWN" } },
    ]);
    expect((await order(key)).errors).toEqual([]);
  });

  it("must have a key of visible ASCII characters", async () => {
    for (const key of ["", "ä", "a b", 'a"b', "x".repeat(256)]) {
      expect((await order(key)).errors, key).toMatchObject([
        { extensions: { code: "INPUT_INVALID", field: "Idempotency-Key" } },
      ]);
    }
    expect((await order("x".repeat(255))).errors).toEqual([]);
  });

  it("is the same over REST: 201 again, 422 for another body, and the header counts for GraphQL too", async () => {
    const key = randomUUID();
    const before = await count();
    const first = await post(key);
    expect(first.status).toBe(201);
    expect(await post(key).then(({ status, body: again }) => ({ status, again }))).toEqual({
      status: 201,
      again: first.body,
    });
    expect(await post(key, "1001")).toMatchObject({
      status: 422,
      body: { errors: [{ status: 422, code: "IDEMPOTENCY_KEY_REUSED", source: { parameter: "Idempotency-Key" } }] },
    });
    const byHeader = await graphql(server.url, ORDER, {
      headers: { ...client.headers, "Idempotency-Key": key },
      variables: { input: INPUT },
    });
    expect(byHeader.data).toMatchObject({ requestTokens: { id: (first.body as { data: { id: string } }).data.id } });
    expect(await count()).toBe(before + 1);
  });

  it("opens one session and adds one alphabet", async () => {
    const key = randomUUID();
    const session = () =>
      graphql(server.url, `mutation { openSession(note: "once", idempotencyKey: "${key}") { id note } }`, {
        headers: { "Api-Key": API_KEY },
      });
    const [first, again] = [await session(), await session()];
    expect(first.errors).toEqual([]);
    expect(again).toEqual(first);
    const alphabet = () =>
      client.send(
        `mutation ($key: String) { addAlphabet(input: { name: "BAT", chars: "bat4" }, idempotencyKey: $key) { name chars length style } }`,
        { key },
      );
    const added = await alphabet();
    expect(added.errors).toEqual([]);
    expect(await alphabet()).toEqual(added);
  });
});
