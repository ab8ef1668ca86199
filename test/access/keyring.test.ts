import { createHash, hkdfSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Keyring, UnwrapError } from "../../src/access/keyring.ts";

const [FIRST, SECOND, THIRD] = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array, Uint8Array];
const SECRET = Buffer.from("thirty-two secret bytes, no less");

describe("a keyring", () => {
  it("opens what it has wrapped, for its owner alone", () => {
    const ring = new Keyring([FIRST]);
    const wrapped = ring.wrap("line:a", SECRET);
    expect(ring.unwrap("line:a", wrapped)).toEqual(SECRET);
    for (const owner of ["line:b", "line:", "", "session:a", "line:a "]) expect(() => ring.unwrap(owner, wrapped)).toThrow(UnwrapError);
  });

  it("wraps the same secret differently each time, and never in the clear", () => {
    const ring = new Keyring([FIRST]);
    const wrapped = [ring.wrap("a", SECRET), ring.wrap("a", SECRET)];
    expect(wrapped[0]).not.toEqual(wrapped[1]);
    expect(wrapped.every((bytes) => bytes.length === 8 + 12 + SECRET.length + 16 && !bytes.includes(SECRET.subarray(0, 8)))).toBe(true);
  });

  it("does not open what was changed in any bit, or cut", () => {
    const ring = new Keyring([FIRST]);
    const wrapped = ring.wrap("a", SECRET);
    for (let bit = 0; bit < 8 * wrapped.length; bit++) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => ring.unwrap("a", changed)).toThrow(UnwrapError);
    }
    for (let length = 0; length < wrapped.length; length++) expect(() => ring.unwrap("a", wrapped.subarray(0, length))).toThrow(UnwrapError);
  });

  it("opens with any of its keys, and seals with the first", () => {
    const [old, both, other] = [new Keyring([FIRST]), new Keyring([SECOND, FIRST]), new Keyring([THIRD])];
    const wrapped = old.wrap("a", SECRET);
    expect(both.unwrap("a", wrapped)).toEqual(SECRET);
    expect(() => old.unwrap("a", both.wrap("a", SECRET))).toThrow("a master key that is not in the ring");
    expect(() => other.unwrap("a", wrapped)).toThrow("a master key that is not in the ring");
  });

  it("names a key by the first 8 bytes of its SHA-256", () => {
    const idOf = (key: Uint8Array) => createHash("sha256").update(key).digest("hex").slice(0, 16);
    expect(new Keyring([SECOND, FIRST]).ids).toEqual([idOf(SECOND), idOf(FIRST)]);
    expect(new Keyring([FIRST]).wrap("a", SECRET).toString("hex", 0, 8)).toBe(idOf(FIRST));
  });

  it("derives a key for one use and salt from the master key of an id, and shows no master key", () => {
    const ring = new Keyring([SECOND, FIRST]);
    const [ofSecond = "", ofFirst = ""] = ring.ids;
    expect(ring.sealingId).toBe(ofSecond);
    expect(ring.derive(ofFirst, "a use", SECRET)).toEqual(Buffer.from(hkdfSync("sha256", FIRST, SECRET, "a use", 32)));
    const derived = [ring.derive(ofFirst, "a use", SECRET), ring.derive(ofSecond, "a use", SECRET), ring.derive(ofFirst, "another", SECRET), ring.derive(ofFirst, "a use", FIRST)];
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
    expect(new Set([digest, both.digest("api-key", "x"), old.digest("session-key", "x"), old.digest("api-key", "y"), createHash("sha256").update("x").digest("hex")]).size).toBe(5);
    expect(both.digests("api-key", "x")).toEqual([both.digest("api-key", "x"), digest]);
  });

  it("needs keys, of 32 bytes", () => {
    expect(() => new Keyring([])).toThrow(RangeError);
    expect(() => new Keyring([FIRST, new Uint8Array(31)])).toThrow("A master key has 32 bytes, but got 31.");
  });
});
