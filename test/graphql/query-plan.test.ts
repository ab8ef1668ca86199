import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLSchema,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { describe, expect, it } from "vitest";
import { Unplanned } from "../../src/graphql/plain-selection.ts";
import { type PlanRun, planQuery } from "../../src/graphql/query-plan.ts";

const schema: GraphQLSchema = buildSchema(`
  interface Named { name: String }
  type Query { line(id: ID!, of: Filter): Line lines: [Line!] strict: Line! named: Named late: [Line] sized(size: Int = 3, exact: Boolean! = true, name: String): Line }
  input Filter { names: [String!] }
  type Line implements Named { name: String size: Int! part: Part fails: Int required: Int! }
  type Part { number: Int line: Line }
  type Mutation { line: Line }
`);

const LINE = { name: "a", size: 3, part: Promise.resolve({ number: 1, line: { name: "b", size: 4 } }) };

const ROOT: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>> = {
  line: (args) => ({ ...LINE, name: JSON.stringify(args) }),
  lines: () => [LINE, Promise.resolve(LINE)],
  sized: (args) => ({ ...LINE, name: JSON.stringify(Object.entries(args).toSorted()) }),
  late: () => Promise.resolve([null, Promise.resolve(null), LINE]),
  strict: () => Promise.resolve(null),
};

for (const [name, resolve] of Object.entries(ROOT)) {
  const field = schema.getQueryType()?.getFields()[name];
  if (field) field.resolve = (_source, args: Readonly<Record<string, unknown>>) => resolve(args);
}
const line = schema.getType("Line");
if (isObjectType(line)) {
  const { fails, required } = line.getFields();
  if (fails) fails.resolve = () => Promise.reject(new Error("It fails."));
  if (required) required.resolve = () => null;
}

function planOf(document: DocumentNode) {
  expect(validate(schema, document)).toEqual([]);
  return planQuery(schema, document, document.definitions[0] as OperationDefinitionNode);
}

const run = (variables: Readonly<Record<string, unknown>> = {}): PlanRun => ({
  context: {} as PlanRun["context"],
  variables,
});

describe("the plan of a query", () => {
  it.each([
    "{ __typename }",
    '{ line(id: "1") { name size } }',
    '{ second: line(id: 2, of: { names: ["a", "b"] }) { n: name name __typename } first: line(id: "1") { size } }',
    "{ lines { name part { number line { size } } ...Rest part { line { name } } } } fragment Rest on Line { size ... on Line { n: name } }",
    "{ late { name part { number } } }",
  ])("answers as graphql-js does: %s", async (query) => {
    const document = parse(query);
    const { data } = await execute({ schema, document });
    expect(JSON.stringify(await planOf(document)?.(run()))).toBe(JSON.stringify(data));
  });

  it("takes variables wherever they stand, each time anew", async () => {
    const document = parse("query ($id: ID!, $name: String!) { line(id: $id, of: { names: [$name] }) { name } }");
    const plan = planOf(document);
    for (const variables of [
      { id: "1", name: "a" },
      { id: "2", name: "b" },
    ]) {
      const { data } = await execute({ schema, document, variableValues: variables });
      expect(JSON.stringify(await plan?.(run(variables)))).toBe(JSON.stringify(data));
    }
  });

  it.each([{}, { size: null, name: null }, { size: 5, exact: false, name: "a" }, { name: "b" }])(
    "takes a default where a variable was left out, and null where it was sent: %o",
    async (variables) => {
      const document = parse(
        "query ($size: Int, $exact: Boolean, $name: String) { all: sized(size: $size, exact: $exact, name: $name) { name } fixed: sized(size: 7, name: $name) { name } }",
      );
      const { data } = await execute({ schema, document, variableValues: variables });
      expect(JSON.stringify(await planOf(document)?.(run(variables)))).toBe(JSON.stringify(data));
    },
  );

  it("leaves a null that an argument does not take to graphql-js", () => {
    const document = parse("query ($exact: Boolean) { sized(exact: $exact) { name } }");
    expect(() => planOf(document)?.(run({ exact: null }))).toThrow(Unplanned);
  });

  it.each([
    "{ lines @include(if: true) { name } }",
    "{ named { name } }",
    "{ __schema { description } }",
    "mutation { line { name } }",
    '{ __proto__: line(id: "1") { name } }',
    "{ lines { ... on Named { name } } }",
  ])("is not made of what is not plain: %s", (query) => {
    expect(planOf(parse(query))).toBeNull();
  });

  it.each([
    "{ lines { part { number } fails } }",
    "{ lines { name part { number } required } }",
    "{ strict { name } }",
  ])("gives up where something goes wrong, and leaves nothing behind: %s", async (query) => {
    const plan = planOf(parse(query));
    await expect((async () => plan?.(run()))()).rejects.toThrow();
  });
});
