import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { certificateText } from "../../src/certificate/certificate.ts";
import { keySet } from "../../src/certificate/key-set.ts";
import { prove, type ProveOrder } from "../../src/cli/prove.ts";
import { verify } from "../../src/cli/verify.ts";
import { verifyRange } from "../../src/cli/verify-range.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { lineOf, UPPER_EPCG30 } from "../generator/support/lines.ts";
import { rootOf } from "../support/eight-leaves.ts";

const RING = new Keyring([new Uint8Array(32).fill(1)]);
const LINE = lineOf(UPPER_EPCG30, 12);
const COUNT = 250_000;
const LEAF = 2 ** 20;
/** Three whole leaves, and a tenth of a fourth. */
const TEXT = chunk(LINE, 0n, COUNT).bytes.subarray(0, -1);

function certified(text: Uint8Array, merkleRoot: string | null = rootOf(text)): string {
  const part = {
    line: { id: "6a945173-ca1e-4fbf-a905-b54ce44ab219", alphabetId: "UPPER_EPCG30", chars: LINE.chars, digits: 12 },
    part: 1,
    firstIndex: 0n,
    size: BigInt((text.length + 1) / 13),
    registerBefore: new Uint32Array(12),
    checksum: "0".repeat(84),
    data: { sha256: createHash("sha256").update(text).digest("hex"), size: BigInt(text.length), merkleRoot },
    endedAt: new Date("2026-01-02T03:04:05.678Z"),
  };
  return certificateText(part, (bytes) => RING.sign(bytes));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenworks-prove-"));
  await write("tokens.txt", TEXT);
  await write("certificate.json", certified(TEXT));
  await write("tokenworks.json", JSON.stringify(keySet(RING.publicKeys)));
});
afterAll(() => rm(folder, { recursive: true }));

let stderr: MockInstance<typeof process.stderr.write>;
beforeEach(() => {
  stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  stderr.mockRestore();
});

/** What commands have said on standard error. */
function said(): string {
  return stderr.mock.calls.map(([text]) => String(text)).join("");
}

function at(name: string): string {
  return join(folder, name);
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(at(name), content);
  return at(name);
}

/** Proves into files of a name, of the whole file unless told otherwise. */
function proven(name: string, order: Partial<ProveOrder>): Promise<number> {
  const files = { file: at("tokens.txt"), certificate: at("certificate.json") };
  return prove({ ...files, out: at(`${name}.json`), range: at(`${name}.txt`), ...order });
}

interface Altered {
  readonly range?: string;
  readonly proof?: string;
  readonly certificate?: string;
}

/** The checks that do not hold of a range that was proven into files of a name. */
async function wrong(name: string, { range, proof, certificate }: Altered = {}): Promise<string[]> {
  const words = {
    range: range ?? at(`${name}.txt`),
    proof: proof ?? at(`${name}.json`),
    certificate: certificate ?? at("certificate.json"),
    keys: at("tokenworks.json"),
  };
  const { checks } = await verifyRange(words, new AbortController().signal);
  expect(checks.map((check) => check.name)).toEqual(["signature", "bytes", "merkle"]);
  return checks.filter(({ holds }) => holds !== true).map((check) => check.name);
}

async function proofOf(name: string): Promise<Record<string, unknown> & { auditPath: string[] }> {
  return JSON.parse(await readFile(at(`${name}.json`), "utf8")) as Record<string, unknown> & { auditPath: string[] };
}

describe("tokenworks prove", () => {
  it.each([
    { name: "first byte", bytes: "0-0", leaves: [0, 0] },
    { name: "edge of the first leaf", bytes: `${LEAF - 1}-${LEAF}`, leaves: [0, 1] },
    { name: "second leaf", bytes: `${LEAF}-${2 * LEAF - 1}`, leaves: [1, 1] },
    { name: "last byte", bytes: `${TEXT.length - 1}-${TEXT.length - 1}`, leaves: [3, 3] },
    { name: "whole file", bytes: `0-${TEXT.length - 1}`, leaves: [0, 3] },
    { name: "line across two leaves", lines: "80660-80660", leaves: [0, 1] }, // from 1,048,567 on
    { name: "lines of the second leaf", lines: "80662-161319", leaves: [1, 1] },
    { name: "last line", lines: "250000-250000", leaves: [3, 3] },
  ])(
    "proves the leaves around the $name, which verify finds to be the file's",
    async ({ name, bytes, lines, leaves }) => {
      const [first = 0, last = 0] = leaves;
      expect(await proven(name, { bytes, lines })).toBe(0);
      expect(await proofOf(name)).toMatchObject({ version: 1, firstLeaf: String(first), lastLeaf: String(last) });
      expect((await readFile(at(`${name}.txt`))).equals(TEXT.subarray(first * LEAF, (last + 1) * LEAF))).toBe(true);
      expect(await wrong(name)).toEqual([]);
    },
  );

  it("proves the same of the file with a newline at its end, and compressed", async () => {
    await proven("plain", { lines: "1-9" });
    for (const content of [Buffer.concat([TEXT, Buffer.from("\n")]), gzipSync(TEXT, { level: 1 })]) {
      expect(await proven("other", { file: await write("other", content), lines: "1-9", force: true })).toBe(0);
      expect(await readFile(at("other.json"))).toEqual(await readFile(at("plain.json")));
      expect(await readFile(at("other.txt"))).toEqual(await readFile(at("plain.txt")));
    }
  });

  it("proves a file of one leaf by its root alone", async () => {
    const text = TEXT.subarray(0, 129);
    const certificate = await write("small.json", certified(text));
    const file = await write("small.txt", text);
    expect(await proven("one", { file, certificate, lines: "10-10" })).toBe(0);
    expect(await proofOf("one")).toMatchObject({ auditPath: [] });
    expect(await wrong("one", { certificate })).toEqual([]);
  });

  it("proves nothing of a file that is not the certificate's, and ends with 1", async () => {
    const changed = Buffer.from(TEXT);
    changed[3 * LEAF + 5] = 0x21;
    for (const content of [changed, TEXT.subarray(0, -13), Buffer.concat([TEXT, Buffer.from("\nA")]), new Uint8Array()])
      for (const order of [{ lines: "249999-250000" }, { bytes: "0-9" }])
        expect(await proven("never", { file: await write("changed.txt", content), ...order })).toBe(1);
    expect(said()).toContain("is NOT what the certificate says, so nothing of it is proven");
    expect((await readdir(folder)).filter((name) => name.startsWith("never"))).toEqual([]);
  });

  it.each([
    [{}, "Give either --lines or --bytes"],
    [{ lines: "1-2", bytes: "1-2" }, "Give either --lines or --bytes"],
    [{ lines: "0-5" }, "--lines must be FIRST-LAST, two whole numbers from 1 to 250000 in their order, but is 0-5."],
    [{ lines: "7-6" }, "--lines must be FIRST-LAST"],
    [{ lines: "250000-250001" }, "--lines must be FIRST-LAST"],
    [{ bytes: "5" }, "--bytes must be FIRST-LAST, two whole numbers from 0 to 3249998 in their order, but is 5."],
    [{ bytes: "0-3249999" }, "--bytes must be FIRST-LAST"],
    [{ bytes: "0-1", range: "-", out: "-" }, "--out and --range must name two files."],
  ])("refuses %j", async (order, message) => {
    await expect(proven("refused", order)).rejects.toThrow(message);
    expect(existsSync(at("refused.json"))).toBe(false);
  });

  it("refuses to replace a file unasked, and a certificate that tells no root", async () => {
    await write("taken.json", "{}");
    await expect(proven("taken", { lines: "1-1" })).rejects.toThrow("give --out another name, or --force");
    const old = await write("old.json", certified(TEXT, null));
    await expect(proven("of-old", { certificate: old, lines: "1-1" })).rejects.toThrow("has no merkleRoot");
    await expect(wrong("first", { certificate: old })).rejects.toThrow("has no merkleRoot");
  });
});

describe("tokenworks verify --proof", () => {
  beforeAll(async () => {
    const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await proven("range", { lines: "90000-90001" });
    quiet.mockRestore();
  });

  it("finds an altered, a shorter, a longer and another range", async () => {
    const range = await readFile(at("range.txt"));
    const altered = Buffer.from(range);
    altered[777] = 0x21;
    expect(await wrong("range", { range: await write("altered.txt", altered) })).toEqual(["merkle"]);
    expect(await wrong("range", { range: await write("altered.txt", TEXT.subarray(0, LEAF)) })).toEqual(["merkle"]);
    for (const content of [range.subarray(1), TEXT.subarray(LEAF, 2 * LEAF + 1), TEXT, new Uint8Array()])
      expect(await wrong("range", { range: await write("altered.txt", content) })).toEqual(["bytes", "merkle"]);
  });

  it("finds a proof of another place, of another file, and one that was changed", async () => {
    const proof = await proofOf("range");
    const [first = "", ...others] = proof.auditPath;
    for (const change of [
      { firstLeaf: "0", lastLeaf: "0" },
      { firstLeaf: "2", lastLeaf: "2" },
      { merkleRoot: "0".repeat(64) },
      { auditPath: others },
      { auditPath: [first, ...others, first] },
      { auditPath: others.toReversed().concat(first) },
    ])
      expect(
        await wrong("range", { proof: await write("changed.json", JSON.stringify({ ...proof, ...change })) }),
      ).toEqual(["merkle"]);
  });

  it("finds a certificate of another root, and one that nobody has signed", async () => {
    const other = await write("other-root.json", certified(TEXT, "1".repeat(64)));
    expect(await wrong("range", { certificate: other })).toEqual(["merkle"]);
    const forged = JSON.parse(certified(TEXT)) as { signatures: { sig: string }[] } satisfies object;
    const unsigned = { ...forged, signatures: [{ keyid: "00", sig: "AAAA" }] };
    expect(await wrong("range", { certificate: await write("forged.json", JSON.stringify(unsigned)) })).toEqual([
      "signature",
    ]);
  });

  it.each([
    [{ firstLeaf: "4", lastLeaf: "4" }, "firstLeaf and lastLeaf must be from 0 to 3, but are 4 and 4"],
    [{ firstLeaf: "2", lastLeaf: "1" }, "firstLeaf and lastLeaf must be from 0 to 3"],
    [{ firstLeaf: -1 }, "its firstLeaf is not as tokenworks prove writes it"],
    [{ version: 2 }, "its version is not"],
    [{ auditPath: ["abc"] }, "its auditPath.0 is not"],
    [{ auditPath: Array.from({ length: 257 }, () => "0".repeat(64)) }, "its auditPath is not"],
  ])("refuses a proof with %j", async (change, message) => {
    const proof = await write("refused.json", JSON.stringify({ ...(await proofOf("range")), ...change }));
    await expect(wrong("range", { proof })).rejects.toThrow(message);
  });

  it("ends with 0, 1 or 2, as verify does of whole files", async () => {
    const spy = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const keys = at("tokenworks.json");
    const order = { paths: [at("range.txt"), at("certificate.json")], proof: at("range.json") };
    const codes = [
      await verify({ ...order, keys }),
      await verify(order),
      await verify({ ...order, allowUnknownKey: true }),
      await verify({ ...order, keys, proof: at("whole file.json") }),
      await verify({ ...order, keys, proof: at("nowhere.json") }),
      await verify({ ...order, keys, paths: [...order.paths, ...order.paths] }),
      await verify({ ...order, keys, json: true }),
    ];
    const printed = spy.mock.calls.map(([text]) => String(text)).join("");
    spy.mockRestore();
    expect(codes).toEqual([0, 1, 0, 1, 2, 2, 0]);
    expect(printed).toContain("bytes      1,048,576 to 2,097,151 of 3,249,999, counted from 0");
    expect(printed).toContain("The range is what the service has certified.");
    expect(printed).toContain("The range is NOT what the certificate says.");
    expect(printed).toContain('"firstByte": "1048576"');
    expect(said()).toContain("--proof is of one range");
  });
});
