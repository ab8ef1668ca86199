import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { checkRows } from "../../src/cli/checks/check-rows.ts";
import { readDatabase } from "../../src/database/read-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { Client, newPayment } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, type TestDatabase } from "../support/databases.ts";
import { newServer } from "../support/server.ts";

const SEED = "5c6b7a89-0123-4567-89ab-cdef01234567";
const ALL = ["ledger", "records", "payments", "files", "keys"];

/** What was broken by hand, the check that finds it, and how. */
const BREAKS: readonly (readonly [string, string, RegExp])[] = [
  [
    "update ledger_entry set next_index = '900' where line_id = '$line'",
    "ledger",
    /goes on at index 900, but its parts have come to 2000/,
  ],
  ["update ledger_entry set next_index = '99999' where line_id = '$line'", "ledger", /has only 7776 tokens/],
  ["delete from ledger_entry where line_id = '$line'", "ledger", /is not in the ledger/],
  [
    "update part set first_index = '500' where line_id = '$line' and number = 2",
    "ledger",
    /the parts 1 and 2 of the line \S+ share tokens/,
  ],
  [
    "update part set status = 'ended' where line_id = '$line' and number = 2",
    "records",
    /part 2 of the line \S+ is ended, but its record does not lead there/,
  ],
  [
    "update payment set spent = false",
    "payments",
    /part 1 of the line \S+ has its tokens, but its payment could pay again/,
  ],
  ["update part set payment_id = null where line_id = '$line'", "payments", /is spent, but on no part/],
  ["delete from part_file where kind = 'snapshot'", "files", /part 1 of the line \S+ has no snapshot/],
  ["update part_file set sha256 = 'x' where kind = 'snapshot'", "files", /a snapshot whose bytes were changed/],
  ["update part set register = null where line_id = '$line'", "files", /has no checksum register/],
  [
    "update line set key_wrapped = (select key_wrapped from session limit 1) where id = '$line'",
    "keys",
    /the key of the line \S+ does not open/,
  ],
  [
    "update part set seed_wrapped = (select key_wrapped from session limit 1) where line_id = '$line' and number = 1",
    "keys",
    /the seed of part 1 of the line \S+ does not open/,
  ],
  [
    "update part set seed_wrapped = (select key_wrapped from session limit 1) where line_id = '$deleted'",
    "keys",
    /the seed of part 1 of the line \S+ does not open/,
  ],
  [
    "update session set key_wrapped = (select key_wrapped from line limit 1)",
    "keys",
    /the Session-Key of the session \S+ does not open/,
  ],
];

describe.each(DIALECTS)("a check on %s", (dialect) => {
  it(
    "holds while the service is at work, and finds each thing that was broken by hand",
    { timeout: 120_000 },
    async () => {
      await using server = await newServer(dialect);
      const client = await Client.open(server.url);
      const line = await client.ordered({
        alphabet: "DICE",
        digits: 5,
        size: 1_000n,
        seed: SEED,
        payment: newPayment(),
      });
      await client.reached(line, "finished");
      await client.ask("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", {
        input: { id: line, size: "1000" },
      });
      await client.reached(line, "finished");
      const deleted = await client.ordered({ size: 1_000n, seed: SEED });
      await client.reached(deleted, "finished");
      await client.delete(deleted);
      await using storage = await storageOf(server.place);
      expect(await checksOf(server.place, storage.keyring())).toMatchObject(ALL.map((name) => ({ name, holds: true })));
      for (const [statement, name, detail] of BREAKS) {
        const em = storage.em;
        await em.begin();
        await em.execute(statement.replace("$line", line).replace("$deleted", deleted));
        const failing = (await checkRows(em, storage.keyring())).filter(({ holds }) => holds !== true);
        await em.rollback();
        expect(failing, statement).toContainEqual({
          name,
          holds: false,
          detail: expect.stringMatching(detail) as string,
        });
      }
    },
  );

  it("says which master key is not at hand", async () => {
    await using server = await newServer(dialect);
    const [keys] = (await checksOf(server.place, null)).filter(({ name }) => name === "keys");
    expect(keys).toMatchObject({
      holds: false,
      detail: expect.stringMatching(/^the master key with the id [0-9a-f]+ is not at hand/) as string,
    });
    const other = (await checksOf(server.place, new Keyring([Buffer.alloc(32, 7)]))).filter(
      ({ holds }) => holds === false,
    );
    expect(other).toMatchObject([{ name: "keys" }]);
  });
});

function checksOf(place: TestDatabase, keyring: Keyring | null) {
  const location =
    place.databaseUrl === undefined ? { file: join(place.dataDir, "tokenworks.db") } : { url: place.databaseUrl };
  return readDatabase({ location, entities: ENTITIES }, (em) => checkRows(em, keyring));
}
