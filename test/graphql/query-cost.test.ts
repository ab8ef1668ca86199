import {
  type GraphQLField,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import type { GraphQLSchema } from "graphql";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import { declaredCost } from "../../src/graphql/field-cost.ts";
import { queryCost } from "../../src/graphql/query-cost.ts";
import { RESOLVERS } from "../../src/resolvers.ts";

describe("the cost of an operation", () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await buildSchema([...RESOLVERS]);
  });

  const cost = (text: string, variables: Record<string, unknown> = {}) => {
    const document = parse(text);
    return queryCost({ schema, document, operation: document.definitions[0] as OperationDefinitionNode, variables })
      .cost; // the texts begin with one
  };

  it("is one for each field", () => {
    expect(cost("{ __typename session { id note timestamps { granted } } }")).toBe(6);
  });

  it("multiplies a page by its size, by literal, by variable, and by 20 where it has none", () => {
    const page = (args: string, variables?: Record<string, unknown>) =>
      cost(`query ($n: Int) { productionLines${args} { edges { node { id digits } } } }`, variables);
    const each = 4; // edges, node, id, digits
    expect(page("")).toBe(11 + 20 * each);
    expect(page("(first: 7)")).toBe(11 + 7 * each);
    expect(page("(last: $n)", { n: 1_000 })).toBe(11 + 1_000 * each);
    for (const n of [1_001, 2 ** 31 - 1]) expect(page("(first: $n)", { n })).toBe(11 + 1_000 * each);
    for (const n of [0, -1, -(2 ** 31)]) expect(page("(first: $n)", { n })).toBe(11 + each);
  });

  it.each([
    ["{ alphabets { edges { node { name } } } }", 2_001 + 3 * 125],
    [`{ tokens(id: "x") { parts { number } } }`, 1 + 1 + 2],
    [`{ tokens(id: "x") { status { files { url } } } }`, 1 + 1 + 1 + 6],
    [`{ tokens(id: "x") { analysis { histogram { count } } } }`, 1 + 1_001 + 1 + 256],
    [`{ tokens(id: "x") { analysis { tests { name } } } }`, 1 + 1_001 + 1 + 100],
    [`{ verifyTokens(id: "x", tokens: ["a", "b", "c"]) { issued part } }`, 1 + 30 + 3 * 2],
    [`{ findTokens(tokens: ["a", "b"]) { line { id } suspect } }`, 1 + 20_000 + 20 + 2 * (2 + 3)],
    ["{ customer { sessions { edges { node { key } } } } }", 1 + 101 + 3 * 1_000],
  ])("knows the bounds of the lists in %s", (text, expected) => {
    expect(cost(text)).toBe(expected);
  });

  it("knows each list of the schema: none is forgotten", () => {
    const types = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith("__"))
      .filter(isObjectType);
    const lists = types.flatMap((type) =>
      Object.values(type.getFields())
        .filter(isList)
        .map((field) => ({ path: `${type.name}.${field.name}`, times: declaredCost(field)?.times })),
    );
    expect(lists.length).toBeGreaterThan(10);
    expect(lists.filter(({ times }) => times === undefined)).toEqual([]);
  });

  it("knows what is left out", () => {
    const text =
      "query ($yes: Boolean!) { session @skip(if: $yes) { id } ... @include(if: $yes) { __typename } __typename @include(if: false) }";
    expect(cost(text, { yes: true })).toBe(1);
    expect(cost(text, { yes: false })).toBe(2);
  });

  it("counts fragments as often as they are spread, in time that does not grow with it", () => {
    const doubling = Array.from(
      { length: 200 },
      (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`,
    ).join(" ");
    expect(cost(`{ ...F190 } ${doubling} fragment F200 on Query { __typename }`)).toBe(1_024);
    expect(cost(`{ ...F0 } ${doubling} fragment F200 on Query { __typename }`)).toBe(Number.MAX_SAFE_INTEGER);
    expect(
      cost(
        "{ ... on Query { session { ...S } } ...Q } fragment Q on Query { session { ...S } } fragment S on Session { id note }",
      ),
    ).toBe(6);
  });

  it("counts the schema's description, too", () => {
    expect(cost("{ __schema { types { fields { name } } } }")).toBeGreaterThan(
      Object.keys(schema.getTypeMap()).length * 7,
    );
  });
});

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
