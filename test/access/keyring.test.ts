import { createCipheriv, createDecipheriv, createHash, createPublicKey, hkdfSync, verify } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Keyring, type PublicKey } from "../../src/access/keyring.ts";
import { refuseAmbiguous, UnwrapError } from "../../src/access/wrapped-secret.ts";

const [FIRST, SECOND, THIRD] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const SECRET = Buffer.from("thirty-two secret bytes, no less");

describe("a keyring", () => {
  it("opens what it has wrapped, for its owner alone", () => {
    const ring = new Keyring([FIRST]);
    const wrapped = ring.wrap("line:a", SECRET);
    expect(ring.unwrap("line:a", wrapped)).toEqual(SECRET);
    for (const owner of ["line:b", "line:", "", "session:a", "line:a "])
      expect(() => ring.unwrap(owner, wrapped)).toThrow(UnwrapError);
  });

  it("wraps the same secret differently each time, and never in the clear", () => {
    const ring = new Keyring([FIRST]);
    const wrapped = [ring.wrap("a", SECRET), ring.wrap("a", SECRET)];
    expect(wrapped[0]).not.toEqual(wrapped[1]);
    expect(
      wrapped.every(
        (bytes) => bytes.length === 8 + 8 + 32 + SECRET.length + 16 && !bytes.includes(SECRET.subarray(0, 8)),
      ),
    ).toBe(true);
  });

  it("wraps each secret under a key of its own, in the form that is written down", () => {
    const wrapped = new Keyring([FIRST]).wrap("line:a", SECRET);
    const [header, text, tag] = [wrapped.subarray(0, 48), wrapped.subarray(48, -16), wrapped.subarray(-16)];
    expect(header.subarray(0, 16)).toEqual(
      Buffer.concat([Buffer.from("TWWRAP\0\x02", "latin1"), hkdf(FIRST, "tokenworks/key-id/2").subarray(0, 8)]),
    );
    const decipher = createDecipheriv(
      "aes-256-gcm",
      hkdf(FIRST, "tokenworks/wrap/2", header.subarray(16)),
      Buffer.alloc(12),
    )
      .setAAD(Buffer.concat([header, Buffer.from("line:a")]))
      .setAuthTag(tag);
    expect(Buffer.concat([decipher.update(text), decipher.final()])).toEqual(SECRET);
  });

  it("opens what the first form has wrapped, for its owner alone, and knows that it is not current", () => {
    const former = firstForm(FIRST, "line:a", SECRET);
    const ring = new Keyring([SECOND, FIRST]);
    expect(ring.unwrap("line:a", former)).toEqual(SECRET);
    for (const owner of ["line:b", "", "session:a"]) expect(() => ring.unwrap(owner, former)).toThrow(UnwrapError);
    expect(() => new Keyring([SECOND]).unwrap("line:a", former)).toThrow("a master key that is not in the ring");
    expect(
      [former, new Keyring([FIRST]).wrap("a", SECRET), ring.wrap("a", SECRET)].map((bytes) => ring.isCurrent(bytes)),
    ).toEqual([false, false, true]);
    expect(new Keyring([FIRST]).isCurrent(former)).toBe(false);
  });

  it("never takes one form for the other: a key whose former id reads like the second form's mark is refused", () => {
    expect(() => {
      refuseAmbiguous({ formerId: Buffer.from("TWWRAP\0\x02", "latin1").toString("hex") });
    }).toThrow("take another random one");
    expect(() => {
      refuseAmbiguous({ formerId: Buffer.from("TWWRAP\0\x01", "latin1").toString("hex") });
    }).not.toThrow();
  });

  it.each([
    ["second", (ring: Keyring) => ring.wrap("a", SECRET)],
    ["first", () => firstForm(FIRST, "a", SECRET)],
  ])("does not open what was changed in any bit, or cut, in the %s form", (_, wrap) => {
    const ring = new Keyring([FIRST]);
    const wrapped = wrap(ring);
    for (let bit = 0; bit < 8 * wrapped.length; bit++) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => ring.unwrap("a", changed)).toThrow(UnwrapError);
    }
    for (let length = 0; length < wrapped.length; length++)
      expect(() => ring.unwrap("a", wrapped.subarray(0, length))).toThrow(UnwrapError);
  });

  it("opens with any of its keys, and seals with the first", () => {
    const [old, both, other] = [new Keyring([FIRST]), new Keyring([SECOND, FIRST]), new Keyring([THIRD])];
    const wrapped = old.wrap("a", SECRET);
    expect(both.unwrap("a", wrapped)).toEqual(SECRET);
    expect(() => old.unwrap("a", both.wrap("a", SECRET))).toThrow("a master key that is not in the ring");
    expect(() => other.unwrap("a", wrapped)).toThrow("a master key that is not in the ring");
  });

  it("names a key by what HKDF derives from it, and finds it by its former id, too: the first 8 bytes of its SHA-256", () => {
    const idOf = (key: Uint8Array) => hkdf(key, "tokenworks/key-id/2").toString("hex", 0, 8);
    const formerIdOf = (key: Uint8Array) => createHash("sha256").update(key).digest("hex").slice(0, 16);
    const ring = new Keyring([SECOND, FIRST]);
    expect(ring.ids).toEqual([idOf(SECOND), idOf(FIRST)]);
    expect(
      [idOf(FIRST), formerIdOf(FIRST), idOf(THIRD), formerIdOf(THIRD), ""].map((named) => ring.idOf(named)),
    ).toEqual([idOf(FIRST), idOf(FIRST), null, null, null]);
    expect(ring.derive(formerIdOf(FIRST), "a use", SECRET)).toEqual(ring.derive(idOf(FIRST), "a use", SECRET));
  });

  it("derives a key for one use and salt from the master key of an id, and shows no master key", () => {
    const ring = new Keyring([SECOND, FIRST]);
    const [ofSecond = "", ofFirst = ""] = ring.ids;
    expect(ring.sealingId).toBe(ofSecond);
    expect(ring.derive(ofFirst, "a use", SECRET)).toEqual(Buffer.from(hkdfSync("sha256", FIRST, SECRET, "a use", 32)));
    const derived = [
      ring.derive(ofFirst, "a use", SECRET),
      ring.derive(ofSecond, "a use", SECRET),
      ring.derive(ofFirst, "another", SECRET),
      ring.derive(ofFirst, "a use", FIRST),
    ];
    expect(new Set(derived.map((key) => key.toString("hex"))).size).toBe(4);
    expect(() => new Keyring([THIRD]).derive(ofFirst, "a use", SECRET)).toThrow(UnwrapError);
    expect(inspect(ring, { depth: null, showHidden: true })).not.toContain("01 01 01 01");
    expect(JSON.stringify(ring)).not.toContain("1,1,1,1");
  });

  it("digests a credential by key and purpose, and looks for it under every key", () => {
    const [old, both] = [new Keyring([FIRST]), new Keyring([SECOND, FIRST])];
    const digest = old.digest("api-key", "x");
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(old.digest("api-key", "x")).toBe(digest);
    expect(
      new Set([
        digest,
        both.digest("api-key", "x"),
        old.digest("session-key", "x"),
        old.digest("api-key", "y"),
        createHash("sha256").update("x").digest("hex"),
      ]).size,
    ).toBe(5);
    expect(both.digests("api-key", "x")).toEqual([both.digest("api-key", "x"), digest]);
  });

  it("signs with its first key, the same bytes alike, and tells the public keys of all", () => {
    const [old, both] = [new Keyring([FIRST]), new Keyring([SECOND, FIRST])];
    const bytes = Buffer.from("to be signed");
    const { keyId, signature } = both.sign(bytes);
    expect(keyId).toBe(both.ids[0]);
    expect(both.sign(bytes)).toEqual({ keyId, signature });
    expect(both.publicKeys.map(({ id }) => id)).toEqual(both.ids);
    expect(both.publicKeys[1]).toEqual(old.publicKeys[0]);
    expect(both.publicKeys.map((key) => isSignedBy(key, bytes, signature))).toEqual([true, false]);
    expect(both.publicKeys.map((key) => isSignedBy(key, bytes, old.sign(bytes).signature))).toEqual([false, true]);
    expect(isSignedBy(both.publicKeys[0], Buffer.from("to be signeD"), signature)).toBe(false);
  });

  it("has for ever the same public key of a master key", () => {
    // RFC 5869 and RFC 8032 worked out by themselves: HKDF-SHA-256 with the info tokenworks/sign/1, and the point of that private key.
    expect(new Keyring([FIRST]).publicKeys.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual([
      "3bf581ec986ec83a6b8ee9a0268af120e1ee9b3f5000d4fcca6f9aa5030341bc",
    ]);
  });

  it("needs keys, of 32 bytes", () => {
    expect(() => new Keyring([])).toThrow(RangeError);
    expect(() => new Keyring([FIRST, new Uint8Array(31)])).toThrow("A master key has 32 bytes, but got 31.");
  });
});

function hkdf(key: Uint8Array, info: string, salt: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, 32));
}

/** As the version before has wrapped: `key id, nonce, ciphertext, tag`. */
function firstForm(key: Uint8Array, owner: string, secret: Uint8Array): Buffer {
  const [id, nonce] = [createHash("sha256").update(key).digest().subarray(0, 8), Buffer.alloc(12, 9)];
  const cipher = createCipheriv("aes-256-gcm", hkdf(key, "tokenworks/wrap/1"), nonce).setAAD(
    Buffer.concat([id, Buffer.from(owner)]),
  );
  return Buffer.concat([id, nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

function isSignedBy(key: PublicKey | undefined, bytes: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(key?.bytes ?? []).toString("base64url");
  return verify(null, bytes, createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } }), signature);
}
