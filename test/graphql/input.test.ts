import { describe, expect, it } from "vitest";
import { graphql } from "../support/graphql.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";

const BIGINT = "A BigInt is a whole number in decimal digits, as a string, or as a number below 2^53.";
const UUID = "A UUID has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.";
const ORDER = { alphabet: "LOWER_LATIN", digits: 10, size: "1000" };
const REQUEST = "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }";

describe("what comes in", () => {
  const server = sharedServer("sqlite");
  const client = sharedClient(server);

  it.each([
    "1e3",
    "1.5",
    " 7",
    "7 ",
    "",
    "0x10",
    "+7",
    "007",
    "--1",
    "١٢",
    1.5,
    1e300,
    2 ** 53,
    true,
    [],
    ["7"],
    {},
    { size: 7 },
    "9".repeat(5_001),
  ])("refuses %j as a size", async (size) => {
    const { errors } = await client.send(REQUEST, { input: { ...ORDER, size } });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "size" } }]);
    expect(errors[0]?.message).toContain(BIGINT);
  });

  it.each([-1, "-1", 0, "0", "-0"])("refuses %j as a size that is no positive number", async (size) => {
    const { errors } = await client.send(REQUEST, { input: { ...ORDER, size } });
    expect(errors).toMatchObject([
      { message: "The size must be a positive whole number.", extensions: { code: "SIZE_INVALID", field: "size" } },
    ]);
  });

  it("knows sizes beyond 2^80, as strings and as literals of either kind", async () => {
    const size = String(2n ** 80n);
    expect((await client.send(REQUEST, { input: { ...ORDER, size } })).errors).toMatchObject([
      { message: "Out of range.", extensions: { code: "SIZE_UNAVAILABLE" } },
    ]);
    for (const literal of [size, `"${size}"`]) {
      const query = `{ quote(input: { shape: { plain: { alphabet: "LOWER_LATIN", digits: 20 } }, size: ${literal} }) { bytes refusals { code } } }`;
      expect(await client.ask(query)).toEqual({
        quote: { bytes: String(2n ** 80n * 21n - 1n), refusals: [{ code: "SIZE_OUT_OF_LIMIT" }] },
      });
    }
  });

  it.each([`"1e3"`, "1.5", `" 7"`, "[7]", "{a: 1}", "true", "SEVEN", "1e3"])(
    "refuses the literal %s as a size",
    async (literal) => {
      const { errors } = await client.send(
        `{ quote(input: { shape: { plain: { alphabet: "DICE", digits: 5 } }, size: ${literal} }) { bytes } }`,
      );
      expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
      expect(errors[0]?.message).toContain(BIGINT);
    },
  );

  it.each([
    [{ size: null }, "size"],
    [{ digits: "5" }, "digits"],
    [{ digits: 1.5 }, "digits"],
    [{ digits: 2 ** 31 }, "digits"],
    [{ analysis: "metrics" }, "analysis"],
    [{ analysis: "ALL" }, "analysis"],
    [{ surprise: 1 }, "surprise"],
    [{ size: undefined }, "size"],
    [{ payment: { ident: "pi_1" } }, "payment.transaction"],
  ])("names the member at fault in %j", async (change, field) => {
    const { errors } = await client.send(REQUEST, { input: { ...ORDER, ...change } });
    expect(errors[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field });
  });

  it.each([
    "",
    "x",
    "8f14e45fceea467fa0e62f1f0c7b5d3a",
    "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3",
    "{8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a}",
    "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a\n",
    5,
    {},
  ])("refuses %j as a UUID", async (id) => {
    for (const [input, field] of [
      [{ ...ORDER, seed: id }, "seed"],
      [{ ...ORDER, payment: { transaction: id, ident: "pi_1" } }, "payment.transaction"],
    ] as const) {
      const { errors } = await client.send(REQUEST, { input });
      expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
      expect(errors[0]?.message).toContain(UUID);
    }
  });

  it.each(["", "pi_", "PI_1", "tok_1", "pi_ä", `pi_${"x".repeat(253)}`, "pi_1\n", "pi_'"])(
    "refuses %j as a payment's ident",
    async (ident) => {
      const { errors } = await client.send(REQUEST, {
        input: { ...ORDER, payment: { transaction: "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", ident } },
      });
      expect(errors).toMatchObject([{ extensions: { code: "PAYMENT_REQUIRED", field: "payment" } }]);
    },
  );

  it("names a variable of its own that does not fit, or is missing", async () => {
    const query = 'query ($size: BigInt!) { quote(input: { shape: { line: "x" }, size: $size }) { bytes } }';
    expect((await client.send(query, { size: "many" })).errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", field: "size" } },
    ]);
    expect((await client.send(query)).errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", field: "size" } },
    ]);
  });

  it("tells a document that cannot be read from one that does not fit the schema", async () => {
    expect(await client.codes("{")).toEqual(["GRAPHQL_PARSE_FAILED"]);
    expect(await client.codes("{ nothing }")).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    expect(await client.codes("query A { __typename } query B { __typename }")).toEqual([
      "OPERATION_RESOLUTION_FAILURE",
    ]);
  });

  it("refuses a subscription over HTTP, and says where to go", async () => {
    const { errors } = await client.send("subscription { productions { status { status } } }");
    expect(errors).toMatchObject([
      {
        message: "Subscribe over WebSocket, or ask for text/event-stream, at the same path.",
        extensions: { code: "METHOD_NOT_ALLOWED" },
      },
    ]);
  });

  it("answers who the schema is to anyone", async () => {
    const { data } = await graphql(
      server.url,
      `
        {
          __schema {
            types {
              name
              fields {
                name
                type {
                  name
                  ofType {
                    name
                    ofType {
                      name
                    }
                  }
                }
              }
            }
          }
        }
      `,
    );
    expect(JSON.stringify(data)).toContain("RequestTokensInput");
  });
});
