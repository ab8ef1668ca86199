import { describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { expectQuiet } from "../support/shared.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";

describe.each(DIALECTS)("a fault on %s", (dialect) => {
  it("is answered with a fixed sentence and the request's id, and logged once under that id", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    {
      await using storage = await storageOf(server.place);
      await storage.em.getConnection().execute("drop table custom_alphabet");
    }
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...client.headers },
      body: JSON.stringify({ query: `{ alphabet(name: "OWN") { name } session { note } }` }),
    });
    const body = (await response.json()) as { data: unknown; errors: unknown[] };
    expect(response.status).toBe(200);
    expect(body).toEqual({
      data: { alphabet: null, session: { note: "test" } },
      errors: [
        {
          message: "Something went wrong in the service. It is logged with the request's id.",
          path: ["alphabet"],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: "INTERNAL", requestId: response.headers.get("x-request-id") },
        },
      ],
      extensions: { cost: { requested: 4, limit: 100_000 } },
    });
    const faults = server.logged.filter(({ level }) => Number(level) >= 50);
    expect(faults).toMatchObject([{ msg: "A request failed.", requestId: response.headers.get("x-request-id") }]);
    expect(JSON.stringify(faults)).toContain("custom_alphabet");
  });

  it("is not made of what a client has done wrong: nothing of that is logged", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    await client.codes("{");
    await client.codes("{ nothing }");
    await client.codes(`mutation { deleteTokens(id: "x") { id } }`);
    await client.order({ size: "many" });
    expectQuiet(server);
  });
});
