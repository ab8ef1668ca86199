// cspell:ignore LATTIN TICKTES
import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { newServer } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { Client, newPayment, quoted } from "../../support/graphql-client.ts";

interface Quote {
  readonly available: string | null;
  readonly reachable: string | null;
  readonly bytes: string | null;
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly refusals: readonly { readonly code: string; readonly message: string; readonly field: string | null }[];
}

const QUOTE =
  "query ($input: QuoteInput!) { quote(input: $input) { available reachable bytes price { amount currency } refusals { code message field minimum maximum } } }";

describe.each(DIALECTS)("a quote on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { AGREEMENT: "basic" } });
  const client = sharedClient(server);

  async function quote(input: Record<string, unknown>): Promise<Quote> {
    return (await client.ask<{ quote: Quote }>(QUOTE, { input: quoted(input) })).quote;
  }

  async function codes(input: Record<string, unknown>): Promise<string[]> {
    return (await quote(input)).refusals.map(({ code, field }) => `${code} ${String(field)}`);
  }

  it("tells what a request would get, and orders nothing", async () => {
    expect(await quote({ alphabet: "LOWER_LATIN", digits: 3, size: "8788" })).toEqual({
      available: "17576",
      reachable: "17576",
      bytes: "35151",
      price: { amount: "2873", currency: "EUR" },
      refusals: [],
    });
    expect(await client.ask("{ productionLines { totalCount } }")).toEqual({ productionLines: { totalCount: 0 } });
  });

  it("shows what tokens look like, and how likely one guess hits one, with what the line has made before", async () => {
    const query = "query ($input: QuoteInput!) { quote(input: $input) { samples guess } }";
    const ask = async (input: object) =>
      (await client.ask<{ quote: { samples: string[]; guess: number | null } }>(query, { input })).quote;
    const plain = { alphabet: "DICE", digits: 5 };
    const { samples, guess } = await ask({ shape: { plain }, size: 1_944 });
    expect(samples).toHaveLength(3);
    for (const sample of samples) expect(sample).toMatch(/^[⚀-⚅]{5}$/u);
    expect(guess).toBe(0.25);
    expect(await ask({ shape: { plain }, size: 7_777 })).toMatchObject({ guess: null });
    expect(await ask({ shape: { plain: { ...plain, digits: 0 } }, size: 5 })).toEqual({ samples: [], guess: null });
    const line = await client.ordered({ ...plain, size: 1_944 });
    await client.reached(line, "finished");
    expect((await ask({ shape: { line }, size: 1_944 })).guess).toBe(0.5);
    await client.ask("mutation { deleteAllTokens { id } }");
  });

  it("leaves the bytes open where the characters differ in width", async () => {
    await client.ask(`mutation { addAlphabet(input: { name: "MIXED", chars: "aβ語🎲" }) { name } }`);
    expect(await quote({ alphabet: "MIXED", digits: 10, size: 1_000 })).toEqual({
      available: "1048576",
      reachable: "26214",
      bytes: null,
      price: { amount: "1400", currency: "EUR" },
      refusals: [],
    });
  });

  it("shows the limits beside a size that is refused", async () => {
    expect(await quote({ alphabet: "DICE", digits: 20, size: 17_477 })).toMatchObject({
      available: String(6n ** 20n),
      reachable: "17476",
      bytes: String(17_477n * 61n - 1n),
      price: { amount: "31959", currency: "EUR" },
      refusals: [
        { code: "SIZE_OUT_OF_LIMIT", message: "Out of limit.", field: "size", minimum: "1000", maximum: "17476" },
      ],
    });
    expect(await codes({ alphabet: "DICE", digits: 20, size: String(6n ** 20n + 1n) })).toEqual([
      "SIZE_UNAVAILABLE size",
    ]);
    expect(await codes({ alphabet: "DICE", digits: 20, size: 999 })).toEqual(["SIZE_OUT_OF_LIMIT size"]);
  });

  it("has no price where the size is no number of tokens", async () => {
    for (const size of [0, -1])
      expect(await quote({ alphabet: "DICE", digits: 5, size })).toMatchObject({
        available: "7776",
        bytes: null,
        price: null,
      });
  });

  it("names the alphabet that a mistyped name was probably meant for, a preset or one of the session's own", async () => {
    await client.ask(`mutation { addAlphabet(input: { name: "TICKETS", chars: "XYZ" }) { name } }`);
    const told = async (alphabet: string) => (await quote({ alphabet, digits: 5, size: 1_000 })).refusals[0]?.message;
    expect(await told("LOWER_LATTIN")).toBe('There is no alphabet "LOWER_LATTIN"; did you mean LOWER_LATIN?');
    expect(await told("TICKTES")).toBe('There is no alphabet "TICKTES"; did you mean TICKETS?');
    expect(await told("NONE")).toBe('There is no alphabet "NONE": name a preset or one of the session\'s own.');
  });

  it("tells every reason to refuse, in the order of an order's checks", async () => {
    expect(await codes({ alphabet: "NONE", digits: 0, size: 0, analysis: "METRICS" })).toEqual([
      "DIGITS_INVALID shape.plain.digits",
      "SIZE_INVALID size",
      "ALPHABET_UNKNOWN shape.plain.alphabet",
    ]);
    expect(await codes({ alphabet: "LOWER_LATIN", digits: 101, size: 1 })).toEqual([
      "DIGITS_OUT_OF_LIMIT shape.plain.digits",
      "SIZE_OUT_OF_LIMIT size",
    ]);
    expect(await codes({ alphabet: "LOWER_LATIN", digits: 1_001, size: -5 })).toEqual([
      "DIGITS_INVALID shape.plain.digits",
      "SIZE_INVALID size",
    ]);
  });

  it.each([
    [{ alphabet: "NONE", digits: 5, size: 1_000 }],
    [{ alphabet: "LOWER_LATIN", digits: 0, size: 1_000 }],
    [{ alphabet: "LOWER_LATIN", digits: 101, size: 1_000 }],
  ])("gives nothing but refusals for %j, where the alphabet or the digits are refused", async (input) => {
    const { refusals, ...others } = await quote(input);
    expect(others).toEqual({ available: null, reachable: null, bytes: null, price: null });
    expect(refusals).toHaveLength(1);
  });

  it("is of exactly one shape", async () => {
    for (const shape of [{}, { plain: null }, { line: "x", plain: { alphabet: "DICE", digits: 5 } }])
      expect(await client.codes(QUOTE, { input: { shape, size: 1_000 } })).toEqual(["BAD_USER_INPUT"]);
  });

  it("refuses what an order is refused for: each reason an error, with the field and what would be right", async () => {
    for (const input of [
      { alphabet: "NONE", digits: 0, size: 0 },
      { alphabet: "NONE", digits: 5, size: 1_000 },
      { alphabet: "DICE", digits: 2, size: 1_000 },
      { alphabet: "DICE", digits: 20, size: 1 },
      { alphabet: "DICE", digits: 4, size: 1_297 },
      { alphabet: "DICE", digits: -1, size: -1 },
    ]) {
      const { data, errors } = await client.order(input);
      expect(data).toEqual({ requestTokens: null });
      expect(
        errors.map(({ message, path, extensions: { code, field, minimum = null, maximum = null } }) => {
          expect(path).toEqual(["requestTokens"]);
          return { code, message, field, minimum, maximum };
        }),
      ).toEqual(
        (await quote(input)).refusals.map(({ field, ...others }) => ({ ...others, field: field?.split(".").at(-1) })),
      );
    }
  });

  it("leaves what other mutations of the document have made, and tells of a payment that is malformed besides", async () => {
    const { data, errors } = await client.send(
      `mutation ($payment: PaymentInput) {
        good: requestTokens(input: { alphabet: "DICE", digits: 5, size: 1000 }) { digits }
        bad: requestTokens(input: { alphabet: "DICE", digits: 5, size: 9999, payment: $payment }) { digits }
      }`,
      { payment: { ...newPayment(), ident: "no intent" } },
    );
    expect(data).toEqual({ good: { digits: 5 }, bad: null });
    expect(errors.map(({ path, extensions: { code, field, maximum } }) => [path, code, field, maximum])).toEqual([
      [["bad"], "SIZE_UNAVAILABLE", "size", "7776"],
      [["bad"], "PAYMENT_REQUIRED", "payment", undefined],
    ]);
    await client.ask("mutation { deleteAllTokens { id } }");
  });

  it("scales an order down to what is reachable where the configuration says so", async () => {
    await using scaling = await newServer(dialect, { environment: { AGREEMENT: "basic", OVERSIZE: "scale" } });
    const other = await Client.open(scaling.url);
    expect(await other.ask(QUOTE, { input: quoted({ alphabet: "DICE", digits: 5, size: 1_000_000 }) })).toEqual({
      quote: {
        available: "7776",
        reachable: "7776",
        bytes: "124415",
        price: { amount: "3999", currency: "EUR" },
        refusals: [],
      },
    });
    const id = await other.ordered({ alphabet: "DICE", digits: 5, size: 1_000_000 });
    expect((await other.reached(id, "finished")).size).toBe("7776");
  });
});
