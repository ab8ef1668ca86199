import { beforeAll, describe, expect, it } from "vitest";
import { DIALECTS } from "../support/databases.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";

describe.each(DIALECTS)("the session that a line belongs to, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const owner = sharedClient(server);
  const stranger = sharedClient(server);
  let line: string;
  beforeAll(async () => {
    line = await owner.ordered();
    await owner.reached(line, "finished");
  });

  it("alone sees it: to any other it is null, as an id that never was", async () => {
    const query = "query ($id: ID!) { tokens(id: $id) { id } }";
    expect(await owner.ask(query, { id: line })).toEqual({ tokens: { id: line } });
    expect(await owner.ask(query, { id: line.toUpperCase() })).toEqual({ tokens: { id: line } });
    expect(await stranger.ask(query, { id: line })).toEqual({ tokens: null });
    for (const id of ["", "x", "\0", "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", "' or 1=1 --", 5])
      expect(await owner.ask(query, { id })).toEqual({ tokens: null });
    expect(await stranger.ask("{ productionLines { totalCount edges { node { id } } } }")).toEqual({
      productionLines: { totalCount: 0, edges: [] },
    });
  });

  it.each(["cancelTokens", "deleteTokens"])(
    "alone may call %s: to any other the line is not found",
    async (mutation) => {
      const query = `mutation ($id: ID!) { ${mutation}(id: $id) { id } }`;
      for (const id of [line, "", "x", "\0", "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a"]) {
        const { data, errors } = await stranger.send(query, { id });
        expect(Object.values(data ?? {})).toEqual([null]);
        expect(errors).toMatchObject([
          {
            message: "The session has no production line with that id.",
            path: [mutation],
            extensions: { code: "NOT_FOUND", field: "id" },
          },
        ]);
      }
      expect(await owner.status(line)).toMatchObject({ status: "FINISHED" });
    },
  );

  it("alone gets its files", async () => {
    expect((await owner.data(line)).status).toBe(200);
    expect((await stranger.data(line)).status).toBe(404);
  });

  it("is the only one that deleting all lines touches", async () => {
    expect(await stranger.ask("mutation { deleteAllTokens { id } }")).toEqual({ deleteAllTokens: [] });
    expect(await owner.status(line)).toMatchObject({ status: "FINISHED" });
  });

  it("is the only one that has its alphabets", async () => {
    await owner.ask(`mutation { addAlphabet(input: { name: "MINE", chars: "xyz" }) { name } }`);
    expect(await stranger.ask(`{ alphabet(name: "MINE") { name } }`)).toEqual({ alphabet: null });
    expect(await stranger.codes(`mutation { removeAlphabet(name: "MINE") { name } }`)).toEqual(["ALPHABET_UNKNOWN"]);
    expect((await stranger.order({ alphabet: "MINE" })).errors).toMatchObject([
      { extensions: { code: "ALPHABET_UNKNOWN" } },
    ]);
  });
});
