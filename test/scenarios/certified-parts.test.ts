import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { verifyFile } from "../../src/cli/verify.ts";
import { Client } from "../support/graphql-client.ts";
import { newServer } from "../support/server.ts";

it("certifies the file of a later part, whose checksum counts from the parts before", async () => {
  await using server = await newServer("sqlite");
  const folder = await mkdtemp(join(tmpdir(), "tokenworks-certificates-"));
  const client = await Client.open(server.url);
  const id = await client.ordered({ alphabet: "DICE", digits: 5, size: "4000" });
  await client.reached(id, "finished");
  await client.ask("mutation ($id: ID!) { continueTokens(input: { id: $id, size: 3000 }) { id } }", { id });
  await client.reached(id, "finished");
  const { tokens } = await client.ask<{ tokens: { parts: { number: number; certificate: string }[] } }>(
    "query ($id: ID!) { tokens(id: $id) { parts { number certificate } } }",
    { id },
  );
  const keys = join(folder, "tokenworks.json");
  await writeFile(keys, await (await fetch(`${server.url}/.well-known/tokenworks.json`)).text());
  for (const { number, certificate } of tokens.parts) {
    const [file, proof] = [join(folder, `${number}.txt`), join(folder, `${number}.json`)];
    await writeFile(file, await (await client.data(id, `?part=${number}`)).text());
    await writeFile(proof, certificate);
    const { checks } = await verifyFile(
      { file, certificate: proof, keys },
      { store: { folder, partitions: 4, blockHashes: 16 }, signal: new AbortController().signal },
    );
    expect(checks).toHaveLength(8);
    expect(checks.filter(({ holds }) => holds !== true)).toEqual([]);
  }
  await rm(folder, { recursive: true });
});
