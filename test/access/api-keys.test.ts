import { describe, expect, it } from "vitest";
import { addCustomer, replaceApiKey } from "../../src/access/api-keys.ts";
import { Customer } from "../../src/access/customer.entity.ts";
import type { Environment } from "../../src/config.ts";
import { Keyring } from "../../src/access/keyring.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { Client } from "../support/graphql-client.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { API_KEY, newServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const [SECOND, THIRD] = ["1a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "2a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"];

describe.each(DIALECTS)("Api-Keys on %s", (dialect) => {
  it("are made once, when nobody could order, and told that once", async () => {
    await using place = await newDatabase(dialect);
    const start = (FIRST_API_KEY: string | undefined) => newServer(dialect, { place, environment: { FIRST_API_KEY } });
    let made: string | null;
    {
      await using first = await start(undefined);
      made = first.newApiKey;
      expect(made).toMatch(/^[0-9a-f-]{36}$/);
      await Client.open(first.url, made ?? "");
    }
    await using second = await start("");
    expect(second.newApiKey).toBeNull();
    await Client.open(second.url, made ?? "");
  });

  it("are the configured one's, by its former name too, only while there is no customer", async () => {
    await using place = await newDatabase(dialect);
    const start = async (environment: Environment) => {
      await using server = await newServer(dialect, { place, environment: { AGREEMENT: "basic", ...environment } });
      const { isFirstStart, newApiKey } = server;
      const opens = async (key: string) => (await Client.open(server.url, key).catch(() => null)) !== null;
      return { isFirstStart, newApiKey, opens: [await opens(API_KEY), await opens(SECOND)] };
    };
    expect(await start({ FIRST_API_KEY: "", API_KEY })).toEqual({
      isFirstStart: true,
      newApiKey: null,
      opens: [true, false],
    });
    for (const later of [{ FIRST_API_KEY: SECOND }, { FIRST_API_KEY: "", API_KEY: SECOND }])
      expect(await start(later)).toEqual({ isFirstStart: false, newApiKey: null, opens: [true, false] });
  });

  it("are added with a customer of another agreement; each sees and closes its own sessions alone", async () => {
    await using server = await newServer(dialect);
    await using storage = await storageOf(server.place);
    const parts = { database: storage.database, keyring: storage.keyring(), runtime: systemRuntime };
    await addCustomer(parts, { apiKey: SECOND, agreement: "basic" });
    await expect(addCustomer(parts, { apiKey: SECOND, agreement: "basic" })).rejects.toThrow(
      "This Api-Key is a customer's already; each customer has its own.",
    );
    const [old, added] = [await Client.open(server.url, API_KEY), await Client.open(server.url, SECOND)];
    const limits = "{ session { limits { maxTokens } } }";
    expect(await old.ask(limits)).toEqual({ session: { limits: { maxTokens: String(10n ** 15n) } } });
    expect(await added.ask(limits)).toEqual({ session: { limits: { maxTokens: "100000" } } });
    const { errors } = await old.send("mutation ($id: UUID!) { closeSession(key: $id) { id } }", {
      id: added.sessionKey,
    });
    expect(errors).toMatchObject([
      { message: "No open session of this Api-Key has that id.", extensions: { code: "NOT_FOUND", field: "key" } },
    ]);
    expect(await storage.em.count(Customer)).toBe(2);
  });

  it("are replaced one customer at a time: the old one is refused, connections that were opened with it close at their next operation, and sessions stay open", async () => {
    await using server = await newServer(dialect);
    const client = await Client.open(server.url);
    await using storage = await storageOf(server.place);
    const parts = {
      database: { em: storage.em, isNew: false, stop: () => Promise.resolve() },
      keyring: storage.keyring(),
      runtime: systemRuntime,
    };
    const { "Session-Key": sessionKey } = client.headers;
    const [apiKeyAlone, both, sessionKeyAlone] = await Promise.all(
      [{ "Api-Key": API_KEY }, client.headers, { "Session-Key": sessionKey }].map((credentials) =>
        RawSocket.acknowledged(server.url, credentials),
      ),
    );
    both?.subscribe("lines", "subscription { productions { status { status } } }");
    both?.subscribe("then", "{ __typename }");
    expect([(await both?.next())?.type, (await both?.next())?.type]).toEqual(["next", "complete"]);
    const key = await replaceApiKey(parts);
    await Client.open(server.url, key);
    for (const socket of [apiKeyAlone, both]) {
      socket?.subscribe("next", "{ __typename }");
      await until(async () => {
        const { type, payload } = (await socket?.next()) ?? {};
        return type === "error" && JSON.stringify(payload).includes("API_KEY_REFUSED");
      });
      expect((await socket?.closed)?.code).toBe(4403);
    }
    sessionKeyAlone?.subscribe("next", "{ session { note key } }");
    expect(await sessionKeyAlone?.next()).toMatchObject({
      type: "next",
      payload: { data: { session: { note: "test", key: null } } },
    });
    sessionKeyAlone?.webSocket.terminate();
    expect(await client.codes("mutation { openSession { key } }")).toEqual(["API_KEY_REFUSED"]);
    expect(await client.codes("{ session { id } }")).toEqual([]);
    await addCustomer(parts, { apiKey: THIRD, agreement: "basic" });
    await expect(replaceApiKey(parts)).rejects.toThrow(
      "There are several customers: name one by its id; 'tokenworks customers list' shows them.",
    );
    for (const id of ["8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a", "x", ""]) {
      await expect(replaceApiKey(parts, id)).rejects.toThrow(
        "There is no such customer; 'tokenworks customers list' shows them.",
      );
    }
    const [customer] = await storage.em.find(Customer, { agreement: "basic" });
    await Client.open(server.url, await replaceApiKey(parts, customer?.id));
    await Client.open(server.url, key);
  });

  it("are found under another keyring by none", async () => {
    await using server = await newServer(dialect);
    await using storage = await storageOf(server.place);
    const parts = {
      database: { em: storage.em, isNew: false, stop: () => Promise.resolve() },
      keyring: new Keyring([new Uint8Array(32)]),
      runtime: systemRuntime,
    };
    await addCustomer(parts, { apiKey: API_KEY, agreement: "basic" });
    expect(await storage.em.count(Customer)).toBe(2);
  });
});
