import { describe, expect, it } from "vitest";
import { graphql } from "../support/graphql.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";

/** A page with all that belongs to its lines. */
const PAGE = `query ($first: Int) { productionLines(first: $first) { edges { node { id digits seed alphabet { name chars } payment { ident }
  parts { number size status { status files { url size sha256 } } } status { status timestamps { requested finished } files { url size } } } } } }`;

describe("the limits of an operation", () => {
  const server = sharedServer("sqlite");
  const client = sharedClient(server);

  it("let a page of 1,000 lines with all that belongs to them through", async () => {
    expect((await client.send(PAGE, { first: 1_000 })).errors).toEqual([]);
  });

  it("refuse an operation whose answer could have too many fields, before any of it is looked up", async () => {
    const pages = Array.from(
      { length: 12 },
      (_, at) =>
        `p${at}: productionLines(first: 1000) { edges { node { parts { status { files { url size hash sha256 } } } } } }`,
    );
    const { status, errors } = await client.send(`{ ${pages.join(" ")} }`);
    expect(status).toBe(200);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions.code).toBe("QUERY_TOO_COMPLEX");
    expect(errors[0]?.message).toMatch(
      /^The answer could have \d+ fields; at most 100000 are allowed\. Ask for less at a time\.$/,
    );
  });

  it("are told with 400 to clients that ask for GraphQL's own media type", async () => {
    const query = `{ ${Array.from({ length: 101 }, (_, at) => `p${at}: productionLines(first: 1000) { edges { cursor } }`).join(" ")} }`;
    const answer = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json", ...client.headers },
      body: JSON.stringify({ query }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "QUERY_TOO_COMPLEX" } }] });
  });

  it("count pages in fragments and by variables, and are not lowered by a page size that will be refused", async () => {
    const query = `query ($n: Int, $bad: Int) { ${Array.from({ length: 101 }, (_, at) => `p${at}: productionLines(first: $n) { ...F }`).join(" ")}
      bad: productionLines(first: $bad) { ${"edges { node { id digits } } ".repeat(50)} } } fragment F on TokensConnection { edges { cursor } }`;
    expect(await client.codes(query, { n: 1_000, bad: -100_000 })).toEqual(["QUERY_TOO_COMPLEX"]);
  });

  it("refuse a document of more than 5,000 words", async () => {
    const { errors } = await client.send(`{ ${"__typename ".repeat(5_000)} }`);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_PARSE_FAILED" } }]);
    expect(errors[0]?.message).toContain("5000 tokens");
    expect(
      (await client.send(`{ ${Array.from({ length: 1_600 }, (_, at) => `a${at}: __typename`).join(" ")} }`)).errors,
    ).toEqual([]);
  });

  it("let introspection through, as tools send it", async () => {
    const { getIntrospectionQuery, buildClientSchema } = await import("graphql");
    const { data, errors } = await graphql(server.url, getIntrospectionQuery());
    expect(errors).toEqual([]);
    expect(buildClientSchema(data as never).getQueryType()?.name).toBe("Query");
  });
});
