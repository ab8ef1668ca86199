import type { Client } from "../../support/graphql-client.ts";

export interface Typed {
  readonly token: string;
  readonly canonical: string | null;
  readonly issued: boolean;
  readonly result: string;
  readonly line: { readonly id: string } | null;
  readonly part: number | null;
  readonly index: string | null;
  readonly position: string | null;
  readonly suspect: readonly number[] | null;
}

const ALL = "token canonical issued result line { id } part index position suspect";

/** Verifies strings as people type them. */
export async function verifyTyped(client: Client, id: string, tokens: readonly string[]): Promise<Typed[]> {
  const query = `query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens, lenient: true) { ${ALL} } }`;
  return (await client.ask<{ verifyTokens: Typed[] }>(query, { id, tokens })).verifyTokens;
}

/** Finds strings among all lines of the session, as people type them unless told. */
export async function find(client: Client, tokens: readonly string[], lenient?: boolean): Promise<Typed[]> {
  const manner = lenient === undefined ? "" : `, lenient: ${lenient}`;
  const query = `query ($tokens: [String!]!) { findTokens(tokens: $tokens${manner}) { ${ALL} } }`;
  return (await client.ask<{ findTokens: Typed[] }>(query, { tokens })).findTokens;
}

/** The tokens of a line's newest part. */
export async function tokensOfPart(client: Client, id: string): Promise<string[]> {
  return (await (await client.data(id)).text()).split("\n");
}
