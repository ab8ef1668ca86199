import { randomUUID } from "node:crypto";
import type { SqlEntityManager } from "@mikro-orm/sql";
import { beforeAll, describe, expect, it } from "vitest";
import { Payment } from "../../../src/payment/payment.entity.ts";
import { Line } from "../../../src/production/records/line.entity.ts";
import { Part } from "../../../src/production/records/part.entity.ts";
import { PartFile } from "../../../src/production/records/part-file.entity.ts";
import { StatusRecord } from "../../../src/production/records/status-record.entity.ts";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { storageOf } from "../../support/storage.ts";

const LINES = `query ($first: Int, $status: Status) { productionLines(first: $first, status: $status) { totalCount edges { node {
  id digits seed analysisLevel alphabet { name chars capacity(digits: 5) { available } } payment { transaction ident }
  status { status files { url size sha256 } timestamps { requested finished } } requested: status(view: REQUESTED) { available }
  parts { number size certificate payment { ident } status { status files { kind } } }
} } } }`;

describe.each(DIALECTS)("a batch of lines on %s", (dialect) => {
  const server = sharedServer(dialect, { onStatement: (statement) => statements.push(statement) });
  const client = sharedClient(server);
  let statements: string[] = [];
  let lineId: string;
  beforeAll(async () => {
    const id = (lineId = await client.ordered({ payment: { transaction: randomUUID(), ident: "pi_0" } }));
    await client.reached(id, "finished");
    await using storage = await storageOf(server.place);
    await repeat(storage.em, id, 99);
  });

  async function countFor(variables: Record<string, unknown>): Promise<{ lines: number; count: number }> {
    statements = [];
    const { productionLines } = await client.ask<{ productionLines: { edges: unknown[] } }>(LINES, variables);
    return { lines: productionLines.edges.length, count: statements.length };
  }

  it("takes the same number of database statements for 1, 10 and 100 lines, with all that belongs to them", async () => {
    const cold = await countFor({ first: 100 });
    const one = await countFor({ first: 1 });
    expect(one.count).toBeLessThanOrEqual(8);
    expect(cold.count).toBe(one.count + 1); // the courses of all parts, which are remembered from then on
    expect(await countFor({ first: 10 })).toEqual({ lines: 10, count: one.count });
    expect(await countFor({ first: 100 })).toEqual({ lines: 100, count: one.count });
  });

  it("reads a line's status in two statements once its course is remembered: whose session it is, and how far the line has come", async () => {
    const query =
      "query ($id: ID!) { tokens(id: $id) { id status { status progress files { size } } payment { ident } } }";
    const asked = async () => {
      statements = [];
      return client.ask(query, { id: lineId });
    };
    const first = await asked();
    expect(statements.length).toBeLessThanOrEqual(3);
    expect(await asked()).toEqual(first);
    expect(statements).toHaveLength(2);
  });

  it("reads a page in three, with its count", async () => {
    const query =
      "{ productionLines(first: 50) { edges { node { alphabet { chars } status { progress } payment { ident } } } } }";
    await client.ask(query);
    statements = [];
    await client.ask(query);
    expect(statements).toHaveLength(3);
  });

  it("looks a session up once for each request", async () => {
    statements = [];
    await client.ask(
      "{ session { id } a: session { id } productionLines(first: 1) { totalCount } alphabets { edges { node { name } } } }",
    );
    expect(statements.filter((statement) => /from ["`]?session\b/.test(statement))).toHaveLength(1);
  });
});

/** Writes more lines like one that is finished: what belongs to each is its own. */
async function repeat(em: SqlEntityManager, lineId: string, times: number): Promise<void> {
  const line = await em.findOneOrFail(Line, lineId);
  const part = await em.findOneOrFail(Part, { lineId }, { populate: ["register"] });
  const records = await em.find(StatusRecord, { partId: part.id });
  const files = await em.find(PartFile, { partId: part.id }, { populate: ["checkpoints"] });
  await em.transactional(async (inside) => {
    for (let copy = 1; copy <= times; copy++) {
      const [id, partId, paymentId] = [randomUUID(), randomUUID(), randomUUID()];
      await inside.insert(Line, { ...plain(line), id });
      await inside.insert(Payment, { id: paymentId, transactionId: randomUUID(), ident: `pi_${copy}`, spent: true });
      await inside.insert(Part, { ...plain(part), id: partId, lineId: id, paymentId });
      await inside.insertMany(
        StatusRecord,
        records.map((record) => ({ ...plain(record), partId })),
      );
      await inside.insertMany(
        PartFile,
        files.map((file) => ({ ...plain(file), partId })),
      );
    }
  });
}

/** An entity's own values, without what the mapper keeps of it. */
function plain<T extends object>(entity: T): T {
  return { ...entity };
}
