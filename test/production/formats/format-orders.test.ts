import { describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { TICKET_WORDS } from "../../support/ticket-words.ts";

const TICKET = { pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}", without: { words: TICKET_WORDS } };

const REQUEST = "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }";
const QUOTE = `query ($input: QuoteInput!) { quote(input: $input) { available bytes price { amount } samples guess
  warnings { code message } refusals { code field message minimum maximum } } }`;
const ADD = "mutation ($input: AddFormatInput!) { addFormat(input: $input) { name pattern capacity { available } } }";

interface Refused {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

describe.each(DIALECTS)("an order of a format on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { AGREEMENT: "basic" } });
  const client = sharedClient(server);

  const quote = async (input: object) =>
    (
      await client.ask<{
        quote: {
          available: string;
          bytes: string;
          price: { amount: string } | null;
          samples: string[];
          warnings: { code: string; message: string }[];
          refusals: Refused[];
        };
      }>(QUOTE, { input })
    ).quote;

  it("is quoted exactly: its capacity, its bytes, and its price by the digits of its groups", async () => {
    const { samples, ...quoted } = await quote({ shape: { format: TICKET }, size: 10_000 });
    const plain = await quote({ shape: { plain: { alphabet: "BASE24", digits: 8 } }, size: 10_000 });
    expect(quoted).toMatchObject({ bytes: "159999", price: plain.price, refusals: [] });
    expect(BigInt(quoted.available)).toBeLessThan(24n ** 8n);
    expect(samples).toHaveLength(3);
    for (const sample of samples) expect(sample).toMatch(/^TCK-[2-9B-Y]{4}-[2-9B-Y]{4}-[0-9A-Z]$/);
    expect(quoted.warnings.map(({ code }) => code)).toContain("CHECK_CHARACTERS");
  });

  it.each([
    [{ pattern: "{BASE24:4" }, "FORMAT_INVALID", "format.pattern", "place 10"],
    [{ pattern: "{BASE25:4}" }, "ALPHABET_UNKNOWN", "format.pattern", "did you mean BASE24?"],
    [{ pattern: "TCK" }, "DIGITS_INVALID", "format.pattern", "has none"],
    [{ pattern: "{BASE24:101}" }, "DIGITS_OUT_OF_LIMIT", "format.pattern", "limit"],
    [{ pattern: "{BASE24:8}", without: { maxRun: 0 } }, "FORMAT_INVALID", "format.without.maxRun", "got 0"],
    [{ pattern: "{BASE24:8}", without: { words: [""] } }, "FORMAT_INVALID", "format.without.words", "place 1"],
    [{ pattern: "{[AB]:2}", without: { words: ["a", "b"] } }, "FORMAT_EMPTY", "format.without", "No token is left"],
    [
      { pattern: "{DECIMAL:40}{check:mod97-10}", without: { words: [..."0123456789"].map((each) => each.repeat(80)) } },
      "SIZE_OUT_OF_LIMIT",
      "size",
      "limit",
    ],
  ])("of %j is refused: %s of %s", async (format, code, field, message) => {
    const size = code === "SIZE_OUT_OF_LIMIT" ? 999_999 : 1_000;
    const { errors } = await client.send(REQUEST, { input: { format, size } });
    expect(errors[0]).toMatchObject({ extensions: { code, field } });
    expect(errors[0]?.message).toContain(message);
    const { refusals } = await quote({ shape: { format }, size });
    const place = field === "size" ? field : `shape.${field}`;
    expect(refusals).toContainEqual(expect.objectContaining({ code, field: place }));
  });

  it("of too large an automaton tells its size and the limit", async () => {
    const words = Array.from({ length: 3_000 }, (_, at) => ((at + 1) * 2_654_435_761).toString(36));
    const { errors } = await client.send(REQUEST, {
      input: {
        format: { pattern: "{[0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ]:9}{check:mod37-36}", without: { words } },
        size: 1_000,
      },
    });
    expect(errors[0]).toMatchObject({ extensions: { code: "FORMAT_TOO_LARGE", field: "format.without" } });
    expect(errors[0]?.message).toMatch(/would have .*\d+.*65535/);
  });

  it("of more tokens than the format has tells how many it has", async () => {
    const format = { pattern: "{DICE:3}", without: { maxRun: 1 } };
    const { refusals } = await quote({ shape: { format }, size: 1_000 });
    expect(refusals).toMatchObject([{ code: "SIZE_UNAVAILABLE", field: "size", maximum: "150" }]);
  });

  it.each([
    [{}, "alphabet"],
    [{ alphabet: "DICE", digits: 5, format: TICKET }, "format"],
    [{ format: TICKET, formatName: "TICKETS" }, "format"],
    [{ digits: 5 }, "alphabet"],
    [{ alphabet: "DICE" }, "digits"],
  ])("that says %j how its tokens are written is refused", async (ways, field) => {
    const { errors } = await client.send(REQUEST, { input: { ...ways, size: 1_000 } });
    expect(errors).toMatchObject([{ extensions: { code: "INPUT_INVALID", field } }]);
  });

  it("warns of words that are longer than a token, and of plain orders, too", async () => {
    const format = { pattern: "{DECIMAL:6}", without: { words: ["1234567"] } };
    const { warnings } = await quote({ shape: { format }, size: 2_000 });
    expect(warnings.map(({ code }) => code)).toEqual(["SPREADSHEET", "GUESSABLE", "WORDS_IGNORED"]);
    expect(warnings.at(-1)?.message).toBe('The word "1234567" is longer than a token and forbids nothing.');
    const plain = await quote({ shape: { plain: { alphabet: "DECIMAL", digits: 6 } }, size: 2_000 });
    expect(plain.warnings.map(({ code }) => code)).toEqual(["SPREADSHEET", "GUESSABLE"]);
  });

  it("may name a format that the session has added, until it is removed", async () => {
    const input = { name: "TICKETS", format: TICKET };
    const { addFormat } = await client.ask<{ addFormat: { name: string; pattern: string } }>(ADD, { input });
    expect(addFormat).toMatchObject({ name: "TICKETS", pattern: TICKET.pattern });
    expect(await client.codes(ADD, { input })).toEqual(["FORMAT_EXISTS"]);
    expect(await client.codes(ADD, { input: { ...input, name: "tickets" } })).toEqual(["FORMAT_INVALID"]);
    await client.ask(ADD, { input: { name: "PLAIN", format: { pattern: "{BASE24:6}" } } });
    const listed = await client.ask(
      "{ formats(first: 1) { edges { node { name } } pageInfo { hasNextPage endCursor } } }",
    );
    expect(listed).toMatchObject({
      formats: { edges: [{ node: { name: "PLAIN" } }], pageInfo: { hasNextPage: true } },
    });
    const quoted = await quote({ shape: { formatName: "TICKETS" }, size: 1_000 });
    expect(quoted).toMatchObject({
      refusals: [],
      available: (await quote({ shape: { format: TICKET }, size: 1 })).available,
    });
    await client.ask('mutation { removeFormat(name: "TICKETS") { name } }');
    const { refusals } = await quote({ shape: { formatName: "TICKETS" }, size: 1_000 });
    expect(refusals).toMatchObject([{ code: "FORMAT_UNKNOWN", field: "shape.formatName" }]);
    expect(
      (await client.ask<{ formats: { edges: unknown[] } }>("{ formats { edges { node { name } } } }")).formats.edges,
    ).toHaveLength(1);
  });
});
