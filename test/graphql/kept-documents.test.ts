import { buildSchema } from "graphql";
import { expect, it } from "vitest";
import { prepareOperation } from "../../src/graphql/prepare-operation.ts";

const prepare = prepareOperation(buildSchema("type Query { found(text: String): Int }"));

function documentOf(query: string) {
  const prepared = prepare({ query });
  if (!("document" in prepared)) throw new Error("The operation is refused.");
  return prepared.document;
}

it("keeps documents parsed, and forgets them once clients have sent 300,000 characters of others", () => {
  const first = documentOf("{ found }");
  expect(documentOf("{ found }")).toBe(first);
  for (let at = 0; at < 300; at += 1) documentOf(`{ found(text: "${String(at).padEnd(1_000, "x")}") }`);
  expect(documentOf("{ found }")).not.toBe(first);
});
