import { createHash, createPublicKey, verify } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { keyOf } from "../../generator/support/lines.ts";
import { Client, ENDLESS } from "../../support/graphql-client.ts";
import { DIALECTS } from "../../support/databases.ts";
import { rootOf } from "../../support/eight-leaves.ts";
import { newServer } from "../../support/server.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";

/** What the page on certificates says that they say. */
interface Said {
  readonly version: number;
  readonly line: string;
  readonly part: number;
  readonly alphabet: { readonly id: string; readonly chars: string };
  readonly digits: number;
  readonly firstIndex: string;
  readonly size: string;
  readonly checksumBefore: string;
  readonly checksum: string;
  readonly data: { readonly sha256: string; readonly size: string; readonly merkleRoot: string };
  readonly issuedAt: string;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

interface Jwk {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly exp?: number;
}

const CERTIFICATE = "query ($id: ID!) { tokens(id: $id) { parts { certificate } } }";

async function certificateOf(client: Client, id: string): Promise<string | null> {
  const { tokens } = await client.ask<{ tokens: { parts: { certificate: string | null }[] } }>(CERTIFICATE, { id });
  return tokens.parts[0]?.certificate ?? null;
}

async function publicKeys(url: string): Promise<Jwk[]> {
  const response = await fetch(`${url}/.well-known/tokenworks.json`);
  return ((await response.json()) as { keys: Jwk[] }).keys;
}

/** Verifies by the documented steps, with nothing of the service's code; answers what the certificate says. */
function said(certificate: string | null, keys: readonly Jwk[]): Said {
  const { payloadType, payload, signatures } = JSON.parse(certificate ?? "null") as Envelope;
  expect(payloadType).toBe("application/vnd.tokenworks.certificate+json");
  const body = Buffer.from(payload, "base64");
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body]);
  const { keyid, sig } = signatures[0] ?? { keyid: "", sig: "" };
  const { kty, crv, x } = keys.find(({ kid }) => kid === keyid) ?? { kty: "", crv: "", x: "" };
  expect(
    verify(null, signed, createPublicKey({ format: "jwk", key: { kty, crv, x } }), Buffer.from(sig, "base64")),
  ).toBe(true);
  return JSON.parse(body.toString()) as Said;
}

/** The checksum after tokens: bits of the XOR of each digit's code points, on top of those before. */
function checksumAfter(before: string, tokens: readonly string[]): string {
  const digits = Array.from(tokens[0] ?? "").length;
  const width = before.length / digits;
  return Array.from({ length: digits }, (_, digit) => {
    const start = parseInt(before.slice(digit * width, (digit + 1) * width), 2);
    return tokens
      .reduce((mixed, token) => mixed ^ (Array.from(token)[digit]?.codePointAt(0) ?? 0), start)
      .toString(2)
      .padStart(width, "0");
  }).join("");
}

describe.each(DIALECTS)("the certificate of a part on %s", (dialect) => {
  const server = sharedServer(dialect);
  const client = sharedClient(server);
  beforeAll(async () => {
    await client.ask(`mutation { addAlphabet(input: { name: "VOWELS", chars: "AEIOU"}) { name } }`);
  });

  it.each([
    { alphabet: "DICE", digits: 5, size: "7776", checksumBefore: "0".repeat(70), checksum: "0".repeat(70) },
    { alphabet: "VOWELS", digits: 7, size: "1000", checksumBefore: "1010111".repeat(7), checksum: null },
  ])(
    "says of $alphabet what the downloaded file is, and everything else of the part",
    async ({ checksumBefore, checksum, ...order }) => {
      const id = await client.ordered(order);
      const { timestamps, checksum: told } = await client.reached(id, "finished");
      const certificate = said(await certificateOf(client, id), await publicKeys(server.url));
      const bytes = Buffer.from(await (await client.data(id)).arrayBuffer());
      const { chars } = (
        await client.ask<{ alphabet: { chars: string } }>(`{ alphabet(name: "${order.alphabet}") { chars } }`)
      ).alphabet;
      expect(certificate).toEqual({
        version: 1,
        line: id,
        part: 1,
        alphabet: { id: order.alphabet, chars },
        digits: order.digits,
        firstIndex: "0",
        size: order.size,
        checksumBefore,
        checksum: checksumAfter(checksumBefore, bytes.toString().split("\n")),
        data: {
          sha256: createHash("sha256").update(bytes).digest("hex"),
          size: String(bytes.length),
          merkleRoot: rootOf(bytes),
        },
        issuedAt: timestamps["ended"],
      });
      expect(certificate.checksum).toBe(checksum ?? told);
    },
  );

  it.each([
    { bytes: "much less than a leaf", digits: 12, size: 1_000, length: 12_999 },
    { bytes: "exactly one leaf", digits: 16, size: 61_681, length: 2 ** 20 },
    { bytes: "one byte more than a leaf", digits: 5, size: 174_763, length: 2 ** 20 + 1 },
    { bytes: "several leaves", digits: 12, size: 250_000, length: 3_249_999 },
  ])("has the Merkle root of $bytes, as the file tells it, too", async ({ digits, size, length }) => {
    const id = await client.ordered({ alphabet: "UPPER_EPCG30", digits, size });
    const { files } = await client.reached(id, "finished");
    const bytes = Buffer.from(await (await client.data(id)).arrayBuffer());
    expect(bytes.length).toBe(length);
    const merkleRoot = rootOf(bytes);
    const { data } = said(await certificateOf(client, id), await publicKeys(server.url));
    expect(data).toMatchObject({ size: String(length), merkleRoot });
    expect(files.map((file) => [file.kind, file.merkleRoot])).toEqual([
      ["DATA", merkleRoot],
      ["DATA_GZ", null],
      ["SNAPSHOT", null],
    ]);
  });

  it("is null until the production has ended", async () => {
    const id = await client.ordered({ size: ENDLESS });
    await client.shows(id, ({ status }) => status === "STARTED");
    expect(await certificateOf(client, id)).toBeNull();
    await client.cancel(id);
    expect(await certificateOf(client, id)).toBeNull();
  });

  it("is the same whenever it is asked for, and told once more with the line's deletion", async () => {
    const id = await client.ordered();
    await client.reached(id, "finished");
    const certificate = await certificateOf(client, id);
    expect(await certificateOf(client, id)).toBe(certificate);
    const { deleteTokens } = await client.ask<{ deleteTokens: unknown }>(
      "mutation ($id: ID!) { deleteTokens(id: $id) { parts { certificate } } }",
      { id },
    );
    expect(deleteTokens).toEqual({ parts: [{ certificate }] });
  });

  it("is signed by the newest master key from the next start on, and the keys of all are told", async () => {
    const [old, renewed] = [1, 2].map((seed) => Buffer.from(keyOf(seed)).toString("base64")) as [string, string];
    await using first = await newServer(dialect, { environment: { MASTER_KEY: old } });
    const before = await Client.open(first.url);
    const id = await before.ordered();
    await before.reached(id, "finished");
    const [certificate, keys] = [await certificateOf(before, id), await publicKeys(first.url)];
    await first.stop();
    await using second = await newServer(dialect, {
      place: first.place,
      environment: { MASTER_KEY: `${renewed},${old}` },
    });
    const again = await certificateOf(Client.of(second.url, before.sessionKey), id);
    const [newest, ...others] = await publicKeys(second.url);
    expect([newest?.exp, ...keys.map(({ exp }) => exp)]).toEqual([undefined, undefined]);
    expect(others).toEqual(keys.map((key) => ({ ...key, exp: expect.any(Number) as number })));
    expect((others[0]?.exp ?? 0) * 1_000).toBeGreaterThanOrEqual(Date.parse(said(certificate, keys).issuedAt));
    expect(said(again, newest ? [newest] : [])).toEqual(said(certificate, others));
  });
});
