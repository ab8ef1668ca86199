import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { searchSchema } from "../../src/console/explorer/search-schema.ts";

const SCHEMA = buildSchema(`
  type Query { tokens: Tokens, verifyTokens: Boolean }
  type Tokens { id: ID!, size: Int }
  enum Status { REQUESTED FINISHED }
  input TokensInput { size: Int }
`);

describe("searching the schema", () => {
  const names = (words: string) =>
    searchSchema(SCHEMA, words).map(({ type, member }) => (member === null ? type : `${type}.${member}`));

  it("shows whole names first, then their beginnings, then what has the words within", () => {
    expect(names("tokens")).toEqual([
      "Query.tokens",
      "Tokens",
      "TokensInput",
      "Query.verifyTokens",
      "Tokens.id",
      "Tokens.size",
      "TokensInput.size",
    ]);
  });

  it("finds values of enums, members of inputs, and members by both names", () => {
    expect(names("finis")).toEqual(["Status.FINISHED"]);
    expect(names("TokensInput.s")).toEqual(["TokensInput.size"]);
  });

  it("finds nothing for nothing, and nothing of introspection", () => {
    expect(names("  ")).toEqual([]);
    expect(names("__Type")).toEqual([]);
  });
});
