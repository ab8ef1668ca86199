import { beforeAll, describe, expect, it } from "vitest";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { Client } from "../../support/graphql-client.ts";

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $status: Status) {
  productionLines(first: $first, after: $after, last: $last, before: $before, status: $status) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}`;

describe.each(DIALECTS)("the connection of production lines on %s", (dialect) => {
  const server = sharedServer(dialect, { runtime: { now: () => new Date(Math.floor(readings++ / 8)) } });
  const client = sharedClient(server);
  /** Newest first. */
  let ids: string[];
  let readings = 8 * Date.parse("2026-01-01T00:00:00Z");

  beforeAll(async () => {
    // Eight readings of this clock fall into the same millisecond: there are lines that only their ids can order.
    ids = [];
    for (let line = 0; line < 25; line++) ids.push(await client.ordered());
    const listed = await page({ first: 1_000 });
    expect(listed.edges.map(({ node }) => node.id).sort()).toEqual(ids.sort());
    ids = listed.edges.map(({ node }) => node.id);
  });

  async function page(variables: Record<string, unknown>): Promise<Connection> {
    return (await client.ask<{ productionLines: Connection }>(PAGE, variables)).productionLines;
  }

  function idsOf({ edges }: Connection): string[] {
    return edges.map(({ node }) => node.id);
  }

  it("gives 20 lines unless told, the newest first, with the total", async () => {
    const { edges, pageInfo, totalCount } = await page({});
    expect(edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 20));
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor,
      endCursor: edges[19]?.cursor,
    });
    expect(totalCount).toBe(25);
  });

  it("walks forward with first and after, and meets every line once", async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const found: Connection = await page({ first: 7, after });
      seen.push(...idsOf(found));
      expect(found.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(found.totalCount).toBe(25);
      if (!found.pageInfo.hasNextPage) break;
      after = found.pageInfo.endCursor;
    }
    expect(seen).toEqual(ids);
  });

  it("walks backward with last and before, and meets every line once", async () => {
    const seen: string[] = [];
    for (let before: string | null = null; ;) {
      const found: Connection = await page({ last: 7, before });
      seen.unshift(...idsOf(found));
      expect(found.pageInfo.hasNextPage).toBe(before !== null);
      if (!found.pageInfo.hasPreviousPage) break;
      before = found.pageInfo.startCursor;
    }
    expect(seen).toEqual(ids);
  });

  it("gives what lies between two cursors", async () => {
    const all = await page({ first: 25 });
    const between = await page({ first: 10, after: all.edges[3]?.cursor, before: all.edges[9]?.cursor });
    expect(idsOf(between)).toEqual(ids.slice(4, 9));
    expect(idsOf(await page({ last: 2, after: all.edges[3]?.cursor, before: all.edges[9]?.cursor }))).toEqual(
      ids.slice(7, 9),
    );
  });

  it("gives an empty page for 0 lines, and for a cursor at the end", async () => {
    const last = (await page({ first: 25 })).pageInfo.endCursor;
    const nothing = { edges: [], totalCount: 25, pageInfo: { startCursor: null, endCursor: null } };
    expect(await page({ first: 0 })).toMatchObject(nothing);
    expect(await page({ first: 5, after: last })).toMatchObject({
      ...nothing,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
  });

  it("filters by the status of the newest part, and counts what the filter lets through", async () => {
    const other = await Client.open(server.url);
    const stopped = await other.ordered({ size: 10n ** 12n });
    const done = await other.ordered();
    await other.cancel(stopped);
    await other.reached(done, "finished");
    const listed = async (status: string) =>
      (await other.ask<{ productionLines: Connection }>(PAGE, { status })).productionLines;
    expect(idsOf(await listed("CANCELLED"))).toEqual([stopped]);
    expect(await listed("FINISHED")).toMatchObject({ edges: [{ node: { id: done } }], totalCount: 1 });
    expect(await listed("FAILED")).toMatchObject({ edges: [], totalCount: 0 });
    expect(await listed("DELETED")).toMatchObject({ edges: [], totalCount: 0 });
  });

  it("keeps its place when the line of a cursor is deleted", async () => {
    const other = await Client.open(server.url);
    for (let line = 0; line < 4; line++) await other.ordered();
    const all = (await other.ask<{ productionLines: Connection }>(PAGE)).productionLines;
    await other.delete(all.edges[1]?.node.id ?? "");
    const next = (await other.ask<{ productionLines: Connection }>(PAGE, { after: all.edges[1]?.cursor }))
      .productionLines;
    expect(idsOf(next)).toEqual(idsOf(all).slice(2));
    expect(next.totalCount).toBe(3);
  });

  it.each([
    [{ first: 1, last: 1 }, "INPUT_INVALID", "last", "first and last exclude each other."],
    [{ first: -1 }, "INPUT_INVALID", "first", "A page has 0 to 1000 lines."],
    [{ last: -1 }, "INPUT_INVALID", "last", "A page has 0 to 1000 lines."],
    [{ first: 1_001 }, "INPUT_INVALID", "first", "A page has 0 to 1000 lines."],
    [{ last: 1_001 }, "INPUT_INVALID", "last", "A page has 0 to 1000 lines."],
    [{ after: "nonsense" }, "CURSOR_INVALID", "after", "A cursor is one that an earlier page has given."],
    [
      { after: Buffer.from("9".repeat(20)).toString("base64url") },
      "CURSOR_INVALID",
      "after",
      "A cursor is one that an earlier page has given.",
    ],
    [
      { before: Buffer.from("1:2:3").toString("base64url") },
      "CURSOR_INVALID",
      "before",
      "A cursor is one that an earlier page has given.",
    ],
    [
      { before: Buffer.from("999999999999999:8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a").toString("base64url") },
      "CURSOR_INVALID",
      "before",
      "A cursor is one that an earlier page has given.",
    ],
    [{ after: "\0" }, "CURSOR_INVALID", "after", "A cursor is one that an earlier page has given."],
    [{ after: "" }, "CURSOR_INVALID", "after", "A cursor is one that an earlier page has given."],
  ])("refuses %j", async (variables, code, field, message) => {
    expect((await client.send(PAGE, variables)).errors).toMatchObject([{ message, extensions: { code, field } }]);
  });

  it("answers 1,000 lines at most", async () => {
    expect((await page({ first: 1_000 })).edges).toHaveLength(25);
    expect((await page({ last: 1_000 })).edges).toHaveLength(25);
  });
});
