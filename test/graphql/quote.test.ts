import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { Client } from "./support/client.ts";

interface Quote {
  readonly available: string | null;
  readonly reachable: string | null;
  readonly bytes: string | null;
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly refusals: readonly { readonly code: string; readonly message: string; readonly field: string | null }[];
}

const QUOTE =
  "query ($input: QuoteInput!) { quote(input: $input) { available reachable bytes price { amount currency } refusals { code message field } } }";

describe.each(DIALECTS)("a quote on %s", (dialect) => {
  let server: TestServer;
  let client: Client;
  beforeAll(async () => {
    server = await newServer(dialect, { environment: { AGREEMENT: "basic" } });
    client = await Client.open(server.url);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function quote(input: Record<string, unknown>): Promise<Quote> {
    return (await client.ask<{ quote: Quote }>(QUOTE, { input })).quote;
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
      refusals: [{ code: "SIZE_OUT_OF_LIMIT", message: "Out of limit.", field: "size" }],
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

  it("tells every reason to refuse, in the order of an order's checks", async () => {
    expect(await codes({ alphabet: "NONE", digits: 0, size: 0, analysis: "METRICS" })).toEqual([
      "DIGITS_INVALID digits",
      "SIZE_INVALID size",
      "ALPHABET_UNKNOWN alphabet",
    ]);
    expect(await codes({ alphabet: "LOWER_LATIN", digits: 101, size: 1 })).toEqual([
      "DIGITS_OUT_OF_LIMIT digits",
      "SIZE_OUT_OF_LIMIT size",
    ]);
    expect(await codes({ alphabet: "LOWER_LATIN", digits: 1_001, size: -5 })).toEqual([
      "DIGITS_INVALID digits",
      "SIZE_INVALID size",
    ]);
    expect(await codes({ size: 1_000 })).toEqual(["DIGITS_INVALID digits", "ALPHABET_UNKNOWN alphabet"]);
  });

  it.each([
    [{ alphabet: "NONE", digits: 5, size: 1_000 }],
    [{ alphabet: "LOWER_LATIN", digits: 0, size: 1_000 }],
    [{ alphabet: "LOWER_LATIN", digits: 101, size: 1_000 }],
    [{ alphabet: null, digits: 5, size: 1_000 }],
    [{ alphabet: "LOWER_LATIN", digits: null, size: 1_000 }],
  ])("gives nothing but refusals for %j, where the alphabet or the digits are refused", async (input) => {
    const { refusals, ...others } = await quote(input);
    expect(others).toEqual({ available: null, reachable: null, bytes: null, price: null });
    expect(refusals).toHaveLength(1);
  });

  it("refuses what an order would refuse, with the same code first", async () => {
    for (const input of [
      { alphabet: "NONE", digits: 5, size: 1_000 },
      { alphabet: "DICE", digits: 2, size: 1_000 },
      { alphabet: "DICE", digits: 20, size: 1 },
      { alphabet: "DICE", digits: 4, size: 1_297 },
      { alphabet: "DICE", digits: -1, size: -1 },
    ]) {
      const { errors } = await client.order(input);
      expect([`${String(errors[0]?.extensions.code)} ${String(errors[0]?.extensions.field)}`]).toEqual(
        (await codes(input)).slice(0, 1),
      );
    }
  });

  it("scales an order down to what is reachable where the configuration says so", async () => {
    await using scaling = await newServer(dialect, { environment: { AGREEMENT: "basic", OVERSIZE: "scale" } });
    const other = await Client.open(scaling.url);
    expect(await other.ask(QUOTE, { input: { alphabet: "DICE", digits: 5, size: 1_000_000 } })).toEqual({
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
