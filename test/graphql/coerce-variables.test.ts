import { getVariableValues, type OperationDefinitionNode, parse } from "graphql";
import { expect, it } from "vitest";
import { coerceVariables } from "../../src/graphql/coerce-variables.ts";
import { buildSchema } from "../../src/graphql/build-schema.ts";
import { RESOLVERS } from "../../src/resolvers.ts";

const schema = await buildSchema([...RESOLVERS]);

const DEFINITIONS = [
  "$a: ID!",
  "$a: ID",
  "$a: Int!",
  "$a: Boolean = true",
  "$a: StatusView!",
  "$a: StatusView = REQUESTED",
  "$a: StatusView! = CURRENT",
  "$a: BigInt!",
  "$a: UUID",
  "$a: [ID!]!",
  "$a: RequestTokensInput!",
  "$a: ID!, $b: StatusView = ENDED",
  "$a: ID, $b: [StatusView!]",
];

const ID = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
const SENT: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { other: 1 },
  ...[null, undefined, 0, 7, 1.5, 2 ** 40, NaN, "", "a", ID, "CURRENT", "current", true, [], ["CURRENT"], {}].flatMap(
    (a) => [{ a }, { a, b: "STARTED" }, { a, b: null }],
  ),
  { a: { alphabet: "DICE", digits: 3, size: "1000" } },
  JSON.parse('{"__proto__": {"a": "1"}}') as Record<string, unknown>,
];

it.each(DEFINITIONS)("coerces (%s) as graphql-js does, whatever is sent", (definitions) => {
  const { definitions: [operation] } = parse(`query (${definitions}) { __typename }`); // prettier-ignore
  const { variableDefinitions = [] } = operation as OperationDefinitionNode;
  const coerce = coerceVariables(schema, operation as OperationDefinitionNode);
  for (const sent of SENT)
    expect(plain(coerce(sent))).toEqual(plain(getVariableValues(schema, variableDefinitions, sent, { maxErrors: 1 })));
});

it("lets a variable have any name", () => {
  const { definitions: [operation] } = parse("query ($__proto__: ID, $constructor: ID) { __typename }"); // prettier-ignore
  const { coerced } = coerceVariables(schema, operation as OperationDefinitionNode)({ constructor: "1" });
  expect(Object.entries(coerced ?? {})).toEqual([["constructor", "1"]]);
});

function plain({ coerced, errors }: ReturnType<ReturnType<typeof coerceVariables>>) {
  return { coerced: coerced && Object.entries(coerced), errors: errors?.map(({ message }) => message) };
}
