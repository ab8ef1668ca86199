import { createCipheriv, createHash, hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Keyring } from "../../src/access/keyring.ts";
import { mixRegister, startRegister } from "../../src/generator/line/checksum.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { openSnapshot } from "../../src/snapshot/open-snapshot.ts";
import { sealSnapshot } from "../../src/snapshot/seal-snapshot.ts";
import { MAX_SNAPSHOT_BYTES } from "../../src/snapshot/snapshot-format.ts";
import { lineOf } from "../generator/support/lines.ts";
import { DICE_5, EPCG30_20, sealed } from "./support/states.ts";

const PAGE = readFileSync(new URL("../../docs/snapshot-format.md", import.meta.url), "utf8");

const Bytes = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .transform((hex) => Buffer.from(hex, "hex"));
const Given = z.object({
  masterKey: Bytes,
  salt: Bytes,
  state: z.object({
    lineId: z.string(),
    customerId: z.string(),
    generatorVersion: z.number(),
    key: Bytes,
    partNumber: z.number(),
    digits: z.number(),
    alphabet: z.object({ id: z.string(), chars: z.string() }),
    nextIndex: z.string().transform(BigInt),
    register: z.array(z.number()),
  }),
});
const Derived = z.object({ keyId: Bytes, key: Bytes, commitment: Bytes });

const [givenText = "", derivedText = ""] = blocks("json");
const given = Given.parse(JSON.parse(givenText));
const derived = Derived.parse(JSON.parse(derivedText));
const [payload, snapshot] = blocks("hexdump").map(bytesOf) as [Buffer, Buffer]; // the page has two

describe("the page of the snapshot format", () => {
  it("derives the key's id, the key and the commitment as it says", () => {
    const derive = (info: string) => Buffer.from(hkdfSync("sha256", given.masterKey, given.salt, info, 32));
    expect(derived).toEqual({
      keyId: Buffer.from(hkdfSync("sha256", given.masterKey, Buffer.alloc(0), "tokenworks/key-id/2", 32)).subarray(
        0,
        8,
      ),
      key: derive("tokenworks/snapshot/key/1"),
      commitment: derive("tokenworks/snapshot/commitment/1"),
    });
    expect(PAGE).toContain("key id = the first 8 bytes of HKDF(_M_, no salt, `tokenworks/key-id/2`)");
    for (const info of ["tokenworks/snapshot/key/1", "tokenworks/snapshot/commitment/1"])
      expect(PAGE).toContain(`HKDF(_M_, salt, \`${info}\`)`);
  });

  it("lays the payload out as its table says, byte for byte", () => {
    const { state } = given;
    const expected = Buffer.alloc(payload.length);
    const [a, c, i] = [state.alphabet.id.length, Buffer.byteLength(state.alphabet.chars), 2];
    expected.write(state.lineId.replaceAll("-", ""), 0, "hex");
    expected.write(state.customerId.replaceAll("-", ""), 16, "hex");
    expected.writeUInt16BE(state.generatorVersion, 32);
    state.key.copy(expected, 34);
    expected.writeUInt32BE(state.partNumber, 66);
    expected.writeUInt16BE(state.digits, 70);
    expected.writeUInt8(a, 72);
    expected.write(state.alphabet.id, 73, "latin1");
    expected.writeUInt32BE(c, 73 + a);
    expected.write(state.alphabet.chars, 77 + a, "utf8");
    expected.writeUInt16BE(i, 77 + a + c);
    expected.writeUInt16BE(Number(state.nextIndex), 79 + a + c);
    for (const [digit, group] of state.register.entries()) expected.writeUInt32BE(group, 79 + a + c + i + 4 * digit);
    expect(payload).toEqual(expected);
    const used = 79 + a + c + i + 4 * state.digits;
    expect(PAGE).toContain(`The payload, ${used} bytes and ${payload.length - used} of padding:`);
    expect(payload.length - used).toBeLessThan(256);
  });

  it("puts the snapshot together as its table says, byte for byte", () => {
    const header = Buffer.concat([Buffer.from("TWSNAP\0\x01", "latin1"), derived.keyId, given.salt]);
    const cipher = createCipheriv("aes-256-gcm", derived.key, Buffer.alloc(12)).setAAD(header);
    expect(snapshot).toEqual(
      Buffer.concat([header, derived.commitment, cipher.update(payload), cipher.final(), cipher.getAuthTag()]),
    );
    expect(snapshot.length % 256).toBe(0);
  });

  it("shows what the service seals and opens", () => {
    const keyring = new Keyring([given.masterKey]);
    const state = {
      ...given.state,
      key: Uint8Array.from(given.state.key),
      register: Uint32Array.from(given.state.register),
    };
    expect(sealSnapshot(state, { keyring, randomBytes: () => given.salt })).toEqual(snapshot);
    expect(openSnapshot(snapshot, keyring)).toEqual(state);
  });

  it("opens the same snapshot as the version before has sealed it, under the key's former id", () => {
    const former = bytesOf(readFileSync(new URL("support/first-form.hex", import.meta.url), "utf8"));
    expect(former.subarray(8, 16)).toEqual(createHash("sha256").update(given.masterKey).digest().subarray(0, 8));
    expect(former.subarray(16, -16)).toEqual(snapshot.subarray(16, -16));
    expect(openSnapshot(former, new Keyring([given.masterKey])).nextIndex).toBe(given.state.nextIndex);
  });

  it("shows a line's true state: the checksum of its first tokens, and the first of them", () => {
    const { key, alphabet, digits, nextIndex, register } = given.state;
    const made = chunk(lineOf(alphabet.chars, digits, key), 0n, Number(nextIndex));
    expect(Array.from(mixRegister(startRegister(alphabet.chars, digits), made.register))).toEqual(register);
    expect(PAGE).toContain(`\`${Buffer.from(made.bytes).toString("utf8").split("\n")[0] ?? ""}\` the first of them`);
  });

  it("tells the true sizes", () => {
    const [dice, epcg, largest] = [
      sealed(DICE_5).length,
      sealed(EPCG30_20).length,
      MAX_SNAPSHOT_BYTES.toLocaleString("en"),
    ];
    expect(PAGE).toContain(`${dice} for five dice, ${epcg} for 20 digits of UPPER_EPCG30, at most ${largest}:`);
  });
});

function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, block = ""]) => block);
}

/** The bytes of a dump whose lines each begin with their offset. */
function bytesOf(dump: string): Buffer {
  return Buffer.concat(
    dump
      .trim()
      .split("\n")
      .map((line, row) => {
        const [offset, bytes = ""] = line.split("  ");
        expect(offset).toBe((16 * row).toString(16).padStart(8, "0"));
        return Buffer.from(bytes.replaceAll(" ", ""), "hex");
      }),
  );
}
