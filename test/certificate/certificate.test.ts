import { describe, expect, it } from "vitest";
import { Keyring, type PublicKey } from "../../src/access/keyring.ts";
import {
  type CertifiedPart,
  CERTIFICATE_TYPE,
  certificateIn,
  certificateText,
} from "../../src/certificate/certificate.ts";
import { signatureCheck } from "../../src/certificate/checks.ts";
import { parseEnvelope, seal } from "../../src/certificate/envelope.ts";
import { keySet, parseKeySet } from "../../src/certificate/key-set.ts";
import { LARGEST_ALPHABET } from "../generator/support/lines.ts";

const [OLD, NEW] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
const RING = new Keyring([OLD]);
const PART: CertifiedPart = {
  line: { id: "6a945173-ca1e-4fbf-a905-b54ce44ab219", alphabetId: "ABC", chars: "ABC", digits: 3 },
  part: 2,
  firstIndex: 10n,
  size: 2n ** 60n,
  registerBefore: Uint32Array.of(1, 2, 3),
  checksum: "000000100000010000000",
  data: { sha256: "ab".repeat(32), size: 2n ** 62n - 1n, merkleRoot: "cd".repeat(32) },
  endedAt: new Date("2026-01-02T03:04:05.678Z"),
};
const TEXT = certificateText(PART, (bytes) => RING.sign(bytes));
const SAID = {
  version: 1,
  line: "6a945173-ca1e-4fbf-a905-b54ce44ab219",
  part: 2,
  alphabet: { id: "ABC", chars: "ABC" },
  digits: 3,
  firstIndex: "10",
  size: "1152921504606846976",
  checksumBefore: "000000100000100000011",
  checksum: "000000100000010000000",
  data: { sha256: "ab".repeat(32), size: "4611686018427387903", merkleRoot: "cd".repeat(32) },
  issuedAt: "2026-01-02T03:04:05.678Z",
};

function isSigned(text: string, ring = RING): boolean | null {
  return signatureCheck(parseEnvelope(text), parseKeySet(JSON.stringify(keySet(ring.publicKeys))), SAID.issuedAt).holds;
}

/** The certificate with another payload or type under the signature that it had. */
function forged(payload: unknown, payloadType = CERTIFICATE_TYPE): string {
  return JSON.stringify({
    ...(JSON.parse(TEXT) as object),
    payloadType,
    payload: Buffer.from(`${JSON.stringify(payload, null, 2)}\n`).toString("base64"),
  });
}

describe("a certificate", () => {
  it("says in plain JSON what was certified, numbers beyond 2^53 as strings", () => {
    expect(JSON.parse(Buffer.from(parseEnvelope(TEXT).payload).toString())).toEqual(SAID);
    expect(certificateIn(parseEnvelope(TEXT))).toEqual({ ...SAID, firstIndex: 10n, size: PART.size, data: PART.data });
  });

  it("is the same text whenever it is made of the same part by the same key", () => {
    expect(certificateText(PART, (bytes) => RING.sign(bytes))).toBe(TEXT);
    expect(isSigned(forged(SAID)), "the forgery below changes nothing but what it names").toBe(true);
  });

  it.each([
    { version: 2 },
    { line: "6a945173-ca1e-4fbf-a905-b54ce44ab218" },
    { part: 1 },
    { alphabet: { id: "ABD", chars: "ABC" } },
    { alphabet: { id: "ABC", chars: "ACB" } },
    { digits: 4 },
    { firstIndex: "11" },
    { size: "1152921504606846977" },
    { checksumBefore: "100000100000100000011" },
    { checksum: "100000100000010000000" },
    { data: { ...SAID.data, sha256: "ac".repeat(32) } },
    { data: { ...SAID.data, size: "4611686018427387902" } },
    { data: { ...SAID.data, merkleRoot: "ce".repeat(32) } },
    { issuedAt: "2026-01-02T03:04:05.679Z" },
    { another: 1 },
  ])("is not signed once it says %j", (change) => {
    expect(isSigned(forged({ ...SAID, ...change }))).toBe(false);
  });

  it("is not signed once its type, its key or its signature is another", () => {
    expect(isSigned(forged(SAID, "application/json"))).toBe(false);
    const envelope = JSON.parse(TEXT) as { signatures: [{ keyid: string; sig: string }] };
    const [{ keyid, sig }] = envelope.signatures;
    const signedWith = (signature: object) => JSON.stringify({ ...envelope, signatures: [signature] });
    expect(isSigned(signedWith({ keyid, sig: sig.replace(/^./, (first) => (first === "A" ? "B" : "A")) }))).toBe(false);
    expect(isSigned(signedWith({ keyid, sig: Buffer.alloc(64).toString("base64") }))).toBe(false);
    expect(
      isSigned(signedWith({ keyid: new Keyring([NEW]).sealingId, sig }), new Keyring([NEW, OLD])),
      "the key that is named has not signed",
    ).toBe(false);
    expect(isSigned(TEXT, new Keyring([NEW]))).toBe(false);
    expect(signatureCheck(parseEnvelope(TEXT), null, SAID.issuedAt).holds).toBeNull();
  });

  it("is signed by the newest key, and those of older keys stay good while their public keys are told", () => {
    const both = new Keyring([NEW, OLD]);
    const renewed = certificateText(PART, (bytes) => both.sign(bytes));
    expect(parseEnvelope(renewed).signatures.map(({ keyId }) => keyId)).toEqual([both.ids[0]]);
    expect([isSigned(renewed, both), isSigned(TEXT, both)]).toEqual([true, true]);
    expect([isSigned(renewed, RING), isSigned(renewed, new Keyring([NEW]))]).toEqual([false, true]);
  });

  it("is known by its signature where it names its key otherwise than the keys do: a key's id is a hint", () => {
    const envelope = JSON.parse(TEXT) as { signatures: [{ keyid: string; sig: string }] };
    const formerly = JSON.stringify({
      ...envelope,
      signatures: [{ ...envelope.signatures[0], keyid: "72cd6e8422c407fb" }],
    });
    expect(isSigned(formerly, new Keyring([NEW, OLD]))).toBe(true);
    expect(isSigned(formerly, new Keyring([NEW]))).toBe(false);
  });

  it("holds when it was issued by the end of its key, and not after", () => {
    const check = (endedAt: Date | null) => {
      const [key] = RING.publicKeys as [PublicKey];
      return signatureCheck(
        parseEnvelope(TEXT),
        parseKeySet(JSON.stringify(keySet([{ ...key, endedAt }]))),
        SAID.issuedAt,
      );
    };
    expect([null, new Date("2026-01-02T03:04:05.678Z"), new Date("2027-01-01")].map((end) => check(end).holds)).toEqual(
      [true, true, true],
    );
    expect(check(new Date("2026-01-02T03:04:05.000Z"))).toEqual({
      name: "signature",
      holds: false,
      detail: `of the key ${RING.sealingId}, which was not in use any more after 2026-01-02T03:04:05.000Z`,
    });
  });

  it("takes the largest alphabet", () => {
    const line = { ...PART.line, chars: LARGEST_ALPHABET };
    const text = certificateText({ ...PART, line }, (bytes) => RING.sign(bytes));
    expect(certificateIn(parseEnvelope(text))).toMatchObject({ alphabet: { chars: LARGEST_ALPHABET } });
  });

  it.each([
    [SAID, "application/json"],
    [null],
    [{}],
    [{ ...SAID, version: 2 }],
    [{ ...SAID, digits: 0 }],
    [{ ...SAID, size: 1000 }],
    [{ ...SAID, size: "-1" }],
    [{ ...SAID, line: "x\u001b[2J" }],
    [{ ...SAID, alphabet: { id: "ABC", chars: "AAB" } }],
    [{ ...SAID, checksum: "2" }],
    [{ ...SAID, data: {} }],
  ])("is refused where it says %j", (payload, type?: string) => {
    const text = seal(type ?? CERTIFICATE_TYPE, Buffer.from(JSON.stringify(payload)), (bytes) => RING.sign(bytes));
    expect(() => certificateIn(parseEnvelope(text))).toThrow(
      "The certificate does not say what one of version 1 or 2 does: it was changed, or is of another version.",
    );
  });
});
