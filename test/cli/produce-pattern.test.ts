import { mod37_36 } from "cdigit";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { togetherChecks } from "../../src/certificate/together.ts";
import { produce } from "../../src/cli/produce.ts";
import { parseProduceOptions, type ProduceWords } from "../../src/cli/produce-options.ts";
import { verifyFile } from "../../src/cli/verify.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { command } from "../support/service.ts";
import { TICKET_WORDS } from "../support/ticket-words.ts";

const TICKET = "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}";
const KEY = "00000000000000000000000000000000000000000000000000000000000000ff";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tokenworks-pattern-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Writes words, one on each line, and names their file. */
async function fileOf(words: readonly string[], name = "words.txt"): Promise<string> {
  await writeFile(join(folder, name), words.join("\n"));
  return join(folder, name);
}

/** Runs the command as it is typed. */
async function produced(...parameters: readonly string[]): Promise<{ tokens: string[]; told: string }> {
  const out = join(folder, "tokens.txt");
  const { code, stdout, stderr } = await command(
    ["produce", ...parameters, "--workers", "1", "--force", "--out", out],
    {},
  );
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: "" });
  return { tokens: (await readFile(out, "utf8")).split("\n"), told: stderr };
}

function parse(words: Partial<ProduceWords>) {
  return parseProduceOptions({ pattern: TICKET, size: "1000", key: KEY, out: "-", ...words }, () => new Uint8Array(32));
}

describe("tokenworks produce --pattern", () => {
  it("writes 50,000 tickets without 300 words, and 50,000 others from the key and the format that it has told", async () => {
    const words = await fileOf(TICKET_WORDS.map((word) => word.toLowerCase()));
    const order = ["--pattern", TICKET, "--without-words", words, "--size", "50000"];
    const first = await produced(...order);
    const [, key = "", format = ""] = /^key ([0-9a-f]{64})\nformat ([0-9a-f]{64})\n/.exec(first.told) ?? [];
    const second = await produced(...order, "--key", key, "--format-sha256", format, "--start", "50000");
    expect(second.told).not.toContain(key);
    const tokens = [...first.tokens, ...second.tokens];
    expect(new Set(tokens).size).toBe(100_000);
    const anyWord = new RegExp(TICKET_WORDS.join("|"));
    const wrong = tokens.filter((token) => {
      const [, one = "", two = "", check = ""] = /^TCK-(\w{4})-(\w{4})-(\w)$/.exec(token) ?? [];
      return mod37_36.compute(one + two) !== check || anyWord.test(one + two + check);
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  it("writes the whole space of a small format, and says exactly how much that is", async () => {
    const forbidden = ["dice", "ace", "bad", "dad", "0a1", "c0c", "bb", "d1", "2ca", "e2z"];
    const order = ["--pattern", "P-{[012ABCDE]:6}/{check:mod37-36}", "--without-words", await fileOf(forbidden)];
    const anyWord = new RegExp(forbidden.join("|"), "i");
    const expected: string[] = [];
    for (let number = 0; number < 8 ** 6; number++) {
      const digits = Array.from({ length: 6 }, (_, at) => "012ABCDE"[Math.floor(number / 8 ** at) % 8]).join("");
      const check = mod37_36.compute(digits);
      if (!anyWord.test(digits + check)) expected.push(`P-${digits}/${check}`);
    }
    expect(expected.length).toBeGreaterThan(150_000);
    const { tokens } = await produced(...order, "--size", String(expected.length));
    expect(tokens.sort()).toEqual(expected.sort());
    expect(await command(["produce", ...order, "--size", String(expected.length + 1)], {})).toEqual({
      code: 2,
      stdout: "",
      stderr: `--size must be a whole number from 1 to ${expected.length}, but is ${expected.length + 1}.\n`,
    });
  }, 60_000);

  it("writes the bytes that the generator makes, from any token on, compressed too", async () => {
    const options = await parse({ out: join(folder, "tickets.gz"), gz: true, start: "7", size: "20000" });
    await produce(options);
    const bytes = chunk(options.line, 7n, 20_000).bytes.subarray(0, -1);
    expect(gunzipSync(await readFile(options.out)).equals(bytes)).toBe(true);
  });

  it("certifies parts that verify finds whole together, and never takes for those of another format", async () => {
    const at = (name: string) => join(folder, name);
    const words = await fileOf(["wc", "bad"], "few.txt");
    const parts = [{ out: at("1.txt"), certificate: at("1.json"), publicKey: at("keys.json") }, { out: at("2.gz"), certificate: at("2.json"), gz: true, start: "1000", part: "2" }]; // prettier-ignore
    for (const part of parts) await produce(await parse({ ...part, withoutWords: words }));
    await produce(await parse({ out: at("3.txt"), certificate: at("3.json"), start: "2000", part: "3" })); // forbids nothing
    const verified = (file: string, certificate: string) => verifyFile({ file: at(file), certificate: at(certificate), keys: at("keys.json") }, { store: { folder, partitions: 16, blockHashes: 4 }, signal: new AbortController().signal }); // prettier-ignore
    const [first, second] = [await verified("1.txt", "1.json"), await verified("2.gz", "2.json")];
    expect([...first.checks, ...second.checks].filter(({ holds }) => holds !== true)).toEqual([]);
    const other = await verified("3.txt", "3.json");
    const together = (...verdicts: (typeof first)[]) =>
      togetherChecks(verdicts.map(({ certificate }) => certificate)).filter(({ holds }) => holds !== true);
    expect(together(first, second)).toEqual([]);
    expect(together(first, second, other).map(({ name }) => name)).toContain("line");
  });

  it("warns of the format on standard error, the words that forbid nothing among it", async () => {
    const words = await fileOf(["BAD", "UNSPEAKABLE", "UNFORGETTABLE"]);
    const order = ["--pattern", "{BASE24:4}-{check:mod37-36}", "--without-words", words, "--key", KEY];
    const { told } = await produced(...order, "--size", "600", "--start", "400");
    expect(told.split("\n")).toEqual([
      expect.stringMatching(/^format [0-9a-f]{64}$/),
      expect.stringMatching(/^warning GUESSABLE: One try in 331 guesses an issued token/),
      "warning CHECK_CHARACTERS: The check mod37-36 may write 015AEILNOSUZ, which the groups do not have.",
      'warning WORDS_IGNORED: 2 of the words are longer than a token and forbid nothing, such as "unforgettable".',
      expect.stringMatching(
        /^To go on: tokenworks produce --pattern .* --format-sha256 [0-9a-f]{64} --key KEY --start 1000 /,
      ),
      "",
    ]);
  }, 60_000);

  it.each<[string, Partial<ProduceWords>, bigint]>([
    ["nothing", {}, 36n ** 3n],
    ["more than so many equal characters in a row", { maxRun: "1" }, 36n * 35n * 35n],
    ["fewer than one letter", { atLeastOneLetter: true }, 36n ** 3n - 10n ** 3n],
    ["fewer than one digit", { atLeastOneDigit: true }, 36n ** 3n - 26n ** 3n],
    ["a word in any case", { withoutWords: "BO" }, 36n ** 3n - 72n],
    ["a word in its own case", { withoutWords: "BO", ignoreCase: false }, 36n ** 3n],
    // 8 or b before 0 or o: four pairs, at two places.
    ["a word in which digits stand for letters", { withoutWords: "BO", digitsForLetters: true }, 36n ** 3n - 4n * 72n],
  ])("leaves out %s", async (_, words, capacity) => {
    const withoutWords = words.withoutWords === undefined ? {} : { withoutWords: await fileOf([words.withoutWords]) };
    const whole = await parse({ pattern: "{BASE36_LOWER:3}", ...words, ...withoutWords, size: String(capacity) });
    expect(whole.count).toBe(capacity);
    await expect(parse({ pattern: "{BASE36_LOWER:3}", ...words, ...withoutWords, size: "99999" })).rejects.toThrow(
      `--size must be a whole number from 1 to ${capacity},`,
    );
  });

  it.each<[Partial<ProduceWords>, string]>([
    [{ pattern: "TCK-{BASE25:4}" }, 'no alphabet "BASE25", at place 6 of the pattern; did you mean BASE24?'],
    [{ pattern: "TCK-{BASE24:4" }, "--pattern cannot be used: At place 14 of the pattern"],
    [{ pattern: "TCK-{DECIMAL:4}{check:lun}" }, "at place 23 of the pattern; did you mean luhn?"],
    [{ pattern: "TCK" }, "--pattern cannot be used: A pattern has a group of digits"],
    [{ pattern: "{DECIMAL:4}", atLeastOneLetter: true }, "No token is left"],
    [{ alphabet: "BASE24" }, "Give either --alphabet"],
    [{ digits: "8" }, "--digits cannot be given with --pattern"],
    [{ maxRun: "0" }, "--max-run must be a whole number from 1 to 1000, but is 0."],
    [{ formatSha256: "00" }, "--format-sha256 is that of another format"],
    [{ withoutWords: "none.txt" }, "There is no file none.txt."],
  ])("refuses %j before it writes anything", async (words, message) => {
    await expect(parse({ ...words, out: join(folder, "never.txt") })).rejects.toThrow(message);
    expect((await readdir(folder)).filter((name) => name.startsWith("never"))).toEqual([]);
  });

  it("names the line of a word that cannot be forbidden, and skips empty ones", async () => {
    await expect(parse({ withoutWords: await fileOf(["\uFEFFBAD\r", "", "  WORSE ", "NO GOOD"]) })).rejects.toThrow(
      /^--without-words cannot be used: the word on line 4 of .*words\.txt has the character " ", which is white space\.$/,
    );
    expect((await parse({ withoutWords: await fileOf(["\uFEFFBAD\r", "", "  WORSE ", ""]) })).formatSha256).toBe(
      (await parse({ withoutWords: await fileOf(["worse", "bad", "BAD"]) })).formatSha256,
    );
  });

  it.each(["withoutWords", "maxRun", "formatSha256", "atLeastOneLetter"])(
    "says that %s needs a pattern",
    async (name) => {
      const words = {
        alphabet: "BASE24",
        digits: "8",
        size: "1",
        out: "-",
        [name]: name === "atLeastOneLetter" || "2",
      };
      await expect(parseProduceOptions(words, () => new Uint8Array(32))).rejects.toThrow(
        /^--[a-z0-9-]+ needs --pattern, such as '{BASE24:8}' in the place of the alphabet\.$/,
      );
    },
  );
});
