import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyOf } from "../generator/support/lines.ts";
import { Client } from "../support/graphql-client.ts";
import { DIALECTS } from "../support/databases.ts";
import { newServer } from "../support/server.ts";

const [KEY, OTHER] = [1, 2].map((seed) => Buffer.from(keyOf(seed)).toString("base64")) as [string, string];
const IS_NOT_THE_ONE =
  /^MASTER_KEY is not the one of this database: the key with the id [0-9a-f]{16} is missing\. Give it back, or use another database\.$/;

describe.each(DIALECTS)("the master key of a service on %s", (dialect) => {
  it("is made at the first start, for its owner alone to read, and stays", async () => {
    await using first = await newServer(dialect);
    const file = join(first.place.dataDir, "master.key");
    const text = readFileSync(file, "utf8");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(text, "base64")).toHaveLength(32);
    const client = await Client.open(first.url);
    await first.stop();
    await using second = await newServer(dialect, { place: first.place });
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(await Client.of(second.url, client.sessionKey).codes("{ session { id } }")).toEqual([]);
  });

  it("is refused where it is another, missing, damaged or unreadable, each with a sentence", async () => {
    await using first = await newServer(dialect);
    const file = join(first.place.dataDir, "master.key");
    const text = readFileSync(file, "utf8");
    await first.stop();
    const start = (environment = {}) => newServer(dialect, { place: first.place, environment });
    await expect(start({ MASTER_KEY: KEY })).rejects.toThrow(IS_NOT_THE_ONE);
    writeFileSync(file, `${OTHER}\n`);
    await expect(start()).rejects.toThrow(IS_NOT_THE_ONE);
    for (const damaged of ["", text.slice(0, 20), `${text.trim()}AAAA`, "x".repeat(44), `!${text}`]) {
      writeFileSync(file, damaged);
      await expect(start()).rejects.toThrow(
        "The file master.key in the data folder is damaged: it must hold 32 bytes in base64.",
      );
    }
    rmSync(file);
    await expect(start()).rejects.toThrow(
      "The master key of this database is missing: set MASTER_KEY, or put master.key back into the data folder.",
    );
    mkdirSync(file);
    await expect(start()).rejects.toThrow("The file master.key in the data folder cannot be read.");
    rmSync(file, { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o640);
    await using again = await start();
    expect((await fetch(`${again.url}/livez`)).status).toBe(200);
    expect(again.logged.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg)).toEqual([
      `Other users of this machine may read or change ${file}: whoever has it and the database can make all tokens. Take that away: chmod 600.`,
    ]);
    await again.stop();
    chmodSync(file, 0o400);
    await using quiet = await start();
    expect(quiet.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it("is changed by putting a new one before the old: old lines and sessions live on, and neither key may go any more", async () => {
    await using first = await newServer(dialect, { environment: { MASTER_KEY: OTHER } });
    const client = await Client.open(first.url);
    const id = await client.ordered();
    const { files } = await client.reached(id, "finished");
    await first.stop();
    {
      await using second = await newServer(dialect, {
        place: first.place,
        environment: { MASTER_KEY: `${KEY},${OTHER}` },
      });
      const again = Client.of(second.url, client.sessionKey);
      expect((await again.data(id)).headers.get("etag")).toBe(`"${files[0]?.sha256 ?? ""}"`);
      expect(await again.ask("{ customer { sessions { edges { node { key } } } } }")).toEqual({
        customer: { sessions: { edges: [{ node: { key: client.sessionKey } }] } },
      });
      await again.reached(await again.ordered(), "finished");
    }
    for (const MASTER_KEY of [KEY, OTHER])
      await expect(newServer(dialect, { place: first.place, environment: { MASTER_KEY } })).rejects.toThrow(
        IS_NOT_THE_ONE,
      );
  });
});
