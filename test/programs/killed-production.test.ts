import { describe, expect, it } from "vitest";
import { generatorLineOf } from "../../src/production/records/generator-line.ts";
import { DIALECTS, newDatabase } from "../support/databases.ts";
import { Client, type ShownStatus } from "../support/graphql-client.ts";
import { expectedOf } from "../support/expected.ts";
import { command, startService, variablesOf } from "../support/service.ts";
import { type Storage, storageOf } from "../support/storage.ts";

const SEED = "11111111-2222-4333-8444-555555555555";
const TOKENS = 600_000n;

/** How a service ends: as soon as a line of its own shows this, by this signal. */
const ENDINGS: readonly { readonly when: (status: ShownStatus) => boolean; readonly signal: "SIGKILL" | "SIGTERM" }[] =
  [
    { when: () => true, signal: "SIGKILL" },
    { when: ({ status, progress }) => progress > 0 || status === "FINISHED", signal: "SIGKILL" },
    { when: ({ status }) => status !== "REQUESTED", signal: "SIGTERM" },
    { when: ({ status }) => status === "ENDED" || status === "FINISHED", signal: "SIGKILL" },
  ];

describe.each(DIALECTS)("a service that is killed, or stopped in mid-pass, on %s", (dialect) => {
  it(
    "finishes every line at the next start with the bytes of an undisturbed run, and keeps its folder to itself while it lives",
    { timeout: 90_000 },
    async () => {
      await using place = await newDatabase(dialect);
      const variables = variablesOf(place);
      const lines: string[] = [];
      let sessionKey: string | undefined;
      for (const { when, signal } of ENDINGS) {
        await using service = await startService(variables);
        const client: Client =
          sessionKey === undefined ? await Client.open(service.url) : Client.of(service.url, sessionKey);
        ({ sessionKey } = client);
        const id = await client.ordered({ size: TOKENS, seed: SEED });
        lines.push(id);
        await client.shows(id, when);
        expect(await service.end(signal)).toMatchObject({ code: signal === "SIGTERM" ? 0 : null, stderr: "" });
      }

      await using service = await startService(variables);
      expect(await command(["serve"], variables)).toEqual({
        code: 2,
        stdout: "",
        stderr: `Another Tokenworks runs on the data folder ${place.dataDir}: stop it, or set another DATA_DIR.\n`,
      });
      const client = Client.of(service.url, sessionKey ?? "");
      await using storage = await storageOf(place);
      for (const id of lines) await expectUndisturbed(await client.reached(id, "finished"), id, storage);
      expect(service.printed().stderr).toBe("");
    },
  );
});

/** What is stored of a line is what the generator makes of its key, and it has come to each status once, in order. */
async function expectUndisturbed({ checksum, files }: ShownStatus, id: string, storage: Storage): Promise<void> {
  const line = generatorLineOf(await storage.line(id), storage.keyring());
  if (line === null) throw new Error("A finished line has its key.");
  const { checksum: expectedChecksum, ...file } = await expectedOf(line, TOKENS, SEED);
  expect(checksum).toBe(expectedChecksum);
  expect(files[0]).toMatchObject({ kind: "DATA", ...file });
  const records = await storage.records(id);
  expect(records.map(({ status, sequence }) => `${sequence} ${status}`)).toEqual([
    "1 requested",
    "2 started",
    "3 ended",
    "4 finished",
  ]);
  const times = records.map(({ at }) => at.getTime());
  expect(times).toEqual(times.toSorted((a, b) => a - b));
}
