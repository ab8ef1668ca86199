import { describe, expect, it } from "vitest";
import { Client, ENDLESS } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";
import { addCustomer } from "../support/add-customer.ts";
import { until } from "../support/until.ts";

/** Jobs that a node of one worker takes from PostgreSQL, whichever come first; on SQLite there is a place for all. */
const PLACES = 16;

const HUGE = { alphabet: "BINARY", digits: 1_000, size: 10n ** 15n };

describe.each(DIALECTS)("a customer beside others, on %s", (dialect) => {
  it("gets a small order done while another's two huge lines are under way, and its downloads, verifications and analyses, too", async () => {
    await using server = await newServer(dialect);
    const [many, one] = [await Client.open(server.url), await Client.open(server.url, await addCustomer(server))];
    const huge = [await many.ordered(HUGE), await many.ordered(HUGE)];
    for (const id of huge) await many.reached(id, "started");
    const id = await one.ordered({ size: 1_000n, analysis: "METRICS" });
    await one.reached(id, "analyzed");
    const tokens = (await (await one.data(id)).text()).split("\n");
    expect(tokens).toHaveLength(1_000);
    expect(
      await one.ask("query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens) { issued } }", {
        id,
        tokens: tokens.slice(0, 1),
      }),
    ).toEqual({ verifyTokens: [{ issued: true }] });
    for (const huge_ of huge) expect((await many.status(huge_))?.status).toBe("STARTED");
  });

  it("gets a small order done while two hundred small lines of another's are", async () => {
    await using server = await newServer(dialect);
    const [many, one] = [await Client.open(server.url), await Client.open(server.url, await addCustomer(server))];
    const aliases = Array.from(
      { length: 20 },
      (_, at) => `l${at}: requestTokens(input: {alphabet: "LOWER_LATIN", digits: 12, size: 1000}) { id }`,
    ).join("\n");
    await many.ordered({ size: ENDLESS });
    const flood = Array.from({ length: 10 }, () => many.ask(`mutation { ${aliases} }`));
    await flood[0];
    const id = await one.ordered({ size: 1_000n });
    await one.reached(id, "finished");
    await Promise.all(flood);
  });

  it("has more lines under way than there are threads", async () => {
    await using server = await newServer(dialect, { environment: { WORKERS: "1" } });
    const client = await Client.open(server.url);
    const lines = await Promise.all(Array.from({ length: 5 }, () => client.ordered({ size: ENDLESS })));
    for (const id of lines) await client.reached(id, "started");
    const small = await client.ordered({ size: 1_000n });
    await client.reached(small, "finished");
    for (const id of lines) expect((await client.status(id))?.status).toBe("STARTED");
  });

  it("gets a small order done while another's lines, which have no end, have taken all places", async () => {
    await using server = await newServer(dialect, { environment: { WORKERS: "1" } });
    const [many, one] = [await Client.open(server.url), await Client.open(server.url, await addCustomer(server))];
    const endless = await Promise.all(Array.from({ length: 20 }, () => many.ordered({ size: ENDLESS })));
    const statuses = () => Promise.all(endless.map(async (id) => (await many.status(id))?.status));
    await until(async () => (await statuses()).filter((status) => status === "STARTED").length >= PLACES);
    for (let orders = 0; orders < 2; orders += 1) await one.reached(await one.ordered({ size: 1_000n }), "finished");
    for (const status of await statuses()) expect(status).toMatch(/^(?:STARTED|REQUESTED)$/);
  });
});
