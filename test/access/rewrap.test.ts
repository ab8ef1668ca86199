import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { rewrapColumn } from "../../src/access/rewrap.ts";
import { rewrap } from "../../src/cli/keys.ts";
import { sealedColumns } from "../../src/cli/sealed-columns.ts";
import { keyOf } from "../generator/support/lines.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { type Dialect, DIALECTS, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { previousDatabase, previousVersion } from "../scenarios/support/previous-version.ts";

const now = () => new Date("2026-12-01T00:00:00.000Z");
const NEWEST = Buffer.from(keyOf(11)).toString("base64");

/** The database of the version before with three master keys: two of its own, and a new first one. */
async function withThreeKeys(dialect: Dialect) {
  const previous = previousVersion(dialect);
  const place = await previousDatabase(dialect);
  const MASTER_KEY = [NEWEST, ...previous.masterKeys].join(",");
  await using server = await newServer(dialect, { place, environment: { MASTER_KEY, FIRST_API_KEY: "" } });
  await server.stop();
  const rings = MASTER_KEY.split(",").map((key) => Buffer.from(key, "base64"));
  return {
    previous,
    place,
    keyring: new Keyring(rings),
    newest: new Keyring(rings.slice(0, 1)),
    olderIds: rings.slice(1).map((key) => new Keyring([key]).sealingId),
  };
}

async function rewrapped(place: TestDatabase, keyring: Keyring, giveUp = false): Promise<string[]> {
  await using storage = await storageOf(place);
  return (await rewrap(storage.em, { keyring, now, giveUp })).split("\n");
}

describe.each(DIALECTS)("wrapping anew on %s", (dialect) => {
  it("lets the service go on without the older keys, once nothing needs them: sessions, lines, seeds, analyses, payments and certificates", async () => {
    const { previous, place, keyring, newest, olderIds } = await withThreeKeys(dialect);
    await using _ = place;
    const [second = "", third = ""] = olderIds;
    const start = (MASTER_KEY: string) => newServer(dialect, { place, environment: { MASTER_KEY } });
    const [count, ...needed] = await rewrapped(place, keyring);
    expect(count).toMatch(new RegExp(`^9 secrets were wrapped anew under the key ${newest.sealingId}\\.$`));
    expect(needed.toSorted()).toEqual(
      [
        `The key ${second} must stay in MASTER_KEY for 1 Api-Key not used since it was the first and 3 stored snapshots. Without them it goes by: tokenworks keys rewrap --give-up`,
        `The key ${third} must stay in MASTER_KEY for 1 Api-Key not used since it was the first and 1 stored snapshot. Without them it goes by: tokenworks keys rewrap --give-up`,
      ].toSorted(),
    );
    expect((await rewrapped(place, keyring))[0]).toMatch(/^0 secrets/);
    await expect(start(NEWEST)).rejects.toThrow("MASTER_KEY is not the one of this database");
    // Its holder shows the Api-Key: now it is digested by the first key.
    await (await start(`${NEWEST},${previous.masterKeys.join(",")}`))[Symbol.asyncDispose]();
    expect(
      (await rewrapped(place, keyring))
        .slice(1)
        .every((sentence) => sentence.includes("for 1 stored snapshot") || sentence.includes("for 3 stored snapshots")),
    ).toBe(true);
    expect(
      (await rewrapped(place, keyring, true)).slice(1).every((sentence) => sentence.includes("was given up with")),
    ).toBe(true);
    expect(await rewrapped(place, keyring)).toEqual([`0 secrets were wrapped anew under the key ${newest.sealingId}.`]);

    await using server = await start(NEWEST);
    const client = Client.of(server.url, previous.payment.sessionKey);
    const { customer } = await client.ask<{ customer: { sessions: { edges: { node: unknown }[] } } }>(
      "{ customer { sessions { edges { node { id: key note timestamps { granted revoked } } } } } }", // that version called the key the id
    );
    expect(customer.sessions.edges.map(({ node }) => node)).toEqual(previous.sessions.toReversed());
    for (const { sessionKey, id, seed, parts } of previous.lines) {
      const one = Client.of(server.url, sessionKey);
      expect(await one.ask("query ($id: ID!) { tokens(id: $id) { seed } }", { id })).toEqual({ tokens: { seed } });
      const told = parts.at(-1)?.status.files.find(({ kind }) => kind === "DATA")?.sha256;
      expect(
        createHash("sha256")
          .update(Buffer.from(await (await one.data(id)).arrayBuffer()))
          .digest("hex"),
      ).toBe(told);
    }
    const { id, clientSecret } = previous.payment;
    expect(await client.ask("query ($id: ID!) { paymentIntent(id: $id) { clientSecret } }", { id })).toEqual({
      paymentIntent: { clientSecret },
    });
    const analysed = previous.lines.at(-1);
    const analysis = await fetch(`${server.url}/api/tokens/${analysed?.id ?? ""}/analysis`, {
      headers: { "Session-Key": analysed?.sessionKey ?? "" },
    });
    expect(await analysis.text()).toBe(previous.analysis);
    const { keys } = (await (await fetch(`${server.url}/.well-known/tokenworks.json`)).json()) as {
      keys: { kid: string; exp?: number }[];
    };
    expect(
      keys.map(({ kid }) => kid),
      "public keys of retired keys are still told",
    ).toEqual(expect.arrayContaining(previous.keySet.keys.map(({ kid }) => kid)));
    const [signing, ...others] = keys;
    expect(signing).toMatchObject({ kid: newest.sealingId });
    expect([signing?.exp, others.every(({ exp }) => exp !== undefined)]).toEqual([undefined, true]);
  });

  it("goes on where it was stopped, and retires a key that nothing needs without being told to", async () => {
    const { place, keyring } = await withThreeKeys(dialect);
    await using _ = place;
    await using storage = await storageOf(place);
    const [first, ...rest] = sealedColumns(keyring);
    if (first === undefined) throw new Error("There are columns.");
    const batches: number[] = [];
    const lines = await rewrapColumn(storage.em, first, keyring, (count) => batches.push(count));
    expect([lines, batches]).toEqual([3, [3]]);
    await storage.em.getConnection().execute(`delete from "api_key"`);
    await storage.em.getConnection().execute(`update "part_file" set "content" = null where "kind" = 'snapshot'`);
    const [count, ...others] = await rewrapped(place, keyring);
    expect(count).toMatch(/^\d+ secrets/);
    expect(Number(count?.split(" ")[0])).toBeGreaterThan(rest.length);
    expect(others).toHaveLength(2);
    expect(others.every((sentence) => sentence.endsWith("may go: take it out of MASTER_KEY."))).toBe(true);
    await using server = await newServer(dialect, { place, environment: { MASTER_KEY: NEWEST } });
    expect(server.isFirstStart).toBe(false);
  });

  it("wraps the rows of many batches, each once", async () => {
    const { place, keyring, newest } = await withThreeKeys(dialect);
    await using _ = place;
    await using storage = await storageOf(place);
    const [session] = await storage.em
      .getConnection()
      .execute<Record<string, unknown>[]>(`select * from "session" limit 1`);
    const old = new Keyring([
      keyring.ids.length > 0 ? Buffer.from(previousVersion(dialect).masterKeys[1], "base64") : Buffer.alloc(0),
    ]);
    const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
    for (let at = 0; at < 450; at++) {
      await storage.em
        .getConnection()
        .execute(
          `insert into "session" ("id", "customer_id", "key_digest", "key_wrapped", "granted_at") values (?, ?, ?, ?, ?)`,
          [
            id(at),
            session?.["customer_id"],
            `x${at}`,
            old.wrap(`session:${id(at)}`, Buffer.from(id(at))),
            session?.["granted_at"],
          ],
        );
    }
    const column = sealedColumns(keyring).find(({ table }) => table === "session");
    if (column === undefined) throw new Error("There is one for sessions.");
    const batches: number[] = [];
    expect(await rewrapColumn(storage.em, column, keyring, (count) => batches.push(count))).toBe(453);
    expect(batches).toEqual([200, 200, 53]);
    const rows = await storage.em
      .getConnection()
      .execute<{ id: string; key_digest: string; key_wrapped: Uint8Array }[]>(
        `select "id", "key_digest", "key_wrapped" from "session"`,
      );
    for (const row of rows)
      expect(newest.digest("session-key", newest.unwrap(`session:${row.id}`, row.key_wrapped).toString())).toBe(
        row.key_digest,
      );
  });
});
