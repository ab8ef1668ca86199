import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputError } from "../../src/cli/output.ts";
import { produce } from "../../src/cli/produce.ts";
import { parseProduceOptions, type ProduceWords } from "../../src/cli/produce-options.ts";
import { chunk } from "../../src/generator/chunk.ts";

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

  it("says in one sentence that the reader has gone", () => {
    expect(outputError(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }))).toMatchObject({
      name: "OperatorError",
      message: "The reader of the output has gone; the tokens are not complete.",
    });
  });
});
