import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { FileNote } from "../../src/database/file-note.ts";
import { Client } from "../support/graphql-client.ts";
import { newDatabase } from "../support/databases.ts";
import { command, startService, variablesOf } from "../support/service.ts";

const CONTINUE = "mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }";
const FOREIGN =
  /is not the file that the write-ahead log beside it belongs to: .* run "tokenworks restore FILE"\. .*move tokenworks\.db-wal and tokenworks\.db-shm out of the folder first/;

async function newPlace() {
  const place = await newDatabase("sqlite");
  const folder = mkdtempSync(join(tmpdir(), "tokenworks-backup-"));
  const database = join(place.dataDir, "tokenworks.db");
  return {
    place,
    database,
    backup: join(folder, "night.backup"),
    variables: variablesOf(place),
    [Symbol.asyncDispose]: async () => {
      rmSync(folder, { recursive: true });
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Orders small lines, one after another, until it is told to stop; answers how many there are. */
function load(client: Client) {
  const over = new AbortController();
  const ordered = (async () => {
    let count = 0;
    for (; !over.signal.aborted; count += 1) await client.ordered();
    return count;
  })();
  return () => {
    over.abort();
    return ordered;
  };
}

it(
  "is backed up under load, killed and restored: put there by hand beside the old log it is refused, and no token comes twice",
  { timeout: 180_000 },
  async () => {
    await using at = await newPlace();
    const service = await startService(at.variables);
    const client = await Client.open(service.url);
    const id = await client.ordered({ alphabet: "DICE", digits: 5, size: 4_000n });
    await client.reached(id, "finished");
    const running = await client.ordered({ size: 3_000_000n });
    const stopLoad = load(client);

    expect(await command(["backup", at.backup], at.variables)).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(
        /: \d+ lines, .* MB, as of .*Z\.\nIt needs the master key with the id [0-9a-f]{16}, which is not in it: keep a copy elsewhere\.\n$/,
      ) as string,
    });
    expect(statSync(at.backup).mode & 0o777).toBe(0o600);
    const later = await stopLoad().then(() => client.ordered());
    await client.reached(later, "finished");
    await client.ask(CONTINUE, { input: { id, size: "3000" } });
    await client.reached(id, "finished");
    const tokens = [await client.data(id, "?part=1"), await client.data(id, "?part=2")].map((answer) => answer.text());
    const snapshot = await client.snapshot(id);
    expect(await command(["restore", at.backup], at.variables)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^Another Tokenworks runs/) as string,
    });
    await Promise.all(tokens);
    await killAtRest(service, at.database);

    await expectRefusedByHand(at);
    const restored = await command(["restore", at.backup], at.variables);
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    const [aside = ""] = readdirSync(at.place.dataDir).filter((name) => name.startsWith("before-restore-"));
    expect(restored.stdout).toContain(`What was there before is in ${join(at.place.dataDir, aside)};`);
    expect(readdirSync(join(at.place.dataDir, aside)).toSorted()).toEqual([
      "tokenworks.db",
      "tokenworks.db-shm",
      "tokenworks.db-wal",
    ]);
    expect(existsSync(`${at.database}-wal`)).toBe(false);
    expect(await command(["check"], at.variables)).toMatchObject({ code: 0, stderr: "" });

    await using again = await startService(at.variables);
    const customer = Client.of(again.url, client.sessionKey);
    await customer.reached(running, "finished");
    expect(await customer.status(later), "ordered after the backup").toBeNull();
    await expectNoTokenTwice(customer, { id, snapshot, before: (await Promise.all(tokens)).join("\n") }, async () => {
      await again.end("SIGTERM");
      return at;
    });
  },
);

/** Kills a service that is not just writing its file: of such a one nobody knows how it was to become, and all of it is looked at instead. */
async function killAtRest({ pid, end }: Awaited<ReturnType<typeof startService>>, database: string): Promise<void> {
  const note = new FileNote(database);
  await expect
    .poll(() => {
      process.kill(pid, "SIGSTOP");
      const isAtRest = isStopped(pid) && note.read()?.state === "sealed";
      if (!isAtRest) process.kill(pid, "SIGCONT");
      return isAtRest;
    })
    .toBe(true);
  await end("SIGKILL");
}

/** A signal takes a moment to be obeyed. */
function isStopped(pid: number): boolean {
  return readFileSync(`/proc/${pid}/stat`, "latin1").includes(" T ");
}

/** A copy beside the log of the killed service, however it comes there; then all is as it was. */
async function expectRefusedByHand({
  place,
  database,
  backup,
  variables,
}: Awaited<ReturnType<typeof newPlace>>): Promise<void> {
  const kept = (name: string) => join(place.dataDir, `kept${name}`);
  for (const ending of ["", "-wal", "-shm", ".note"]) copyFileSync(`${database}${ending}`, kept(ending));
  const ways = [
    () => {
      copyFileSync(backup, database);
    },
    () => {
      copyFileSync(backup, kept("-copy"));
      renameSync(kept("-copy"), database);
    },
  ];
  for (const put of ways) {
    put();
    const before = statSync(database, { bigint: true });
    expect(await command(["serve"], variables)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(FOREIGN) as string,
    });
    expect(statSync(database, { bigint: true }).mtimeNs).toBe(before.mtimeNs);
    expect(statSync(`${database}-wal`).size).toBe(statSync(kept("-wal")).size);
  }
  expect(await command(["check"], variables)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^FAILED {2}log /) as string,
  });
  expect(await command(["backup", `${backup}2`], variables)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(FOREIGN) as string,
  });
}

interface GoneOn {
  readonly id: string;
  readonly snapshot: string;
  readonly before: string;
}

/** The line had gone on since the backup: once its newest snapshot is imported, it goes on with it, and not without. */
async function expectNoTokenTwice(
  customer: Client,
  { id, snapshot, before }: GoneOn,
  stop: () => Promise<Awaited<ReturnType<typeof newPlace>>>,
): Promise<void> {
  const { place, variables } = await stop();
  const file = join(place.dataDir, "snapshot.blob");
  writeFileSync(file, Buffer.from(snapshot, "base64"));
  expect(await command(["snapshot", "import", file], variables)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("known at index 4000, was moved forward to index 7000") as string,
  });
  expect(await command(["check"], variables)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("1 went on elsewhere") as string,
  });
  await using service = await startService(variables);
  const client = Client.of(service.url, customer.sessionKey);
  expect(await client.codes(CONTINUE, { input: { id, size: "776" } })).toEqual(["STATUS_CONFLICT"]);
  await client.ask(CONTINUE, { input: { id, size: "776", snapshot } });
  await client.reached(id, "finished");
  const all = `${before}\n${await (await client.data(id)).text()}`.split("\n");
  expect(all).toHaveLength(7_776);
  expect(new Set(all).size).toBe(7_776);
}

it.each([
  ["few", 3],
  ["many", 40],
])(
  "refuses an online copy of this very run beside the log of a killed service, with %s rows written since",
  { timeout: 120_000 },
  async (_, lines) => {
    await using at = await newPlace();
    const service = await startService(at.variables);
    const client = await Client.open(service.url);
    await client.ordered();
    const source = new Sqlite(at.database, { readonly: true });
    await source.backup(at.backup);
    source.close();
    for (let line = 0; line < lines; line += 1)
      await client.ordered({ alphabet: "LOWER_LATIN", digits: 1_000, size: 1_000n });
    await killAtRest(service, at.database);
    await expectRefusedByHand(at);
  },
);

it("starts after every kill under load, however often and whenever", { timeout: 180_000 }, async () => {
  await using at = await newPlace();
  let sessionKey: string | null = null;
  let ordered = 0;
  for (const pause of [0, 3, 10, 30]) {
    await using service = await startService(at.variables);
    const client: Client = sessionKey === null ? await Client.open(service.url) : Client.of(service.url, sessionKey);
    ({ sessionKey } = client);
    for (let order = 0; order <= pause; order += 1) {
      await client.ordered({ digits: 100 + order });
      ordered += 1;
    }
    await service.end("SIGKILL");
  }
  const checked = await command(["check"], at.variables);
  expect(checked).toMatchObject({ code: 0, stderr: "" });
  expect(checked.stdout).toContain(`${ordered} lines: no index is in two parts`);
});
