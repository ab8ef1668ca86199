import { createClient, type ExecutionResult } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { DIALECTS } from "../../support/databases.ts";
import { withoutRequestId } from "../../support/graphql.ts";
import { API_KEY } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { Client, ENDLESS, type ShownStatus } from "../../support/graphql-client.ts";

const QUERY =
  "subscription ($id: ID!) { production(id: $id) { ...E } } fragment E on ProductionEvent { tokens { id digits parts { number } status { status } } status { status progress } }";
const ALL = "subscription { production: productions { tokens { id status { status } } status { status progress } } }";

interface Event {
  readonly production: {
    readonly tokens: { readonly id: string; readonly status: { readonly status: string } };
    readonly status: { readonly status: string; readonly progress: number };
  };
}

describe.each(DIALECTS)("the subscription production on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  /** The first answer to a subscription, however it was refused. */
  async function first(
    query: string,
    variables: Record<string, unknown>,
    connectionParams: Record<string, unknown> = client.headers,
  ): Promise<ExecutionResult<Event>> {
    const socket = createClient({
      url: `${server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    try {
      for await (const { data, errors } of socket.iterate<Event>({ query, variables })) {
        return {
          ...(data !== undefined && { data }),
          ...(errors && { errors: errors.map((each) => withoutRequestId(each as never)) }),
        }; // what the test compares
      }
      return {};
    } catch (errors) {
      return { errors: (errors as never[]).map(withoutRequestId) }; // graphql-ws throws the errors of a refused operation as they came
    } finally {
      await socket.dispose();
    }
  }

  it("tells every change of status in order, to the end", async () => {
    const { id, seen } = await client.followedWhole({ size: 300_000n });
    expect([...new Set(seen.map(({ status }) => status))]).toEqual(["REQUESTED", "STARTED", "ENDED", "FINISHED"]);
    expect(seen.filter(({ status }) => status === "ENDED" || status === "FINISHED")).toHaveLength(2);
    expect(seen.at(-1)).toEqual(await client.status(id));
  });

  it("tells the current value first, then what follows it, then the end", async () => {
    const id = await client.ordered({ size: ENDLESS });
    await client.reached(id, "started");
    const statuses: string[] = [];
    for await (const { status } of client.follow(id)) {
      if (statuses.length === 0) void client.cancel(id);
      statuses.push(status);
    }
    expect([...new Set(statuses)]).toEqual(["STARTED", "CANCELLED"]);
  });

  it("tells one value of a line that is finished, and ends", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const seen: ShownStatus[] = [];
    for await (const status of client.follow(id)) seen.push(status);
    expect(seen).toEqual([await client.status(id)]);
  });

  it.each(["cancel", "delete"] as const)("ends with a line on %s", async (leave) => {
    const id = await client.ordered({ size: ENDLESS });
    const statuses: string[] = [];
    for await (const { status } of client.follow(id)) {
      if (statuses.length === 0 || status === "STARTED") void client[leave](id);
      statuses.push(status);
    }
    expect(statuses.at(-1)).toBe(leave === "cancel" ? "CANCELLED" : "DELETED");
  });

  it("tells of all lines, the oldest first, and does not end before the session does", async () => {
    const other = await Client.open(server.url);
    const lines = [await other.ordered(), await other.ordered()];
    for (const line of lines) await other.reached(line, "finished");
    const told: string[] = [];
    const socket = createClient({
      url: `${server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: other.headers,
      retryAttempts: 0,
    });
    for await (const { data } of socket.iterate<Event>({ query: ALL })) {
      expect(data?.production.tokens.status.status).toBe(data?.production.status.status);
      told.push(`${data?.production.tokens.id ?? ""} ${data?.production.status.status ?? ""}`);
      if (told.length === 2) await other.delete(lines[0] ?? "");
      if (told.length === 3)
        await other.ask("mutation ($id: UUID!) { closeSession(key: $id) { id } }", { id: other.sessionKey });
    }
    await socket.dispose();
    expect(told).toEqual([
      `${lines[0] ?? ""} FINISHED`,
      `${lines[1] ?? ""} FINISHED`,
      `${lines[0] ?? ""} DELETED`,
      `${lines[1] ?? ""} DELETED`,
    ]);
  });

  it("does not find an id that is unknown, another session's, or none", async () => {
    const foreign = await (await Client.open(server.url)).ordered();
    for (const id of [foreign, "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", "x", "", "\0", 5]) {
      const { errors } = await first(QUERY, { id });
      expect(errors).toEqual([
        {
          message: "The session has no production line with that id.",
          path: ["production"],
          locations: [expect.anything()],
          extensions: { code: "NOT_FOUND", field: "id" },
        },
      ]);
    }
  });

  it("refuses who has a customer's key alone, as HTTP does", async () => {
    const { errors } = await first(ALL, {}, { "Api-Key": API_KEY });
    expect(errors).toMatchObject([
      { message: "Send the Session-Key of an open session.", extensions: { code: "SESSION_REFUSED" } },
    ]);
  });

  it("takes the keys of connection_init in any letter case, and serves queries and mutations, too", async () => {
    for (const name of ["Session-Key", "session-key", "SESSION-KEY"]) {
      expect(await first("{ session { note } }", {}, { [name]: client.sessionKey.toUpperCase() })).toEqual({
        data: { session: { note: "test" } },
      });
    }
    expect(await first("mutation { openSession { note } }", {}, { "API-key": API_KEY })).toEqual({
      data: { openSession: { note: null } },
    });
    expect(await first("mutation { openSession { note } }", {}, { "Session-Key": client.sessionKey })).toMatchObject({
      errors: [{ extensions: { code: "API_KEY_REFUSED" } }],
    });
  });

  it("is under the same limits as HTTP, with the same codes", async () => {
    const pages = Array.from(
      { length: 101 },
      (_, at) => `p${at}: productionLines(first: 1000) { edges { cursor } }`,
    ).join(" ");
    expect((await first(`{ ${pages} }`, {})).errors).toMatchObject([{ extensions: { code: "QUERY_TOO_COMPLEX" } }]);
    expect((await first(`{ ${"__typename ".repeat(5_000)} }`, {})).errors).toMatchObject([
      { extensions: { code: "GRAPHQL_PARSE_FAILED" } },
    ]);
    expect((await first("{", {})).errors).toMatchObject([{ extensions: { code: "GRAPHQL_PARSE_FAILED" } }]);
    expect((await first("{ nothing }", {})).errors).toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
    expect((await first("query A { __typename } query B { __typename }", {})).errors).toMatchObject([
      { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
    ]);
    const { errors } = await first("query ($input: QuoteInput!) { quote(input: $input) { bytes } }", {
      input: { shape: { line: "x" }, size: "many" },
    });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "size" } }]);
  });
});
