import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { graphql } from "../../support/graphql.ts";
import { API_KEY } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { Client, newPayment } from "../../support/graphql-client.ts";

const NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";

describe.each(DIALECTS)("whatever has an id, on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { AGREEMENT: "basic", PAYMENT: "sandbox" } });
  const client = sharedClient(server);
  /** Ids by the name of their type. */
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const line = await client.ordered({ payment: newPayment() });
    await client.reached(line, "finished");
    const found = await client.ask<Found>(
      "mutation ($line: ID!) { openPayment(input: { shape: { line: $line }, size: 1000 }) { id } }",
      { line },
    );
    const read = await client.ask<Read>(
      "query ($line: ID!) { session { id } customer { id } tokens(id: $line) { payment { id } parts { id payment { id } } } }",
      { line },
    );
    ids = {
      Tokens: line,
      Part: read.tokens.parts[0]?.id ?? "",
      Payment: read.tokens.payment.id,
      PaymentIntent: found.openPayment.id,
      Session: read.session.id,
      Customer: read.customer.id,
    };
  });

  it("has one that nothing else has, by which it is found again", async () => {
    expect(new Set(Object.values(ids)).size).toBe(6);
    const { nodes } = await client.ask<{ nodes: unknown }>(NODES, { ids: Object.values(ids) });
    expect(nodes).toEqual(Object.entries(ids).map(([__typename, id]) => ({ __typename, id })));
    for (const [__typename, id] of Object.entries(ids))
      expect(await client.ask("query ($id: ID!) { node(id: $id) { __typename id } }", { id })).toEqual({
        node: { __typename, id },
      });
  });

  it("is shown to its owner alone: the session's to its Session-Key, the customer's to its Api-Key", async () => {
    const found = async (headers: Record<string, string>) => {
      const { data } = await graphql(server.url, NODES, { headers, variables: { ids: Object.values(ids) } });
      return (data as unknown as { nodes: ({ __typename: string } | null)[] }).nodes.map((node) => node?.__typename);
    };
    expect(await found({ "Session-Key": client.sessionKey })).toEqual([
      "Tokens",
      "Part",
      "Payment",
      "PaymentIntent",
      "Session",
      undefined,
    ]);
    const nothing = [undefined, undefined, undefined, undefined];
    expect(await found({ "Api-Key": API_KEY })).toEqual([...nothing, "Session", "Customer"]);
    const other = await Client.open(server.url);
    expect(await found({ "Session-Key": other.sessionKey }), "payments are the customer's").toEqual([
      undefined,
      undefined,
      undefined,
      "PaymentIntent",
      undefined,
      undefined,
    ]);
  });

  it("is null, without an error, for what is no id", async () => {
    for (const id of [randomUUID(), client.sessionKey, "x", "", "\0", "DICE"])
      expect(await client.send("query ($id: ID!) { node(id: $id) { id } }", { id })).toMatchObject({
        data: { node: null },
        errors: [],
      });
    expect(await client.ask(NODES, { ids: [] })).toEqual({ nodes: [] });
  });

  it("leaves the answers of other fields where the credential is refused", async () => {
    const { data, errors } = await graphql(
      server.url,
      '{ nodes(ids: ["x"]) { id } node(id: "x") { id } __typename }',
      {},
    );
    expect(data).toEqual({ nodes: [null], node: null, __typename: "Query" });
    expect(errors.map(({ path, extensions: { code } }) => [path, code])).toEqual([
      [["nodes", 0], "SESSION_REFUSED"],
      [["node"], "SESSION_REFUSED"],
    ]);
    expect((await client.send(NODES, { ids: Array<string>(1_001).fill("x") })).errors).toMatchObject([
      { extensions: { code: "INPUT_INVALID", field: "ids", maximum: "1000" } },
    ]);
  });
});

interface Found {
  readonly openPayment: { readonly id: string };
}

interface Read {
  readonly session: { readonly id: string };
  readonly customer: { readonly id: string };
  readonly tokens: {
    readonly payment: { readonly id: string };
    readonly parts: readonly { readonly id: string }[];
  };
}
