import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateIn } from "../../src/certificate/certificate.ts";
import { parseEnvelope } from "../../src/certificate/envelope.ts";
import { togetherChecks } from "../../src/certificate/together.ts";
import { isReaderGone } from "../../src/cli/output.ts";
import { produce } from "../../src/cli/produce.ts";
import { parseProduceOptions, type ProduceWords } from "../../src/cli/produce-options.ts";
import { verifyFile } from "../../src/cli/verify.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { rootOf } from "../support/eight-leaves.ts";

const KEY = "00000000000000000000000000000000000000000000000000000000000000ff";
const WORDS: ProduceWords = { alphabet: "UPPER_EPCG30", digits: "12", size: "1000", key: KEY, out: "-" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenworks-produce-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function parse(words: Partial<ProduceWords>) {
  return parseProduceOptions({ ...WORDS, ...words }, () => new Uint8Array(32).fill(7));
}

describe("tokenworks produce", () => {
  it("writes the tokens that the generator makes, joined by newlines", async () => {
    const options = await parse({ out: join(folder, "plain.txt"), size: "200000", start: "5", workers: "2" });
    await produce(options);
    const expected = Buffer.from(chunk(options.line, 5n, 200_000).bytes.subarray(0, -1));
    expect((await readFile(options.out)).equals(expected)).toBe(true);
  });

  it("compresses the same bytes with --gz", async () => {
    const options = await parse({ out: join(folder, "tokens.gz"), gz: true });
    await produce(options);
    expect(gunzipSync(await readFile(options.out)).equals(chunk(options.line, 0n, 1_000).bytes.subarray(0, -1))).toBe(
      true,
    );
  });

  it("refuses one file in two options, whatever its name, before it writes anything", async () => {
    const place = (name: string) => join(folder, name);
    await writeFile(place("kept-key"), `${KEY}\n`);
    await symlink(place("kept-key"), place("other-name"));
    const { key: _, ...keyless } = WORDS;
    const refused = (words: Partial<ProduceWords>) =>
      expect(parseProduceOptions({ ...keyless, ...words, force: true }, () => new Uint8Array(32))).rejects;
    await refused({ keyFile: place("kept-key"), out: place("other-name") }).toThrow(
      `--key-file and --out are the same file, ${place("other-name")}: give each its own.`,
    );
    await refused({ keyFile: place("new"), out: place("./new") }).toThrow("--key-file and --out are the same file");
    await refused({ out: place("a"), certificate: place("a") }).toThrow("--out and --certificate are the same file");
    await refused({ out: place("a"), certificate: place("c"), publicKey: place("c") }).toThrow(
      "--certificate and --public-key are the same file",
    );
    await parse({ out: "/dev/null", certificate: "/dev/null", force: true });
  });

  it("replaces no file by the public key unasked, but for the same key", async () => {
    const place = (name: string) => join(folder, name);
    const part = async (number: string, publicKey: string) =>
      produce(
        await parse({
          out: place(`signed-${number}`),
          certificate: place(`signed-${number}.cert`),
          publicKey: place(publicKey),
          start: number,
          part: number,
        }),
      );
    await writeFile(place("notes"), "kept");
    await expect(part("1", "notes")).rejects.toThrow(
      `There is a file ${place("notes")} already: give --public-key another name, or --force to replace it.`,
    );
    expect(await readFile(place("notes"), "utf8")).toBe("kept");
    await part("1", "signer");
    await part("2", "signer");
  });

  it("makes a key of its own where none is given, and says so", async () => {
    const { key: _, ...keyless } = WORDS;
    const options = await parseProduceOptions(keyless, () => new Uint8Array(32).fill(7));
    expect([options.line.key[0], options.isKeyNew]).toEqual([7, true]);
    expect((await parse({})).isKeyNew).toBe(false);
  });

  it.each([
    [{ chars: "01" }, "Give either --alphabet"],
    [
      { alphabet: "NONE" },
      '--alphabet must be the name of a preset, but there is none named "NONE": tokenworks alphabets lists them.',
    ],
    [{ alphabet: "UPPER_EPCG31" }, 'there is none named "UPPER_EPCG31"; did you mean UPPER_EPCG30?'],
    [{ digits: "0" }, "--digits must be a whole number from 1 to 1000, but is 0."],
    [{ digits: "1e1" }, "--digits must be a whole number"],
    [{ digits: "3", size: "27001" }, "--size must be a whole number from 1 to 27000, but is 27001."],
    [{ digits: "3", size: "10", start: "26991" }, "--size must be a whole number from 1 to 9, but is 10."],
    [{ digits: "3", start: "27000" }, "--start must be a whole number from 0 to 26999"],
    [{ size: "-1" }, "--size must be a whole number"],
    [{ key: "ff" }, "--key must be 32 bytes in hex"],
    [{ workers: "0" }, "--workers must be a whole number from 1"],
  ])("refuses %j before it writes anything", async (words, message) => {
    await expect(parse({ ...words, out: join(folder, "never.txt") })).rejects.toThrow(message);
  });

  it("refuses characters that cannot be an alphabet, naming the one at fault", async () => {
    const { alphabet: _, ...others } = WORDS;
    await expect(parseProduceOptions({ ...others, chars: "aba" }, () => new Uint8Array(32))).rejects.toThrow(
      "--chars cannot be used: The character U+0061 (a) at place 3",
    );
    // As Node reads the argument $'A\xff'.
    await expect(parseProduceOptions({ ...others, chars: "A\uFFFD" }, () => new Uint8Array(32))).rejects.toThrow(
      "--chars cannot be used: it has bytes that are no UTF-8",
    );
  });

  it("says in one sentence that the disk is full, and keeps nothing of an unfinished file", async () => {
    await expect(produce(await parse({ out: "/dev/full" }))).rejects.toThrow(
      "The disk is full; nothing is kept of the unfinished file.",
    );
    await expect(produce(await parse({ out: join(folder, "none", "x") }))).rejects.toThrow(
      "--out must name a file that can be written.",
    );
    expect((await readdir(folder)).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });

  it("knows a reader that has gone", () => {
    const failure = (code: string) => isReaderGone(Object.assign(new Error(code), { code }));
    expect([failure("EPIPE"), failure("ENOSPC"), isReaderGone(new Error("EPIPE"))]).toEqual([true, false, false]);
  });

  it("replaces no file without --force, and goes on at the end of one with a newline between", async () => {
    const out = join(folder, "kept.txt");
    await produce(await parse({ out, size: "10" }));
    const before = await readFile(out, "utf8");
    await expect(produce(await parse({ out, size: "20" }))).rejects.toThrow(`There is a file ${out} already: `);
    expect(await readFile(out, "utf8")).toBe(before);
    await produce(await parse({ out, append: true, start: "10", size: "10" }));
    await writeFile(out, "\n", { flag: "a" });
    await produce(await parse({ out, append: true, start: "20", size: "10" }));
    const options = await parse({ out, force: true, size: "30" });
    const whole = Buffer.from(chunk(options.line, 0n, 30).bytes.subarray(0, -1));
    expect((await readFile(out)).equals(whole)).toBe(true);
    await produce(options);
    expect((await readFile(out)).equals(whole)).toBe(true);
  });

  it("ends with a newline where that is asked for, compressed and certified as well", async () => {
    const [out, path] = [join(folder, "ended.txt"), join(folder, "ended.json")];
    const options = await parse({ out, size: "50", newline: true, certificate: path });
    await produce(options);
    const text = chunk(options.line, 0n, 50).bytes;
    expect((await readFile(out)).equals(text)).toBe(true);
    expect(options.next).toContain(" --newline --out ");
    const { data } = certificateIn(parseEnvelope(await readFile(path, "utf8")));
    const plain = text.subarray(0, -1);
    expect(data).toEqual({
      sha256: createHash("sha256").update(plain).digest("hex"),
      size: 649n,
      merkleRoot: rootOf(plain),
    });
    await produce(await parse({ out: `${out}.gz`, size: "50", newline: true, gz: true }));
    expect(gunzipSync(await readFile(`${out}.gz`)).equals(text)).toBe(true);
  });

  it("makes a key where its file is not there, of its user's alone, and takes it later", async () => {
    const keyFile = join(folder, "line.key");
    const { key: _, ...keyless } = { ...WORDS, keyFile, size: "10", out: join(folder, "by-file.txt") };
    const first = await parseProduceOptions(keyless, () => new Uint8Array(32).fill(9));
    await produce(first);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(first.next).toBe(
      `To go on: tokenworks produce --alphabet UPPER_EPCG30 --digits 12 --key-file ${keyFile} --start 10 --size 10 --out ${keyless.out} --append`,
    );
    const again = await parseProduceOptions(keyless, () => new Uint8Array(32).fill(8));
    expect([again.line.key[0], again.isKeyNew]).toEqual([9, false]);
    await expect(
      parseProduceOptions({ ...keyless, keyFile: join(folder, "mistyped.key"), start: "10" }, () => new Uint8Array(32)),
    ).rejects.toThrow("mistyped.key, but going on with a sequence needs its key.");
  });

  it("tells how to go on, up to the last token, and shows no key that was given", async () => {
    const next = async (words: Partial<ProduceWords>) => (await parse({ ...words })).next;
    expect(await next({ digits: "3", start: "26000", size: "900", gz: true, out: "a.gz" })).toBe(
      "To go on: tokenworks produce --alphabet UPPER_EPCG30 --digits 3 --key KEY --start 26900 --size 100 --gz --out a-26900.gz",
    );
    expect(await next({ digits: "3", size: "27000" })).toBe("All tokens are made: the sequence ends here.");
    const { key: _, alphabet: __, ...others } = WORDS;
    const told = await parseProduceOptions({ ...others, chars: "a'bc" }, () => new Uint8Array(32).fill(7));
    expect(told.next).toContain(`--chars 'a'\\''bc' --digits 12 --key ${"07".repeat(32)} `);
  });

  it.each([
    [{ append: true, out: "-" }, "--append needs --out"],
    [{ append: true, out: "x" }, "--append needs --start"],
    [{ append: true, out: "x", gz: true, start: "1" }, "--append cannot be used with --gz"],
    [{ append: true, force: true, out: "x" }, "--force replaces the file"],
    [{ append: true, certificate: "c", out: "x", start: "1" }, "--certificate is of a file of its own"],
    [{ certificate: "c", start: "1" }, "--certificate needs --part"],
    [{ part: "1" }, "--part needs --certificate."],
    [{ keyFile: "k" }, "--key and --key-file are both given; keep one."],
  ])("refuses %j, which cannot be meant together", async (words, message) => {
    await expect(parse(words)).rejects.toThrow(message);
  });

  it("certifies parts that verify finds whole together, compressed or not, and that nobody can have swapped", async () => {
    const at = (name: string) => join(folder, name);
    const [one, two] = [{ out: at("1.txt"), certificate: at("1.json"), publicKey: at("keys.json") }, { out: at("2.gz"), certificate: at("2.json"), gz: true, start: "1000", part: "2" }]; // prettier-ignore
    await produce(await parse(one));
    await produce(await parse(two));
    const verified = async (file: string, certificate: string) => {
      const { checks, certificate: said } = await verifyFile({ file, certificate, keys: at("keys.json") }, { store: { folder, partitions: 16, blockHashes: 4 }, signal: new AbortController().signal }); // prettier-ignore
      return { said, wrong: checks.filter(({ holds }) => holds !== true).map(({ name }) => name) };
    };
    const [first, second] = [await verified(one.out, one.certificate), await verified(two.out, two.certificate)];
    expect([first.wrong, second.wrong]).toEqual([[], []]);
    expect(togetherChecks([second.said, first.said]).map(({ name, holds }) => [name, holds])).toEqual([
      ["line", true],
      ["disjoint", true],
      ["complete", true],
      ["chain", true],
    ]);
    expect((await verified(one.out, two.certificate)).wrong).toEqual(["sha256", "merkle", "checksum"]);
  });
});
