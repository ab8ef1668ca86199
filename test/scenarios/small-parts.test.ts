import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer, type TestServer } from "../support/server.ts";
import { AGREEMENTS } from "../../src/access/agreement.ts";
import { Session } from "../../src/access/session.entity.ts";
import { startGeneratorPool } from "../../src/generator/pool/generator-pool.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { ProductionEvents } from "../../src/production/events/production-events.ts";
import { DatabaseTurns } from "../../src/production/jobs/database-turns.ts";
import { MadeTokens } from "../../src/production/jobs/made-tokens.ts";
import { SmallParts } from "../../src/production/jobs/small-parts.ts";
import { planLine, writeLines } from "../../src/production/orders/create-line.ts";
import { changeStatus } from "../../src/production/records/change-status.ts";
import { generatorLineOf } from "../../src/production/records/generator-line.ts";
import { expectedOf } from "../support/expected.ts";
import { storageOf } from "../support/storage.ts";

const SEED = "11111111-2222-4333-8444-555555555555";

/** Widths of one and of many bytes, of both permutations, a line that one order exhausts, and one that is too large to be small. */
const ORDERS = [
  { alphabet: "LOWER_LATIN", digits: 12, size: 1_000n },
  { alphabet: "UPPER_EPCG30", digits: 12, size: 2_500n },
  { alphabet: "UPPER_EPCG30", digits: 12, size: 2_600n },
  { alphabet: "MIXED", digits: 12, size: 600n },
  { alphabet: "DICE", digits: 5, size: 5_000n },
  { alphabet: "DICE", digits: 4, size: 1_296n },
  { alphabet: "LOWER_LATIN", digits: 4, size: 1_000n },
];

/** Which of them leaves nothing to go on with. */
const EXHAUSTING = 5;

describe.each(DIALECTS)("small parts on %s", (dialect) => {
  let server: TestServer;
  let client: Client;
  let statements: string[] = [];
  beforeAll(async () => {
    server = await newServer(dialect, { onStatement: (statement) => statements.push(statement) });
    client = await Client.open(server.url);
    await client.ask('mutation { addAlphabet(input: { name: "MIXED", chars: "aß⚀😀" }) { name } }');
  });
  afterAll(async () => {
    expect(server.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    await server[Symbol.asyncDispose]();
  });

  it("have the bytes, the hashes, the statuses and the snapshot that every part has", async () => {
    const ids = await Promise.all(ORDERS.map((order) => client.ordered({ ...order, seed: SEED })));
    await using storage = await storageOf(server.place);
    for (const [at, id] of ids.entries()) {
      const { checksum, files } = await client.reached(id, "finished");
      const line = generatorLineOf(await storage.line(id), storage.keyring());
      if (line === null) throw new Error("A finished line has its key.");
      const { checksum: expected, ...data } = await expectedOf(line, ORDERS[at]?.size ?? 0n, SEED);
      expect(checksum).toBe(expected);
      expect(files[0]).toMatchObject({ kind: "DATA", ...data });
      expect(files.some(({ kind }) => kind === "SNAPSHOT")).toBe(at !== EXHAUSTING);
      const records = await storage.records(id);
      expect(records.map(({ sequence, status, progress }) => `${sequence} ${status} ${progress}`)).toEqual([
        "1 requested 0",
        "2 started 0",
        "3 ended 100",
        "4 finished 100",
      ]);
      const times = records.map(({ at: time }) => time.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect((await client.data(id).then((response) => response.text())).split("\n")).toHaveLength(
        Number(ORDERS[at]?.size),
      );
    }
  });

  it("go on from the snapshot, and are analysed where that was ordered", async () => {
    const id = await client.ordered({ size: 1_000n, analysis: "METRICS" });
    await client.reached(id, "analyzed");
    const input = { id, size: "1000", snapshot: await client.snapshot(id) };
    await client.ask("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", { input });
    const { checksum } = await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    const line = generatorLineOf(await storage.line(id), storage.keyring());
    expect(line && (await expectedOf(line, 2_000n, SEED)).checksum).toBe(checksum);
  });

  it("share the statements of their orders and of their making", async () => {
    statements = [];
    const ids = await Promise.all(Array.from({ length: 24 }, () => client.ordered({ size: 1_000n })));
    for (const id of ids) await client.reached(id, "finished");
    const writes = statements.filter((statement) => /^\[query\] (?:insert|update|delete)/i.test(statement));
    // Alone each would take 11: four rows of the order, its part's end, two files, three records, and the claim.
    expect(writes.length).toBeLessThan(5 * ids.length);
  });

  it("are left to those who have stopped them meanwhile, while others of their group go on", async () => {
    await using storage = await storageOf(server.place);
    const { database } = storage;
    const session = await storage.em.findOneOrFail(Session, { revokedAt: null });
    const keyring = storage.keyring();
    const deps = { keyring, runtime: systemRuntime };
    const open = { session, key: client.sessionKey, agreement: AGREEMENTS.unlimited };
    const planned = [1, 2, 3].map(() => planLine(open, ORDER, deps));
    await storage.em.transactional((em) => writeLines(em, planned));
    const [cancelled, aborted, whole] = planned.map(({ part }) => part);
    if (!cancelled || !aborted || !whole) throw new Error("There are three.");

    const threads = startGeneratorPool({ workers: 1 });
    const controller = new AbortController();
    const events = new ProductionEvents();
    const told = events.follow(session.id, null);
    const small = new SmallParts({
      ...deps,
      database,
      events,
      made: new MadeTokens(),
      turns: new DatabaseTurns(database, systemRuntime.monotonicMs),
      pool: {
        hashed: async (...asked) => {
          const hashed = await threads.hashed(...asked);
          await storage.em.transactional((em) => changeStatus(em, cancelled, { to: "cancelled", at: new Date() }));
          controller.abort(new Error("stopped"));
          return hashed;
        },
      },
    });
    const { customerId } = session;
    const never = new AbortController().signal;
    const done = await Promise.all(
      [cancelled, aborted, whole].map(({ id }) =>
        small.finish({ partId: id, customerId }, id === aborted.id ? controller.signal : never),
      ),
    );
    await threads.stop();
    expect(done).toEqual([false, false, true]);
    expect(await Promise.all(planned.map(async ({ line }) => (await storage.part(line.id)).status))).toEqual([
      "cancelled",
      "requested",
      "finished",
    ]);
    told.end();
    const heard: string[] = [];
    for await (const { part, status } of told.queue) heard.push(`${part.id} ${status.status}`);
    expect(heard).toEqual(["started", "ended", "finished"].map((status) => `${whole.id} ${status}`));
  });
});

const ORDER = {
  alphabetId: "LOWER_LATIN",
  alphabetChars: "abcdefghijklmnopqrstuvwxyz",
  format: null,
  capacity: null,
  startRegister: null,
  digits: 12,
  size: 1_000n,
  available: 26n ** 12n,
  reachable: 1_000n,
  seed: null,
  analysis: "none",
  payment: null,
  digest: "",
  note: () => Promise.resolve(),
} as const;
