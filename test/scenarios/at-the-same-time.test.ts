import { describe, expect, it } from "vitest";
import { Client, newPayment } from "../support/graphql-client.ts";
import { Line } from "../../src/production/records/line.entity.ts";
import { DIALECTS } from "../support/databases.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { storageOf } from "../support/storage.ts";

describe.each(DIALECTS)("many at the same time, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  it("get exactly one line out of 200 equal orders with one payment, each the same", async () => {
    const payment = newPayment();
    const ids = await Promise.all(Array.from({ length: 200 }, () => client.ordered({ payment })));
    expect(new Set(ids).size).toBe(1);
    expect(await client.ask("{ productionLines { totalCount } }")).toEqual({ productionLines: { totalCount: 1 } });
  });

  it("get exactly one line out of 50 different orders with one payment", async () => {
    const payment = newPayment();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, more) => client.order({ payment, size: 1_000 + more })),
    );
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(codes).toEqual(Array(49).fill("PAYMENT_USED"));
    expect(await client.ask("{ productionLines { totalCount } }")).toEqual({ productionLines: { totalCount: 2 } });
  });

  it("delete a line once: one wins, and the others do not find it", async () => {
    const id = await client.ordered();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.delete(id)));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)))).toEqual(
      new Set(["NOT_FOUND"]),
    );
  });

  it("delete a line and all lines without a fault, each line once", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => client.ordered()));
    const all = "mutation { deleteAllTokens { id } }";
    const [first, second, ...single] = await Promise.all([
      client.ask<Deleted>(all),
      client.ask<Deleted>(all),
      ...ids.map((id) => client.delete(id)),
    ]);
    const gone = [
      ...first.deleteAllTokens.map(({ id }) => id),
      ...second.deleteAllTokens.map(({ id }) => id),
      ...ids.filter((_, at) => single[at]?.errors.length === 0),
    ];
    expect(ids.every((id) => gone.filter((each) => each === id).length === 1)).toBe(true);
    expect(await client.ask("{ productionLines { totalCount } }")).toEqual({ productionLines: { totalCount: 0 } });
  });

  it("close a session once, while orders come in: no line outlives it", async () => {
    const other = await Client.open(server.url);
    const close = "mutation ($id: UUID!) { closeSession(key: $id) { id } }";
    const [orders, closings] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => other.order())),
      Promise.all(Array.from({ length: 3 }, () => other.codes(close, { id: other.sessionKey }))),
    ]);
    expect(closings.flat()).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    expect(
      orders
        .flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))
        .filter((code) => code !== "SESSION_REFUSED"),
    ).toEqual([]);
    await using storage = await storageOf(server.place);
    expect(await storage.em.count(Line, { deletedAt: null })).toBe(0);
  });
});

interface Deleted {
  readonly deleteAllTokens: readonly { readonly id: string }[];
}
