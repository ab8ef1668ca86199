import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Client, type Money, newPayment, STATUS, type ShownStatus } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { sharedClient, sharedServer } from "../support/shared.ts";
import { addCustomer } from "../support/add-customer.ts";
import { storageOf } from "../support/storage.ts";

interface Continuation {
  readonly id: string;
  readonly size: string;
  readonly alphabet?: string;
  readonly digits?: number;
  readonly seed?: string;
  readonly payment?: Money;
  readonly snapshot?: string;
}

const CONTINUE = `mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id alphabet { name chars } status(view: REQUESTED) { ...Shown } parts { number firstIndex size status { ...Shown } } } } ${STATUS}`;

/** 26^3. */
const ALL = 17_576;

describe.each(DIALECTS)("a line that goes on, on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);

  async function madeHalf(
    input: { alphabet?: string; digits?: number; payment?: Money } = {},
  ): Promise<{ id: string; snapshot: string }> {
    const id = await client.ordered({ alphabet: "LOWER_LATIN", digits: 3, size: ALL / 2, ...input });
    await client.reached(id, "finished");
    return { id, snapshot: await client.snapshot(id) };
  }

  const continued = (input: Continuation, by = client) =>
    by.ask<{ continueTokens: Continued }>(CONTINUE, { input }).then(({ continueTokens }) => continueTokens);
  const refusals = (input: Continuation, by = client) => by.codes(CONTINUE, { input });

  it("makes the rest from its snapshot: every token once, and a checksum of zeros", async () => {
    const { id, snapshot } = await madeHalf();
    const first = await (await client.data(id)).text();
    const { status, parts } = await continued({
      id,
      size: String(ALL / 2),
      snapshot,
      alphabet: "LOWER_LATIN",
      digits: 3,
    });
    expect(status).toMatchObject({ status: "REQUESTED", available: String(ALL / 2), reachable: String(ALL / 2) });
    expect(parts.map(({ number, firstIndex }) => [number, firstIndex])).toEqual([
      [1, "0"],
      [2, String(ALL / 2)],
    ]);
    const finished = await client.reached(id, "finished");
    expect(finished).toMatchObject({ available: "0", reachable: "0", partial: false, checksum: "0".repeat(21) });
    expect(finished.files.map(({ kind }) => kind)).toEqual(["DATA", "DATA_GZ"]);
    const second = await (await client.data(id)).text();
    expect(new Set([...first.split("\n"), ...second.split("\n")]).size).toBe(ALL);
    expect(await (await client.data(id, "?part=1")).text()).toBe(first);
  });

  it("goes on without a snapshot from where it stands, part after part", async () => {
    const id = await client.ordered({ alphabet: "DICE", digits: 5, size: "1000" });
    await client.reached(id, "finished");
    const tokens = new Set<string>();
    for (let part = 1; part <= 4; part += 1) {
      for (const token of (await (await client.data(id, `?part=${part}`)).text()).split("\n")) tokens.add(token);
      await continued({ id, size: part === 4 ? "3776" : "1000" });
      await client.reached(id, "finished");
    }
    for (const token of (await (await client.data(id)).text()).split("\n")) tokens.add(token);
    expect(tokens.size).toBe(7_776);
    expect(await client.status(id)).toMatchObject({ checksum: "0".repeat(70), partial: false, available: "0" });
    expect(await refusals({ id, size: "1" })).toEqual(["SIZE_UNAVAILABLE"]);
  });

  it("comes back after its deletion, in another session of the customer, with its alphabet; its earlier files stay gone", async () => {
    const name = `ALPHA_${randomUUID().slice(0, 8).toUpperCase()}`;
    await client.ask(`mutation ($id: String!) { addAlphabet(input: { name: $id, chars: "AEIOU" }) { name } }`, {
      id: name,
    });
    const id = await client.ordered({ alphabet: name, digits: 5, size: "1000" });
    await client.reached(id, "finished");
    const before = (await (await client.data(id)).text()).split("\n");
    const snapshot = await client.snapshot(id);
    await client.delete(id);
    const other = await Client.open(server.url);
    await other.ask(`mutation ($id: String!) { addAlphabet(input: { name: $id, chars: "xyz" }) { name } }`, {
      id: name,
    });

    const { alphabet, parts } = await continued({ id, size: "2125", snapshot }, other);
    expect(alphabet).toEqual({ name, chars: "AEIOU" });
    expect(parts.map(({ number, status }) => [number, status.status === "DELETED"])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(await other.reached(id, "finished")).toMatchObject({
      available: "0",
      partial: false,
      checksum: "0".repeat(35),
    });
    expect(new Set([...before, ...(await (await other.data(id)).text()).split("\n")]).size).toBe(3_125);
    expect(await other.ask(`query ($id: String!) { alphabet(name: $id) { chars } }`, { id: name })).toEqual({
      alphabet: { chars: "AEIOU" },
    });
    expect((await other.data(id, "?part=1")).status).toBe(404);
    expect(await client.status(id)).toBeNull();
    expect((await client.data(id)).status).toBe(404);
  });

  it("lets exactly one of 100 uploads of one snapshot win; the others get a conflict", async () => {
    const { id, snapshot } = await madeHalf();
    const others = [client, await Client.open(server.url)] as const;
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        refusals({ id, size: String(1_000 + at), snapshot }, others[at % 2 === 0 ? 0 : 1]),
      ),
    );
    expect(answers.filter((codes) => codes.length === 0)).toHaveLength(1);
    expect(new Set(answers.flat())).toEqual(new Set(["SNAPSHOT_STALE"]));
    await using storage = await storageOf(server.place);
    const [first, second, ...more] = await storage.parts(id);
    expect(more).toEqual([]);
    expect(second?.firstIndex).toBe(first?.size);
    expect(await storage.ledger(id)).toBe((second?.firstIndex ?? 0n) + (second?.size ?? 0n));
  });

  it("refuses a snapshot that the line has left behind, and takes it again once the part after it was given up", async () => {
    const { id, snapshot } = await madeHalf({ digits: 12 });
    await continued({ id, size: String(10n ** 14n), snapshot });
    expect(await refusals({ id, size: "1000", snapshot })).toEqual(["SNAPSHOT_STALE"]);
    expect(await refusals({ id, size: "1000" })).toEqual(["STATUS_CONFLICT"]);
    expect((await client.cancel(id)).errors).toEqual([]);
    const { parts } = await continued({ id, size: "1000", snapshot });
    expect(parts.map(({ number, firstIndex }) => [number, firstIndex])).toEqual([
      [1, String(ALL / 2)].with(1, "0"),
      [2, String(ALL / 2)],
      [3, String(ALL / 2)],
    ]);
    await client.reached(id, "finished");
    expect(await refusals({ id, size: "1000", snapshot })).toEqual(["SNAPSHOT_STALE"]);
    const newest = await client.snapshot(id);
    await client.delete(id);
    expect(await refusals({ id, size: "1000", snapshot })).toEqual(["SNAPSHOT_STALE"]);
    expect((await continued({ id, size: "1000", snapshot: newest })).status).toMatchObject({ status: "REQUESTED" });
  });

  it("refuses what is no snapshot of the line of this customer, each alike", async () => {
    const { id, snapshot } = await madeHalf();
    const { id: otherId, snapshot: ofOther } = await madeHalf();
    const stranger = await Client.open(server.url, await addCustomer(server));
    const bytes = Buffer.from(snapshot, "base64");
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    const answers = await Promise.all([
      client.send(CONTINUE, { input: { id, size: "1000", snapshot: "" } }),
      client.send(CONTINUE, { input: { id, size: "1000", snapshot: "AAAA" } }),
      client.send(CONTINUE, { input: { id, size: "1000", snapshot: bytes.toString("base64") } }),
      client.send(CONTINUE, { input: { id, size: "1000", snapshot: ofOther } }),
      client.send(CONTINUE, { input: { id: otherId, size: "1000", snapshot } }),
      client.send(CONTINUE, { input: { id: randomUUID(), size: "1000", snapshot } }),
      client.send(CONTINUE, { input: { id: "no uuid", size: "1000", snapshot } }),
      stranger.send(CONTINUE, { input: { id, size: "1000", snapshot } }),
    ]);
    const told = answers.map(({ errors }) => errors.map(({ message, extensions }) => ({ message, extensions })));
    expect(new Set(told.map((errors) => JSON.stringify(errors))).size).toBe(1);
    expect(told[0]).toMatchObject([{ extensions: { code: "SNAPSHOT_REFUSED", field: "snapshot" } }]);
  });

  it("refuses, in this order, another line's id, a mismatch, a size and a missing payment, and changes nothing", async () => {
    const { id } = await madeHalf();
    const stranger = await Client.open(server.url);
    expect(await refusals({ id, size: "1000" }, stranger)).toEqual(["NOT_FOUND"]);
    expect(await refusals({ id: randomUUID(), size: "1000" })).toEqual(["NOT_FOUND"]);
    expect(await refusals({ id, size: "0" })).toEqual(["SIZE_INVALID"]);
    expect(await refusals({ id, size: "1000", alphabet: "UPPER_LATIN" })).toEqual(["LINE_MISMATCH"]);
    expect(await refusals({ id, size: "1000", digits: 4 })).toEqual(["LINE_MISMATCH"]);
    expect(await refusals({ id, size: String(ALL / 2 + 1) })).toEqual(["SIZE_UNAVAILABLE"]);
    expect(
      await refusals({ id, size: "1000", payment: { transaction: randomUUID(), ident: "not an intent" } }),
    ).toEqual(["PAYMENT_REQUIRED"]);
    expect(await client.status(id)).toMatchObject({ status: "FINISHED", size: String(ALL / 2) });
  });

  it("answers the same order with the same payment with the same part, while and after it goes on", async () => {
    const payment = newPayment();
    const { id, snapshot } = await madeHalf({ digits: 12, payment });
    expect(await client.ordered({ alphabet: "LOWER_LATIN", digits: 12, size: ALL / 2, payment })).toBe(id);
    const next = { id, size: "1000", snapshot, payment: newPayment() };
    const answers = await Promise.all(Array.from({ length: 30 }, () => continued(next)));
    expect(new Set(answers.map(({ parts }) => parts.length))).toEqual(new Set([2]));
    await client.reached(id, "finished");
    expect((await continued(next)).parts).toHaveLength(2);
    expect(await refusals({ id, size: "1000", payment: next.payment })).toEqual(["PAYMENT_USED"]);
    await continued({ id, size: "2000" });
    expect((await continued(next)).status).toMatchObject({ status: "REQUESTED", size: "1000" });
  });

  it("keeps the snapshot as it was told, and destroys it with its line", async () => {
    const seed = "11111111-2222-4333-8444-555555555555";
    const id = await client.ordered({ seed });
    const { files } = await client.reached(id, "finished");
    const shown = files.find(({ kind }) => kind === "SNAPSHOT");
    const bytes = Buffer.from(await client.snapshot(id), "base64");
    expect(shown).toMatchObject({
      url: `/api/tokens/${id}/snapshot`,
      size: String(bytes.length),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(bytes.length % 256).toBe(0);
    expect(Buffer.from(await client.snapshot(id), "base64")).toEqual(bytes);
    await client.delete(id);
    await using storage = await storageOf(server.place);
    expect(await storage.keptFiles(id)).toEqual([]);
  });
});

interface Continued {
  readonly alphabet: { readonly name: string; readonly chars: string };
  readonly status: ShownStatus;
  readonly parts: readonly { readonly number: number; readonly firstIndex: string; readonly status: ShownStatus }[];
}
