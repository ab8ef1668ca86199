import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Keyring, type PublicKey } from "../../src/access/keyring.ts";
import { parseEnvelope, seal, signedBytes } from "../../src/certificate/envelope.ts";
import { keySet, parseKeySet } from "../../src/certificate/key-set.ts";

const RING = new Keyring([new Uint8Array(32).fill(1)]);
const TYPE = "http://example.com/HelloWorld";
const TEXT = seal(TYPE, Buffer.from("hello world"), (bytes) => RING.sign(bytes));

describe("an envelope", () => {
  it("is signed over the type and the bytes as DSSE's own example has it", () => {
    expect(signedBytes(TYPE, Buffer.from("hello world")).toString()).toBe(
      "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
    );
    expect(signedBytes("é", Buffer.from("ü")).toString(), "lengths in bytes").toBe("DSSEv1 2 é 2 ü");
  });

  it("is the JSON that DSSE shows, ends with a newline, and is read back", () => {
    const { keyId, signature } = RING.sign(signedBytes(TYPE, Buffer.from("hello world")));
    const sig = Buffer.from(signature).toString("base64");
    expect(JSON.parse(TEXT)).toEqual({
      payloadType: TYPE,
      payload: "aGVsbG8gd29ybGQ=",
      signatures: [{ keyid: keyId, sig }],
    });
    expect(TEXT.endsWith("}\n")).toBe(true);
    expect(parseEnvelope(TEXT)).toEqual({
      payloadType: TYPE,
      payload: Buffer.from("hello world"),
      signatures: [{ keyId, signature: Buffer.from(sig, "base64") }],
    });
  });

  it.each([
    "",
    "[]",
    "null",
    "{}",
    TEXT.slice(0, -3),
    TEXT.replace("aGVsbG8gd29ybGQ=", "aGVsbG8gd29ybGQ"),
    TEXT.replace("aGVs", "aG!s"),
    TEXT.replace("payloadType", "type"),
    '{"payloadType":"x","payload":"","signatures":[]}',
  ])("is refused as %j", (text) => {
    expect(() => parseEnvelope(text)).toThrow(
      "The certificate is not one: it must be the JSON document that the service has issued, unchanged.",
    );
  });
});

describe("a set of public keys", () => {
  const set = keySet(new Keyring([new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)]).publicKeys);
  const { keyId, signature } = RING.sign(Buffer.from("x"));

  it("has keys that any library of JSON Web Keys reads", () => {
    const [, second] = set.keys;
    expect(verify(null, Buffer.from("x"), createPublicKey({ format: "jwk", key: { ...second } }), signature)).toBe(
      true,
    );
  });

  it("tells a good signature from a bad one, by each of its keys", () => {
    const [one, two, ...none] = parseKeySet(
      JSON.stringify({ keys: [{ kty: "RSA", kid: keyId, n: "AQAB", e: "AQAB" }, null, ...set.keys] }),
    );
    expect(none).toEqual([]);
    expect([one?.id, two?.id]).toEqual(set.keys.map(({ kid }) => kid));
    expect(two?.id).toBe(keyId);
    expect(two?.verifies(Buffer.from("x"), signature)).toBe(true);
    expect(two?.verifies(Buffer.from("y"), signature)).toBe(false);
    expect(two?.verifies(Buffer.from("x"), Buffer.alloc(3))).toBe(false);
    expect(one?.verifies(Buffer.from("x"), signature)).toBe(false);
  });

  it("tells the end of a key as seconds, never before it, and none of one that is in use", () => {
    const [key] = RING.publicKeys as [PublicKey];
    const ends = [null, new Date("2026-01-02T03:04:05.000Z"), new Date("2026-01-02T03:04:05.001Z")];
    const { keys } = keySet(ends.map((endedAt) => ({ ...key, endedAt })));
    expect(keys.map(({ exp }) => exp)).toEqual([undefined, 1_767_323_045, 1_767_323_046]);
    expect(parseKeySet(JSON.stringify({ keys })).map(({ endedAt }) => endedAt)).toEqual([
      null,
      ends[1],
      new Date("2026-01-02T03:04:06.000Z"),
    ]);
    const { exp: _, ...timeless } = keys[1] ?? {};
    for (const exp of ["1767323045", -1, 1e300, null])
      expect(() => parseKeySet(JSON.stringify({ keys: [{ ...timeless, exp }] }))).toThrow("--keys must name a file");
  });

  it.each([
    "",
    "x",
    "{}",
    '{"keys":[]}',
    '{"keys":{}}',
    '{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"short"}]}',
  ])("is refused as %j", (text) => {
    expect(() => parseKeySet(text)).toThrow(
      "--keys must name a file with the service's keys, as /.well-known/tokenworks.json gives them.",
    );
  });
});
