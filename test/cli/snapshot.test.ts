import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCustomer } from "../../src/access/api-keys.ts";
import { Customer } from "../../src/access/customer.entity.ts";
import { Keyring } from "../../src/access/keyring.ts";
import { describeSnapshot, importLine } from "../../src/cli/snapshot.ts";
import { startDatabase } from "../../src/database/start-database.ts";
import { ENTITIES } from "../../src/entities.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { insertTogether } from "../../src/database/kept-write.ts";
import { adoptLine, newEntries } from "../../src/snapshot/ledger.ts";
import { LedgerEntry } from "../../src/snapshot/ledger-entry.entity.ts";
import { command, variablesOf } from "../support/service.ts";
import { DICE_5, NEW_KEY, OLD_KEY, RING, sealed } from "../snapshot/support/states.ts";
import { type Dialect, DIALECTS, newDatabase } from "../support/databases.ts";

const { lineId } = DICE_5;
const UNUSABLE =
  "cannot be used: it is no snapshot, or was changed, or MASTER_KEY does not list the key that has sealed it.";
const SHOWN = `line         ${lineId}\ncustomer     ${DICE_5.customerId}\nalphabet     DICE\ndigits       5\nnext index   1000\npart number  1\nkey id       ${RING.sealingId}`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenworks-snapshot-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file with the snapshot of five dice at an index, or with other bytes. */
function fileOf(content: bigint | Buffer): string {
  const file = join(folder, "snapshot.blob");
  writeFileSync(file, Buffer.isBuffer(content) ? content : sealed({ ...DICE_5, nextIndex: content }));
  return file;
}

/** A database that has as many customers as Api-Keys are given, and has never heard of the line. */
async function storageWith(dialect: Dialect, apiKeys: readonly string[]) {
  const place = await newDatabase(dialect);
  const database = await startDatabase({
    location:
      place.databaseUrl === undefined ? { file: join(place.dataDir, "tokenworks.db") } : { url: place.databaseUrl },
    entities: ENTITIES,
  });
  for (const apiKey of apiKeys)
    await addCustomer({ database, keyring: RING, runtime: systemRuntime }, { apiKey, agreement: "basic" });
  const em = () => database.em.fork();
  return {
    em,
    customers: (await em().find(Customer, {})).map(({ id }) => id),
    imported: (content: bigint | Buffer, customerId?: string) =>
      importLine(em(), { file: fileOf(content), keyring: RING, customerId }),
    entry: () => em().findOne(LedgerEntry, { lineId }),
    async [Symbol.asyncDispose]() {
      await database.stop();
      await place[Symbol.asyncDispose]();
    },
  };
}

describe.each(DIALECTS)("an import on %s", (dialect) => {
  it("enters a line that was never seen for the only customer, once, and moves it forward but never back", async () => {
    await using storage = await storageWith(dialect, ["a"]);
    const [customerId = ""] = storage.customers;
    expect(await storage.imported(1_000n)).toBe(
      `The customer ${customerId} can continue the line ${lineId} from index 1000 on.`,
    );
    expect(await storage.entry()).toMatchObject({ lineId, customerId, nextIndex: 1_000n });
    await expect(storage.imported(1_000n)).rejects.toThrow(
      `The line ${lineId} is already known at index 1000, and the snapshot's is 1000: nothing was changed.`,
    );
    await expect(storage.imported(999n)).rejects.toThrow(
      "already known at index 1000, and the snapshot's is 999: nothing was changed.",
    );
    expect(await storage.em().transactional((em) => adoptLine(em, { lineId, customerId, nextIndex: 999n }))).toBe(
      1_000n,
    );
    expect((await storage.entry())?.nextIndex).toBe(1_000n);
    expect(await storage.imported(7_776n)).toBe(
      `The line ${lineId}, known at index 1000, was moved forward to index 7776; it stays its customer's.`,
    );
    expect(await storage.entry()).toMatchObject({ customerId, nextIndex: 7_776n });
  });

  it("moves a line of this database's own forward, whose it stays", async () => {
    await using storage = await storageWith(dialect, ["a", "b"]);
    await insertTogether(storage.em(), [newEntries([{ lineId, nextIndex: 9n }])]);
    await storage.imported(10n, storage.customers[1]);
    expect(await storage.entry()).toMatchObject({ customerId: null, nextIndex: 10n });
    await expect(storage.imported(9n, storage.customers[1])).rejects.toThrow(
      "already known at index 10, and the snapshot's is 9",
    );
  });

  it("needs to be told the customer where there are several, and one that exists; else nothing is entered", async () => {
    await using storage = await storageWith(dialect, ["a", "b"]);
    await expect(storage.imported(1_000n)).rejects.toThrow("There are several customers: name one by its id");
    for (const unknown of ["no-id", DICE_5.customerId, ""])
      await expect(storage.imported(1_000n, unknown)).rejects.toThrow("There is no such customer");
    await expect(storage.imported(sealed(DICE_5, new Keyring([NEW_KEY])), storage.customers[1])).rejects.toThrow(
      UNUSABLE,
    );
    expect(await storage.entry()).toBeNull();
    await storage.imported(1_000n, storage.customers[1]?.toUpperCase());
    expect(await storage.entry()).toMatchObject({ customerId: storage.customers[1], nextIndex: 1_000n });
  });
});

describe("a snapshot's file", () => {
  it("is described without any key", () => {
    expect(describeSnapshot(fileOf(1_000n), RING)).toBe(SHOWN);
    const rotated = fileOf(sealed(DICE_5, new Keyring([NEW_KEY, OLD_KEY])));
    expect(describeSnapshot(rotated, new Keyring([OLD_KEY, NEW_KEY]))).toContain(
      `key id       ${new Keyring([NEW_KEY]).sealingId}`,
    );
  });

  it("is refused in one sentence that names it", () => {
    expect(() => describeSnapshot(join(folder, "none"), RING)).toThrow(`${join(folder, "none")} cannot be read.`);
    expect(() => describeSnapshot(folder, RING)).toThrow(`${folder} cannot be read.`);
    for (const bytes of [Buffer.alloc(0), Buffer.from("{}"), sealed(DICE_5).subarray(1)])
      expect(() => describeSnapshot(fileOf(bytes), RING)).toThrow(UNUSABLE);
  });
});

describe("tokenworks snapshot", () => {
  it("shows and imports by the configured database and keys", async () => {
    await using place = await newDatabase("sqlite");
    const variables = {
      ...variablesOf(place),
      MASTER_KEY: [NEW_KEY, OLD_KEY].map((key) => Buffer.from(key).toString("base64")).join(","),
    };
    const file = fileOf(1_000n);
    const database = await startDatabase({
      location: { file: join(place.dataDir, "tokenworks.db") },
      entities: ENTITIES,
    });
    await addCustomer({ database, keyring: RING, runtime: systemRuntime }, { apiKey: "a", agreement: "basic" });
    const [customer] = await database.em.fork().find(Customer, {});
    await database.stop();
    expect(await command(["snapshot", "show", file], variables)).toEqual({ code: 0, stderr: "", stdout: `${SHOWN}\n` });
    const imported = `The customer ${customer?.id ?? ""} can continue the line ${lineId} from index 1000 on.\n`;
    expect(await command(["snapshot", "import", file, "--customer", customer?.id ?? ""], variables)).toEqual({
      code: 0,
      stderr: "",
      stdout: imported,
    });
  });
});
