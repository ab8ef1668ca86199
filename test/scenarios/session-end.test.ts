import { describe, expect, it } from "vitest";
import { addCustomer } from "../support/add-customer.ts";
import { DIALECTS } from "../support/databases.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { type Client, customerOf, newClient, newPayment } from "../support/rest-client.ts";
import { countRows } from "../support/count-rows.ts";

/** Hours of work. */
const ENDLESS = { alphabet: "BASE62", digits: 12, size: 10 ** 12 };

describe.each(DIALECTS)("REST section 2, the end of a session on %s", (dialect) => {
  it("R2.20 MUST dismantle its lines, give back what paid for no token, cut its downloads, and remove its alphabets", async () => {
    await using server = await newServer(dialect, { environment: { PAYMENT: "sandbox" } });
    const client = await newClient(server);
    await client.addAlphabet("FACES", "😀😁😂😃");
    const large = (await client.produce({ alphabet: "FACES", digits: 50, size: 100_000, payment: newPayment() }))
      .document.data.id;
    const payment = newPayment();
    expect((await client.order({ ...ENDLESS, payment })).status).toBe(201);
    const download = await fetch(`${server.url}/api/tokens/${large}/data`, { headers: client.credentials });
    expect(download.status).toBe(200);

    expect((await revoke(client)).status).toBe(200);

    await expect(download.arrayBuffer()).rejects.toThrow("terminated");
    const other = await newClient(server);
    expect((await other.order({ payment })).status).toBe(201);
    expect(await countRows(server.place, "custom_alphabet")).toBe(0);
    expect(await countRows(server.place, "line where deleted_at is null")).toBe(1);
    expect(await countRows(server.place, "line where key_wrapped is not null")).toBe(1);
  });

  it("R2.21 MUST answer the session of another Api-Key as one that is not there", async () => {
    await using server = await newServer(dialect);
    const apiKey = await addCustomer(server);
    const client = await newClient(server);
    const owner = customerOf(server, API_KEY);
    const stranger = customerOf(server, apiKey);
    const strangers = await newClient(server, apiKey);
    const path = `/api/sessions/${keyOf(client)}`;

    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get("/api/sessions")).document.data.map(({ id }) => id)).toEqual([keyOf(strangers)]);
    expect((await stranger.delete(path, strangers.credentials)).status).toBe(404);
    expect((await owner.get(path)).document.data.map(({ id }) => id)).toEqual([keyOf(client)]);
    expect((await owner.delete(path, client.credentials)).status).toBe(200);
  });
});

function revoke(client: Client) {
  return client.delete(`/api/sessions/${keyOf(client)}`, customerOf(client.server).credentials);
}

function keyOf(client: Client): string {
  return client.credentials["Session-Key"] ?? "";
}
