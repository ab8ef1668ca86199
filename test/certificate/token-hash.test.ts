import { describe, expect, it } from "vitest";
import { TokenHash } from "../../src/certificate/token-hash.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";

/** A hash whose random bits are not: 8 bytes for each byte at each place, each the number of its place. */
function countedHash(maxBytes: number): TokenHash {
  return new TokenHash(
    maxBytes,
    (count) => new Uint8Array(Uint32Array.from({ length: count / 4 }, (_, at) => at).buffer),
  );
}

describe("the hash of a token", () => {
  it("is the XOR of the random bits of each byte at its place", () => {
    const hash = countedHash(3);
    hash.take(Uint8Array.of(99, 65, 0, 66, 99), 1, 4);
    const places = [2 * 65, 2 * 256, 4 * 256 + 2 * 66];
    expect(hash.high).toBe(places.reduce((mixed, place) => mixed ^ place, 0));
    expect(hash.low).toBe(places.reduce((mixed, place) => mixed ^ (place + 1), 0));
    hash.take(Uint8Array.of(), 0, 0);
    expect([hash.high, hash.low]).toEqual([0, 0]);
  });

  it("tells tokens that differ in one byte, their order or their length, by either half, and differently each time", () => {
    const tokens = ["ABC", "ABD", "BAC", "AB", "ABCA", ""].map((token) => Buffer.from(token));
    const [first, second] = [new TokenHash(4, systemRuntime.randomBytes), new TokenHash(4, systemRuntime.randomBytes)];
    const halves = [first, second].flatMap((hash) =>
      tokens.map((token) => {
        hash.take(token, 0, token.length);
        return [hash.high, hash.low];
      }),
    );
    // Of the empty token both hashes are 0; beyond it eleven random halves of 32 bits.
    expect(new Set(halves.map(([high]) => high)).size).toBe(11);
    expect(new Set(halves.map(([, low]) => low)).size).toBe(11);
  });
});
