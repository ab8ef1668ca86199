import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { certificateIn } from "../../src/certificate/certificate.ts";
import { signatureCheck } from "../../src/certificate/checks.ts";
import { parseEnvelope } from "../../src/certificate/envelope.ts";
import { parseKeySet } from "../../src/certificate/key-set.ts";
import { Client } from "../support/graphql-client.ts";
import { storageOf } from "../support/storage.ts";
import { DIALECTS } from "../support/databases.ts";
import { shared, sharedServer } from "../support/shared.ts";
import { type KeySet, previousDatabase, previousVersion } from "./support/previous-version.ts";

const LINE =
  "query ($id: ID!) { tokens(id: $id) { id seed digits alphabet { id: name } parts { number firstIndex size status { status checksum files { kind size sha256 hash } } } } }";

function isSigned(certificate: string, keys: KeySet): boolean | null {
  const envelope = parseEnvelope(certificate);
  return signatureCheck(envelope, parseKeySet(JSON.stringify(keys)), certificateIn(envelope).issuedAt).holds;
}

describe.each(DIALECTS)("a database of the version before, on %s", (dialect) => {
  const previous = previousVersion(dialect);
  const [analysed] = previous.lines.slice(-1);
  const place = shared(() => previousDatabase(dialect));
  const server = sharedServer(dialect, {
    place,
    environment: { MASTER_KEY: previous.masterKeys.join(","), PAYMENT: "none" },
  });

  const clientOf = ({ sessionKey }: { readonly sessionKey: string }) => Client.of(server.url, sessionKey);
  const keySet = async () => (await (await fetch(`${server.url}/.well-known/tokenworks.json`)).json()) as KeySet;

  it("lists its sessions with their keys, for the Api-Key that it had", async () => {
    const { customer } = await clientOf(previous.payment).ask<{
      customer: { sessions: { edges: { node: unknown }[] } };
    }>(
      "{ customer { sessions { edges { node { id: key note timestamps { granted revoked } } } } } }", // that version called the key the id
    );
    expect(customer.sessions.edges.map(({ node }) => node)).toEqual(previous.sessions.toReversed());
  });

  it("tells its lines as they were told, with their seeds", async () => {
    for (const { sessionKey, seedOfFirstPart: _, parts, ...line } of previous.lines) {
      const { tokens } = await clientOf({ sessionKey }).ask<{ tokens: unknown }>(LINE, { id: line.id });
      expect(tokens).toEqual({ ...line, parts: parts.map(({ certificate: __, ...part }) => part) });
    }
  });

  it("sends every file of every part with the hashes that were told, the seed's too", async () => {
    let files = 0;
    for (const { id, sessionKey, seedOfFirstPart: seed, parts } of previous.lines) {
      for (const { number, status } of parts) {
        for (const { kind, size, sha256, hash } of status.files.filter((file) => file.size !== null)) {
          const answer = await fetch(
            `${server.url}/api/tokens/${id}/${kind === "DATA_GZ" ? "data?format=gz&" : `${kind.toLowerCase()}?`}part=${number}`,
            { headers: { "Session-Key": sessionKey } },
          );
          if (answer.status !== 200) throw new Error(`${kind} of part ${number} was answered with ${answer.status}.`);
          const bytes = Buffer.from(await answer.arrayBuffer());
          files += 1;
          expect({
            kind,
            size: String(bytes.length),
            sha256: createHash("sha256").update(bytes).digest("hex"),
          }).toEqual({ kind, size, sha256 });
          if (hash !== null) expect(createHmac("sha256", seed).update(bytes).digest("hex")).toBe(hash);
        }
      }
    }
    expect(files).toBeGreaterThanOrEqual(10);
  });

  it("tells the analysis that it made", async () => {
    const answer = await fetch(`${server.url}/api/tokens/${analysed?.id ?? ""}/analysis`, {
      headers: { "Session-Key": analysed?.sessionKey ?? "" },
    });
    expect(await answer.text()).toBe(previous.analysis);
    const asked = await clientOf(analysed ?? previous.payment).ask<{ tokens: { analysis: { histogram: unknown[] } } }>(
      "query ($id: ID!) { tokens(id: $id) { analysis { histogram { minimum } } } }",
      { id: analysed?.id },
    );
    expect(asked.tokens.analysis.histogram.length).toBeGreaterThan(0);
  });

  it("opens the secret of a payment that was opened then", async () => {
    const { id, clientSecret } = previous.payment;
    expect(
      await clientOf(previous.payment).ask("query ($id: ID!) { paymentIntent(id: $id) { clientSecret } }", { id }),
    ).toEqual({ paymentIntent: { clientSecret } });
  });

  it("vouches for the certificates of then: by the keys that it tells now, under the ids of then, and by those that were kept", async () => {
    const now = await keySet();
    expect(now.keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining(previous.keySet.keys.map(({ kid }) => kid)));
    const [newest, ...others] = now.keys;
    expect([newest?.exp, newest && previous.keySet.keys.some(({ kid }) => kid === newest.kid)]).toEqual([
      undefined,
      false,
    ]);
    expect(others.every(({ exp }) => exp !== undefined)).toBe(true);
    const certificates = [
      previous.certificateOld,
      ...previous.lines.flatMap(({ parts }) => parts.map(({ certificate }) => certificate)),
    ];
    for (const certificate of certificates)
      expect([isSigned(certificate, now), isSigned(certificate, previous.keySet)]).toEqual([true, true]);
    const { tokens } = await clientOf(analysed ?? previous.payment).ask<{
      tokens: { parts: [{ certificate: string }] };
    }>("query ($id: ID!) { tokens(id: $id) { parts { certificate } } }", { id: analysed?.id });
    expect(isSigned(tokens.parts[0].certificate, now)).toBe(true);
    expect(isSigned(tokens.parts[0].certificate, previous.keySet), "a key's id is a hint").toBe(true);
  });

  it("stores no seed in the clear any more", async () => {
    await using storage = await storageOf(place);
    const rows = await storage.em
      .getConnection()
      .execute<{ seed: unknown; seed_wrapped: unknown }[]>("select seed, seed_wrapped from part");
    expect(rows.map(({ seed }) => seed)).toEqual(rows.map(() => null));
    expect(rows.filter(({ seed_wrapped }) => seed_wrapped !== null)).toHaveLength(3);
    if (dialect === "sqlite")
      for (const { seedOfFirstPart: seed } of previous.lines) expect(filesOf(place.dataDir).includes(seed)).toBe(false);
  });

  it("continues its lines: from where they stand, by the newest snapshot of then, and one that was deleted", async () => {
    const [first, second] = previous.lines;
    const { snapshots } = previous;
    const client = clientOf(first ?? previous.payment);
    const continued = (input: object) =>
      client.send("mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }", {
        input: { size: "1000", ...input },
      });
    expect((await continued({ id: first?.id, snapshot: snapshots.overtaken })).errors).toMatchObject([
      { extensions: { code: "SNAPSHOT_STALE" } },
    ]);
    for (const input of [
      { id: first?.id, snapshot: snapshots.newest },
      { id: first?.id },
      { id: second?.id },
      { id: snapshots.ofDeleted.line, snapshot: snapshots.ofDeleted.bytes },
    ]) {
      expect((await continued(input)).errors).toEqual([]);
      await client.reached(input.id ?? "", "finished");
    }
    const text =
      (await (await client.data(first?.id ?? "", "?part=1")).text()) +
      "\n" +
      (await (await client.data(first?.id ?? "", "?part=2")).text()) +
      "\n" +
      (await (await client.data(first?.id ?? "", "?part=3")).text());
    expect(new Set(text.split("\n")).size).toBe(4_000);
  });
});

function filesOf(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.startsWith("tokenworks.db"))
      .map((name) => readFileSync(join(folder, name))),
  );
}
