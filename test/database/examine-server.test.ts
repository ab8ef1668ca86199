import { describe, expect, it } from "vitest";
import { examineServer } from "../../src/database/examine-server.ts";
import { countRows } from "../support/count-rows.ts";
import { newDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { rewritingProxy } from "../support/rewriting-proxy.ts";
import { shared } from "../support/shared.ts";

/** The one column of a row that is a number: the row's message has its length, one column, and that column's length before. */
const NUMBER = new RegExp(String.raw`(D\0{3}.\0\x01\0{3}.)(\d+)`, "gs");

describe("a PostgreSQL server", () => {
  const place = shared(() => newDatabase("postgresql"));

  it("that is too old is named, and nothing is made in it", async () => {
    await using proxy = await rewritingProxy(place.databaseUrl ?? "", (answer) =>
      answer.replace(/\b1[89]\d{4}\b/, "130021"),
    );
    await expect(
      newServer("postgresql", {
        place: { dataDir: place.dataDir, databaseUrl: proxy.url, [Symbol.asyncDispose]: () => Promise.resolve() },
      }),
    ).rejects.toThrow(/^The database's server is PostgreSQL \S+; Tokenworks needs 14 or newer\.$/);
    expect(await countRows(place, "pg_tables where schemaname = 'public'")).toBe(0);
  });

  it("behind a pooler that lends the same connection to two, or others to one, is named with the way out", async () => {
    const refusal =
      /^DATABASE_URL leads to a pooler .*: set DATABASE_DIRECT_URL to the server itself, or to a pooler by session\.$/;
    let asked = 0;
    for (const pid of [() => "1", () => String((asked += 1) % 10)]) {
      await using proxy = await rewritingProxy(place.databaseUrl ?? "", (answer) =>
        answer.replace(NUMBER, (_all, before: string, digits: string) => before + pid().repeat(digits.length)),
      );
      await expect(examineServer({ url: proxy.url }, "0.0.0")).rejects.toThrow(refusal);
      await expect(
        examineServer({ url: proxy.url, directUrl: place.databaseUrl ?? "" }, "0.0.0"),
      ).resolves.toBeUndefined();
    }
  });
});
