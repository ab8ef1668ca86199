import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Keyring } from "../../src/access/keyring.ts";
import { type Certificate, certificateIn, certificateText } from "../../src/certificate/certificate.ts";
import { parseEnvelope } from "../../src/certificate/envelope.ts";
import { keySet } from "../../src/certificate/key-set.ts";
import { togetherChecks } from "../../src/certificate/together.ts";
import { verifyFile } from "../../src/cli/verify.ts";
import { checksumBits, mixRegister, startRegister } from "../../src/generator/line/checksum.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { lineOf, tokensIn, UPPER_EPCG30 } from "../generator/support/lines.ts";
import { rootOf } from "../support/eight-leaves.ts";
import { command } from "../support/service.ts";

const RING = new Keyring([new Uint8Array(32).fill(1)]);
const LINE = lineOf(UPPER_EPCG30, 12);
const ID = "6a945173-ca1e-4fbf-a905-b54ce44ab219";
const NAMES = ["signature", "sha256", "merkle", "bytes", "count", "tokens", "checksum", "unique"];

/** Tokens of a line's part, as its data file writes them, and their certificate. */
function partOf(
  number: number,
  first: number,
  count: number,
  { hasRoot = true } = {},
): { tokens: string[]; certificate: string } {
  const { bytes, register } = chunk(LINE, BigInt(first), count);
  const registerBefore = mixRegister(
    startRegister(LINE.chars, LINE.digits),
    first === 0 ? new Uint32Array(LINE.digits) : chunk(LINE, 0n, first).register,
  );
  const data = bytes.subarray(0, -1);
  const part = {
    line: { id: ID, alphabetId: "UPPER_EPCG30", chars: LINE.chars, digits: LINE.digits },
    part: number,
    firstIndex: BigInt(first),
    size: BigInt(count),
    registerBefore,
    checksum: checksumBits(mixRegister(registerBefore, register), LINE.chars),
    data: {
      sha256: createHash("sha256").update(data).digest("hex"),
      size: BigInt(data.length),
      merkleRoot: hasRoot ? rootOf(data) : null,
    },
    endedAt: new Date("2026-01-02T03:04:05.678Z"),
  };
  return { tokens: tokensIn(bytes), certificate: certificateText(part, (signed) => RING.sign(signed)) };
}

const { tokens: TOKENS, certificate: CERTIFICATE } = partOf(2, 500, 2_000);

let folder: string;
let spills: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenworks-verify-"));
  spills = await mkdtemp(join(tmpdir(), "tokenworks-verify-spills-"));
  await mkdir(join(folder, "folder"));
  await write("certificate.json", CERTIFICATE);
  await write("tokenworks.json", JSON.stringify(keySet(RING.publicKeys)));
  await write("good.txt", TOKENS.join("\n"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rm(spills, { recursive: true });
});

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** The checks of some bytes that do not hold, with what is said of them; or those that could not be made. */
async function failures(
  content: string | Uint8Array,
  { certificate = CERTIFICATE, isSigned = true } = {},
): Promise<Record<string, string>> {
  const [file, path] = [await write("file.txt", content), await write("its.json", certificate)];
  const options = { store: { folder: spills, partitions: 16, blockHashes: 4 }, signal: new AbortController().signal };
  const { checks } = await verifyFile(
    { file, certificate: path, keys: isSigned ? join(folder, "tokenworks.json") : undefined },
    options,
  );
  expect(checks.map(({ name }) => name)).toEqual(NAMES);
  return Object.fromEntries(checks.filter(({ holds }) => holds !== true).map(({ name, detail }) => [name, detail]));
}

/** Runs the built command in a folder's files. */
function verified(file: string, certificate: string, ...others: string[]) {
  return command(["verify", join(folder, file), join(folder, certificate), ...others], {});
}

describe("tokenworks verify", () => {
  it("finds nothing wrong with the file that was certified, plain or compressed, a later part too", async () => {
    expect(await failures(TOKENS.join("\n"))).toEqual({});
    expect(await failures(gzipSync(TOKENS.join("\n")))).toEqual({});
    const first = partOf(1, 0, 10);
    expect(await failures(first.tokens.join("\n"), first)).toEqual({});
  });

  it("takes a newline at the end for what the service writes where it is asked for, and says so", async () => {
    for (const content of [`${TOKENS.join("\n")}\n`, gzipSync(`${TOKENS.join("\n")}\n`)]) {
      expect(await failures(content)).toEqual({});
      await write("ended.txt", content);
      const options = {
        store: { folder: spills, partitions: 1, blockHashes: 4 },
        signal: new AbortController().signal,
      };
      const { checks } = await verifyFile(
        { file: join(folder, "ended.txt"), certificate: join(folder, "certificate.json") },
        options,
      );
      expect(checks.find(({ name }) => name === "bytes")?.detail).toBe("25,999, and a newline at the end");
    }
    expect(Object.keys(await failures(`${TOKENS.slice(0, -1).join("\n")}\n`))).toEqual([
      "sha256",
      "merkle",
      "bytes",
      "count",
      "checksum",
    ]);
  });

  it("takes a certificate of before there were roots for what it is", async () => {
    const certificate = await write("old.json", partOf(2, 500, 2_000, { hasRoot: false }).certificate);
    const words = { file: join(folder, "good.txt"), certificate, keys: join(folder, "tokenworks.json") };
    const options = { store: { folder: spills, partitions: 1, blockHashes: 4 }, signal: new AbortController().signal };
    const { checks } = await verifyFile(words, options);
    expect(checks.map(({ name, holds }) => [name, holds])).toEqual(
      NAMES.filter((name) => name !== "merkle").map((name) => [name, true]),
    );
  });

  it("says that without keys the signature was not checked", async () => {
    expect(await failures(TOKENS.join("\n"), { isSigned: false })).toEqual({
      signature: `signed, by a key that you have not given: ${RING.ids[0] ?? ""}`,
    });
  });

  it("finds a token that is not the certificate's by the hash and the checksum alone", async () => {
    const other = (TOKENS[0] ?? "").replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect(Object.keys(await failures(TOKENS.with(0, other).join("\n")))).toEqual(["sha256", "merkle", "checksum"]);
  });

  it("finds a repeated token, by the lines of both", async () => {
    expect(await failures(TOKENS.with(1_999, TOKENS[41] ?? "").join("\n"))).toMatchObject({
      unique: "line 2000 repeats line 42",
      sha256: expect.any(String) as string,
      checksum: expect.any(String) as string,
    });
    const twice = TOKENS.with(1_999, TOKENS[41] ?? "").with(1_998, TOKENS[40] ?? "");
    expect(await failures(twice.join("\n"))).toMatchObject({
      unique: "line 1999 repeats line 41; in all 2 tokens come more than once",
    });
  });

  it("finds a foreign character and a short token, by their line", async () => {
    const lower = TOKENS.with(6, (TOKENS[6] ?? "").toLowerCase().replace(/^./, "a")).with(8, "");
    expect(await failures(lower.join("\n"))).toMatchObject({
      tokens: "line 7 has U+0061 at digit 1, which is not in the alphabet; 2 lines are no tokens",
    });
    expect(await failures(TOKENS.with(6, (TOKENS[6] ?? "").slice(1)).join("\n"))).toMatchObject({
      tokens: "line 7 has 11 of 12 digits",
      bytes: "25,998, but the certificate says 25,999",
    });
  });

  it("finds a swapped pair by the hash alone", async () => {
    const [first = "", second = "", ...others] = TOKENS;
    expect(Object.keys(await failures([second, first, ...others].join("\n")))).toEqual(["sha256", "merkle"]);
  });

  it("finds a file that is cut off, between tokens and within one", async () => {
    const between = await failures(TOKENS.slice(0, 1_999).join("\n"));
    expect(between).toMatchObject({ count: "1,999 lines, but the certificate says 2,000 tokens" });
    expect(Object.keys(between)).toEqual(["sha256", "merkle", "bytes", "count", "checksum"]);
    expect(await failures(TOKENS.join("\n").slice(0, -1))).toMatchObject({ tokens: "line 2000 has 11 of 12 digits" });
  });

  it.each([
    ["two newlines at the end", (text: string) => `${text}\n\n`, "line 2001 is empty"],
    ["an empty line", (text: string) => text.replace("\n", "\n\n"), "line 2 is empty"],
    [
      "lines that end with CR and LF",
      (text: string) => text.replaceAll("\n", "\r\n"),
      "line 1 has U+000D at digit 13, which is not in the alphabet; 1,999 lines are no tokens",
    ],
    [
      "a byte order mark",
      (text: string) => `\ufeff${text}`,
      "line 1 has U+FEFF at digit 1, which is not in the alphabet",
    ],
    ["nothing at all", () => "", "line 1 is empty"],
  ])("finds %s", async (_, change, tokens) => {
    expect(await failures(change(TOKENS.join("\n")))).toMatchObject({
      sha256: expect.any(String) as string,
      bytes: expect.any(String) as string,
      tokens,
    });
  });

  it("finds a certificate of another part, one that was changed, and one of another service", async () => {
    const text = TOKENS.join("\n");
    expect(Object.keys(await failures(text, { certificate: partOf(1, 0, 2_000).certificate }))).toEqual([
      "sha256",
      "merkle",
      "checksum",
    ]);
    const envelope = JSON.parse(CERTIFICATE) as { payload: string };
    const said = Buffer.from(envelope.payload, "base64").toString();
    const changed = (from: string | RegExp, to: (found: string) => string) =>
      JSON.stringify({ ...envelope, payload: Buffer.from(said.replace(from, to)).toString("base64") });
    expect(await failures(text, { certificate: changed('"part": 2', () => '"part": 3') })).toEqual({
      signature: "the certificate was changed, or another service has issued it",
    });
    expect(
      Object.keys(
        await failures(text, {
          certificate: changed(/"checksumBefore": "\d/, (bit) => bit.slice(0, -1) + (bit.endsWith("0") ? "1" : "0")),
          isSigned: false,
        }),
      ),
    ).toEqual(["signature", "checksum"]);
    const stranger = JSON.stringify({
      ...envelope,
      signatures: [{ keyid: "0123456789abcdef", sig: Buffer.alloc(64).toString("base64") }],
    });
    expect(
      await failures(text, { certificate: CERTIFICATE.replace(RING.ids[0] ?? "", "0123456789abcdef") }),
      "a key's id is a hint",
    ).toEqual({});
    expect(await failures(text, { certificate: stranger })).toEqual({
      signature: "of a key that is not among those of --keys",
    });
    await expect(
      failures(text, { certificate: changed(/"checksumBefore": "\d/, (bit) => bit.slice(0, -1)) }),
    ).rejects.toThrow("The certificate contradicts itself");
  });

  it("finds nothing wrong with the service's csv, and refuses one whose rows are not in order", async () => {
    const csv = (from: number) => `index,token\r\n${TOKENS.map((token, at) => `${from + at},${token}\r\n`).join("")}`;
    expect(await failures(csv(500))).toEqual({});
    expect(await failures(gzipSync(`\uFEFF${csv(500)}`))).toEqual({});
    const guarded = csv(500).replaceAll(/,(?=[A-M])/g, ",'"); // as before = + - and @
    expect(await failures(`\uFEFF${guarded}`)).toEqual({});
    await expect(failures(csv(501))).rejects.toThrow("line 2 is not the token of index 500.");
    await expect(failures(csv(500).replace(/,([^,]*)\r\n$/, ',"$1\r\n'))).rejects.toThrow("line 2001 is not the token");
  });

  it("checks several parts together: of one line, disjoint, complete and going on from each other", () => {
    const said = (number: number, first: number, count: number) => certificateIn(parseEnvelope(partOf(number, first, count).certificate)); // prettier-ignore
    const wrong = (...certificates: Certificate[]) =>
      togetherChecks(certificates).flatMap(({ name, holds, detail }) => (holds === true ? [] : [`${name}: ${detail}`]));
    const [one, two, three] = [said(1, 0, 10), said(2, 10, 5), said(3, 15, 5)];
    expect(wrong(three, one, two)).toEqual([]);
    expect(wrong(one)).toEqual([]);
    expect(wrong(one, three)).toEqual(["complete: the tokens from index 10 to 14 are in none of the parts"]);
    expect(wrong(one, said(2, 9, 5))).toEqual(["disjoint: the parts 1 and 2 have tokens in common"]);
    expect(wrong(one, { ...two, checksumBefore: one.checksumBefore })).toEqual([
      "chain: the checksum of part 1 is not the one that part 2 begins with",
    ]);
    expect(wrong(one, { ...two, line: ID.replace("6a", "6b") })).toEqual([
      `line: part 1 is of the line ${ID}, part 2 of ${ID.replace("6a", "6b")}`,
    ]);
  });

  it("leaves nothing among the temporary files", async () => {
    expect(await readdir(spills)).toEqual([]);
  });

  it.each([
    ["none.txt", "certificate.json", "There is no file "],
    ["folder", "certificate.json", "folder is not a file."],
    ["damaged.gz", "certificate.json", "damaged.gz is a damaged gzip file: it is cut off or was changed."],
    ["changed.gz", "certificate.json", "changed.gz is a damaged gzip file: it is cut off or was changed."],
    ["good.txt", "none.json", "There is no file "],
    ["good.txt", "folder", "folder cannot be read."],
    ["good.txt", "good.txt", "The certificate is not one: "],
    ["good.txt", "large.json", "large.json is too large for what it should be."],
    ["good.txt", "certificate.json", "--keys must name a file with the service's keys", "certificate.json"],
  ])("refuses inputs that cannot be used: %s and %s", async (file, certificate, message, keys?: string) => {
    const compressed = gzipSync(TOKENS.join("\n"));
    await write("damaged.gz", compressed.subarray(0, -100));
    await write("changed.gz", compressed.with(compressed.length >> 1, (compressed[compressed.length >> 1] ?? 0) ^ 1));
    await write("large.json", " ".repeat(5_000_000));
    const words = {
      file: join(folder, file),
      certificate: join(folder, certificate),
      keys: keys && join(folder, keys),
    };
    await expect(
      verifyFile(words, {
        store: { folder: spills, partitions: 16, blockHashes: 4 },
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({
      name: "OperatorError",
      message: expect.stringContaining(message) as string,
    });
  });

  it("is a command that prints a line for each check and ends with a code", async () => {
    const keys = ["--keys", join(folder, "tokenworks.json")];
    await write("bad.txt", TOKENS.with(1, TOKENS[0] ?? "").join("\n"));
    const [good, bad, absent, wordless] = await Promise.all([
      verified("good.txt", "certificate.json", ...keys),
      verified("bad.txt", "certificate.json"),
      verified("none.txt", "certificate.json"),
      command(["verify", "x"], {}),
    ]);
    const sha256 = createHash("sha256").update(TOKENS.join("\n")).digest("hex");
    expect(good.stdout).toBe(
      `line ${ID}, part 2, of 2026-01-02T03:04:05.678Z\n` +
        `ok      signature  of the key ${RING.ids[0] ?? ""}\nok      sha256     ${sha256}\nok      merkle     ${rootOf(Buffer.from(TOKENS.join("\n")))}\nok      bytes      25,999\nok      count      2,000 tokens\n` +
        "ok      tokens     each has 12 digits of UPPER_EPCG30\nok      checksum   the XOR of all tokens is the certificate's\nok      unique     no token comes twice\n" +
        "The file is what the service has certified.\n",
    );
    expect(good).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^2,000 tokens in \d+\.\d s: [\d,]+\/s\n$/) as string,
    });
    expect(bad.stdout.split("\n").map((line) => line.slice(0, 19).trim())).toEqual([
      expect.any(String) as string,
      "?       signature",
      "FAILED  sha256",
      "FAILED  merkle",
      "ok      bytes",
      "ok      count",
      "ok      tokens",
      "FAILED  checksum",
      "FAILED  unique",
      "The file is NOT wha",
      "",
    ]);
    expect(bad.code).toBe(1);
    expect(absent).toMatchObject({ code: 2, stdout: "", stderr: `There is no file ${join(folder, "none.txt")}.\n` });
    expect(wordless).toMatchObject({ code: 2, stdout: "", stderr: "error: missing required argument 'certificate'\n" });
  });
});
