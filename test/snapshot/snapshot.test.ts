import { createCipheriv, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { ServiceError } from "../../src/errors.ts";
import { HTTP_STATUS } from "../../src/jsonapi/http-status.ts";
import type { LineState } from "../../src/snapshot/line-state.ts";
import { openSnapshot } from "../../src/snapshot/open-snapshot.ts";
import { sealSnapshot } from "../../src/snapshot/seal-snapshot.ts";
import { MAX_SNAPSHOT_BYTES } from "../../src/snapshot/snapshot-format.ts";
import { charsOf, keyOf } from "../generator/support/lines.ts";
import { DICE_5, EPCG30_20, NEW_KEY, OLD_KEY, OTHER_KEY, RING, sealed, stateOf, states } from "./support/states.ts";

const LARGEST = stateOf({
  alphabet: { id: "X".repeat(64), chars: charsOf([[0x1_0000, 65_536]]) },
  digits: 1_000,
  nextIndex: 65_536n ** 1_000n,
});

/** The sections of a snapshot, by where each ends. */
const ENDS = { magic: 6, version: 8, keyId: 16, salt: 48, commitment: 80, ciphertext: -16, tag: 0 };

/** The payload of five dice, written out field by field. */
const PAYLOAD = Buffer.concat(
  [
    Buffer.from(
      [
        "7d6a4c7e9b1f4f588f4e0d6a2f3b1c5d",
        "00000000000040008000000000000000",
        "0001",
        Buffer.from(DICE_5.key).toString("hex"),
        "00000001",
        "0005",
        "04",
        "44494345",
        "00000012",
        "e29a80e29a81e29a82e29a83e29a84e29a85",
        "0002",
        "03e8",
        "00002680",
        "00002681",
        "00000000",
        "00000007",
        "00002685",
      ].join(""),
      "hex",
    ),
  ],
  160,
);

/** The whole of the refusal: two that differ in anything are not equal. */
function refusalOf(bytes: Uint8Array, keyring = RING): object {
  try {
    openSnapshot(bytes, keyring);
  } catch (error) {
    if (error instanceof ServiceError)
      return {
        code: error.code,
        message: error.message,
        field: error.field,
        cause: error.cause,
        status: HTTP_STATUS[error.code],
      };
    throw error;
  }
  throw new Error("The snapshot was opened.");
}

const REFUSAL = {
  code: "SNAPSHOT_REFUSED",
  message: "The snapshot must be one that this service has made of the line, unchanged.",
  field: "snapshot",
  cause: undefined,
  status: 422,
};

function withBitFlipped(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return changed;
}

/** Seals a payload as it is, whatever it says. */
function sealedPayload(payload: Buffer, { masterKey = OLD_KEY, prefix = "5457534e41500001" } = {}): Buffer {
  const salt = Buffer.alloc(32, 9);
  const header = Buffer.concat([
    Buffer.from(prefix, "hex"),
    Buffer.from(new Keyring([masterKey]).sealingId, "hex"),
    salt,
  ]);
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", masterKey, salt, `tokenworks/snapshot/${use}/1`, 32));
  const cipher = createCipheriv("aes-256-gcm", derive("key"), Buffer.alloc(12)).setAAD(header);
  return Buffer.concat([header, derive("commitment"), cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
}

describe("a snapshot", () => {
  it("brings back every state that a line can have", () => {
    fc.assert(
      fc.property(states, (state) => {
        const snapshot = sealed(state);
        expect(openSnapshot(snapshot, RING)).toEqual(state);
        expect(snapshot.length % 256).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it("takes a few hundred bytes for an ordinary line, and never more than the largest", () => {
    expect([DICE_5, EPCG30_20].map((state) => sealed(state).length)).toEqual([256, 512]);
    expect(openSnapshot(sealed(LARGEST), RING)).toEqual(LARGEST);
    expect(sealed(LARGEST).length).toBeLessThan(MAX_SNAPSHOT_BYTES);
  });

  it("shows nothing of the line", () => {
    const text = sealed(EPCG30_20).toString("latin1");
    for (const part of [EPCG30_20.key.subarray(0, 4), EPCG30_20.alphabet.chars.slice(0, 4), "UPPER"])
      expect(text).not.toContain(Buffer.from(part).toString("latin1"));
  });

  it("is another one each time, by its salt", () => {
    const salts = [1, 2].map((fill) =>
      sealSnapshot(DICE_5, { keyring: RING, randomBytes: (count) => new Uint8Array(count).fill(fill) }),
    );
    expect(new Set(salts.map((snapshot) => snapshot.toString("hex", ENDS.salt))).size).toBe(2);
    expect(salts.map((snapshot) => openSnapshot(snapshot, RING))).toEqual([DICE_5, DICE_5]);
  });

  it("keeps characters that would be refused today: they were valid when the line was ordered", () => {
    const state = stateOf({ alphabet: { id: "OLD", chars: "\ufeff \u0301\u{10ffff}" } });
    expect(openSnapshot(sealed(state), RING)).toEqual(state);
  });

  it.each<[string, string, Partial<LineState>]>([
    ["an id that is no UUID", "An id is no UUID.", { lineId: "1" }],
    ["a customer in upper case", "An id is no UUID.", { customerId: DICE_5.lineId.toUpperCase() }],
    ["a generator of another version", "Generator version 2 is unknown", { generatorVersion: 2 }],
    ["a short key", "A line's key has 32 bytes", { key: new Uint8Array(31) }],
    ["one character", "An alphabet has 2 to 65536 symbols", { alphabet: { id: "A", chars: "A" } }],
    ["a character twice", "A character stands in the alphabet twice.", { alphabet: { id: "A", chars: "ABA" } }],
    ["half a character", "The alphabet is not well-formed.", { alphabet: { id: "A", chars: "A\ud800" } }],
    ["an alphabet's id of another form", "The alphabet is not well-formed.", { alphabet: { id: "a", chars: "AB" } }],
    ["no digits", "A token has 1 to 1000 digits", { digits: 0 }],
    ["more digits than a token has", "A token has 1 to 1000 digits", { digits: 1_001 }],
    ["an index below 0", "The next index lies outside the line.", { nextIndex: -1n }],
    ["an index above the capacity", "The next index lies outside the line.", { nextIndex: 7_777n }],
    ["a register of other digits", "The register has another number of digits.", { register: new Uint32Array(4) }],
    [
      "a register of other characters",
      "The register holds what no characters can give.",
      { register: Uint32Array.of(0, 0, 0, 0, 0x4000) },
    ],
    ["part 0", "The part's number is out of range.", { partNumber: 0 }],
    ["a part too far", "The part's number is out of range.", { partNumber: 2 ** 32 }],
  ])("is not made of a state with %s", (_, message, given) => {
    expect(() => sealed(stateOf({ nextIndex: 0n, ...given }))).toThrow(message);
  });
});

describe("a snapshot that is not as it was made", () => {
  it("is refused with one and the same error for every bit of it", () => {
    const snapshot = sealed(EPCG30_20);
    for (let bit = 0; bit < 8 * snapshot.length; bit++)
      expect(refusalOf(withBitFlipped(snapshot, bit)), `bit ${bit}`).toEqual(REFUSAL);
  });

  it.each(Object.entries(ENDS))("is refused where it is cut or goes on after its %s", (_, end) => {
    const snapshot = sealed(EPCG30_20);
    const at = end > 0 ? end : snapshot.length + end;
    for (const length of [at - 1, at, at + 1])
      if (length !== snapshot.length) expect(refusalOf(Buffer.concat([snapshot], length))).toEqual(REFUSAL);
    const inserted = Buffer.concat([snapshot.subarray(0, at), Buffer.alloc(256), snapshot.subarray(at)]);
    expect(refusalOf(inserted)).toEqual(REFUSAL);
  });

  it.each([0, 1, 255, 256, 512, 768, MAX_SNAPSHOT_BYTES, MAX_SNAPSHOT_BYTES + 256])(
    "is refused as %i bytes of nothing",
    (length) => {
      expect(refusalOf(Buffer.alloc(length))).toEqual(REFUSAL);
      expect(refusalOf(Buffer.concat([sealed(DICE_5).subarray(0, length)], length + 256))).toEqual(REFUSAL);
    },
  );

  it("is refused when sections of two are put together", () => {
    const [one, other] = [sealed(DICE_5), sealed({ ...DICE_5, nextIndex: 0n }, new Keyring([NEW_KEY]))];
    const ends = Object.values(ENDS).map((end) => (end > 0 ? end : one.length + end));
    for (const [place, end] of ends.entries()) {
      const start = ends[place - 1] ?? 0;
      const mixed = Buffer.concat([one.subarray(0, start), other.subarray(start, end), one.subarray(end)]);
      if (!mixed.equals(one)) expect(refusalOf(mixed, new Keyring([NEW_KEY, OLD_KEY]))).toEqual(REFUSAL);
    }
  });

  it.each(["545753004150 0001", "5457534e4150 0000", "5457534e4150 0002", "5457534e4150 0100"])(
    "is refused with the magic and version %s, however well it is sealed",
    (prefix) => {
      expect(openSnapshot(sealedPayload(PAYLOAD), RING)).toEqual(DICE_5);
      expect(refusalOf(sealedPayload(PAYLOAD, { prefix: prefix.replace(" ", "") }))).toEqual(REFUSAL);
    },
  );
});

describe("a sealed payload", () => {
  const written = 123; // of 160; the rest is padding

  it.each<[string, (bytes: Buffer) => unknown]>([
    ["a padding that is not zero", (bytes) => bytes.writeUInt8(1, written)],
    ["a last byte that is not zero", (bytes) => bytes.writeUInt8(1, bytes.length - 1)],
    ["generator version 0", (bytes) => bytes.writeUInt16BE(0, 32)],
    ["generator version 2", (bytes) => bytes.writeUInt16BE(2, 32)],
    ["part 0", (bytes) => bytes.writeUInt32BE(0, 66)],
    ["no digits", (bytes) => bytes.writeUInt16BE(0, 70)],
    ["fewer digits than groups", (bytes) => bytes.writeUInt16BE(4, 70)],
    ["more digits than groups", (bytes) => bytes.writeUInt16BE(15, 70)],
    ["digits beyond the end", (bytes) => bytes.writeUInt16BE(65_535, 70)],
    ["an alphabet without a name", (bytes) => bytes.writeUInt8(0, 72)],
    ["a name beyond the end", (bytes) => bytes.writeUInt8(255, 72)],
    ["a name of another form", (bytes) => bytes.write("dICE", 73, "latin1")],
    ["characters beyond the end", (bytes) => bytes.writeUInt32BE(2 ** 32 - 1, 77)],
    ["half a character", (bytes) => bytes.writeUInt32BE(17, 77)],
    ["a character twice", (bytes) => bytes.writeUInt8(0x81, 83)],
    ["an overlong character", (bytes) => bytes.write("e08080", 81, "hex")],
    ["half of a surrogate pair", (bytes) => bytes.write("eda080", 81, "hex")],
    ["an index beyond the end", (bytes) => bytes.writeUInt16BE(65_535, 99)],
    ["an index with a leading zero", (bytes) => bytes.writeUInt16BE(1, 101)],
    ["an index above the capacity", (bytes) => bytes.writeUInt16BE(7_777, 101)],
    ["a register of other characters", (bytes) => bytes.writeUInt32BE(0x4000, 103)],
  ])("is refused with %s, though its seal is right", (_, change) => {
    const changed = Buffer.from(PAYLOAD);
    change(changed);
    expect(refusalOf(sealedPayload(changed))).toEqual(REFUSAL);
  });

  it("is refused when it is padded by a block too much, and when it is not padded", () => {
    expect(refusalOf(sealedPayload(Buffer.concat([PAYLOAD], PAYLOAD.length + 256)))).toEqual(REFUSAL);
    expect(refusalOf(sealedPayload(PAYLOAD.subarray(0, written)))).toEqual(REFUSAL);
  });

  it("is opened at the capacity", () => {
    const changed = Buffer.from(PAYLOAD);
    changed.writeUInt16BE(7_776, 101);
    expect(openSnapshot(sealedPayload(changed), RING).nextIndex).toBe(7_776n);
  });
});

describe("the master keys", () => {
  it("seal by the first and open by all", () => {
    const [old, rotated] = [sealed(DICE_5), sealed(DICE_5, new Keyring([NEW_KEY, OLD_KEY]))];
    const both = new Keyring([NEW_KEY, OLD_KEY]);
    expect([old, rotated].map((snapshot) => openSnapshot(snapshot, both))).toEqual([DICE_5, DICE_5]);
    expect(openSnapshot(rotated, new Keyring([NEW_KEY]))).toEqual(DICE_5);
    expect(rotated.toString("hex", ENDS.version, ENDS.keyId)).toBe(both.sealingId);
  });

  it("refuse what a retired or unknown key has sealed as they refuse what was changed", () => {
    expect(refusalOf(sealed(DICE_5), new Keyring([NEW_KEY]))).toEqual(REFUSAL);
    expect(refusalOf(sealed(DICE_5, new Keyring([keyOf(5)])), new Keyring([NEW_KEY, OLD_KEY, OTHER_KEY]))).toEqual(
      REFUSAL,
    );
  });

  it("do not open a snapshot that commits to another of them, though its ciphertext were right", () => {
    const snapshot = sealed(DICE_5);
    const other = sealed(DICE_5, new Keyring([NEW_KEY]));
    other.copy(snapshot, ENDS.salt, ENDS.salt, ENDS.commitment);
    expect(refusalOf(snapshot, new Keyring([OLD_KEY, NEW_KEY]))).toEqual(REFUSAL);
  });
});
