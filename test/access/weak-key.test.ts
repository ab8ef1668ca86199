import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { weaknessOf } from "../../src/access/weak-key.ts";

const count = (step: number, from = 0) => Uint8Array.from({ length: 32 }, (_, at) => from + step * at);
const repeated = (block: readonly number[]) =>
  Uint8Array.from({ length: 32 }, (_, at) => block[at % block.length] ?? 0);

/** Bytes of which no two are alike. */
const BLOCK = Buffer.from("9f3c71e2058bd44a6617ca30be52f80d", "hex");

describe("a weak master key", () => {
  it.each([
    ["32 equal bytes", new Uint8Array(32).fill(7), "has only a few different bytes"],
    ["zeros", new Uint8Array(32), "is text, such as a password"],
    [
      "few bytes",
      Uint8Array.from(
        { length: 32 },
        (_, at) => [200, 9, 130, 77, 251, 3, 90, 181, 66, 12, 240, 159][(at * at + 5 * at) % 12] ?? 0,
      ),
      "has only a few different bytes",
    ],
    ["a password", Buffer.from("correct horse battery staple 12!"), "is text, such as a password"],
    [
      "a short password, filled up with zeros",
      Buffer.concat([Buffer.from("hunter2"), Buffer.alloc(25)]),
      "is text, such as a password",
    ],
    ["hexadecimal digits", Buffer.from(randomBytes(16).toString("hex")), "is text, such as a password"],
    ["base64", Buffer.from(randomBytes(24).toString("base64")), "is text, such as a password"],
    ["lines", Buffer.from("one\ntwo\tthree\r\nfour five six 78."), "is text, such as a password"],
    ["a count", count(1), "is a sequence, or repeats itself"],
    ["a count down", count(-1), "is a sequence, or repeats itself"],
    ["a count by 7 from 250", count(7, 250), "is a sequence, or repeats itself"],
    ["a block of 16 twice", repeated([...BLOCK]), "is a sequence, or repeats itself"],
    ["a block of 13 again and again", repeated([...BLOCK.subarray(0, 13)]), "is a sequence, or repeats itself"],
    [
      "words of 16 bits that count",
      Uint8Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? 171 : 3 * at)),
      "is a sequence, or repeats itself",
    ],
  ])("is seen: %s", (_, key, weakness) => {
    expect(key).toHaveLength(32);
    expect(weaknessOf(key)).toBe(weakness);
  });

  it("is never a random one", () => {
    for (let at = 0; at < 20_000; at++) expect(weaknessOf(randomBytes(32))).toBeNull();
  });

  it("is not one that only looks a little like it: text with one byte that is none, 13 different bytes", () => {
    expect(weaknessOf(Buffer.from("correct horse battery staple \u00e9!"))).toBeNull();
    const thirteen = [200, 9, 130, 77, 251, 3, 90, 181, 66, 12, 240, 159, 31];
    const order = [
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5, 0, 9, 2, 12, 7, 1, 11, 4, 8, 3, 10, 6, 2, 7, 12, 1, 9, 4,
    ];
    expect(weaknessOf(Uint8Array.from(order, (place) => thirteen[place] ?? 0))).toBeNull();
  });
});
