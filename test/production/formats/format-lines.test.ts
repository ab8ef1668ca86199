import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Mod37_36 } from "@konfirm/iso7064";
import { describe, expect, it } from "vitest";
import { USUAL_STORE } from "../../../src/certificate/hash-store.ts";
import { type Verdict, verifyFile } from "../../../src/cli/verify.ts";
import { formatOf, languageOf } from "../../../src/generator/line/line-format.ts";
import { formatText, parseFormat } from "../../../src/format/format.ts";
import { wordOfRank } from "../../../src/format/language/language.ts";
import { tokenText } from "../../../src/format/token-text.ts";
import { DIALECTS } from "../../support/databases.ts";
import { sharedClient, sharedServer } from "../../support/shared.ts";
import { TICKET_WORDS } from "../../support/ticket-words.ts";

const TICKET = {
  pattern: "TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}",
  without: { words: TICKET_WORDS },
};
const SMALL = { pattern: "{DICE:3}/{[AB]:1}{check:luhn-mod-n:[AB⚀⚁⚂⚃⚄⚅]}", without: { maxRun: 1 } };

const REQUEST = "mutation ($input: RequestTokensInput!) { requestTokens(input: $input) { id } }";
const CONTINUE = "mutation ($input: ContinueTokensInput!) { continueTokens(input: $input) { id } }";

interface Analysed {
  readonly verdict: string;
  readonly data: { readonly minimum: string; readonly maximum: string };
  readonly tests: readonly { readonly name: string; readonly position: number | null }[];
  readonly frequencies: readonly {
    readonly sizes: readonly number[];
    readonly counts: readonly string[];
    readonly expected: readonly number[];
  }[];
}

describe.each(DIALECTS)("a line that is written by a format on %s", (dialect) => {
  const server = sharedServer(dialect, { environment: { WORKERS: "2" } });
  const client = sharedClient(server);

  async function ordered(input: object): Promise<string> {
    const { requestTokens } = await client.ask<{ requestTokens: { id: string } }>(REQUEST, { input });
    await client.reached(requestTokens.id, "finished");
    return requestTokens.id;
  }

  async function continued(input: { id: string } & Record<string, unknown>): Promise<void> {
    await client.ask(CONTINUE, { input });
    await client.reached(input.id, "finished");
  }

  async function tokensOf(id: string, part = 1): Promise<string[]> {
    return (await (await client.data(id, `?part=${part}`)).text()).split("\n");
  }

  /** Verifies a data file by its certificate, as the command line does. */
  async function verified(id: string, data: string): Promise<Verdict> {
    const { tokens } = await client.ask<{ tokens: { parts: { certificate: string }[] } }>(
      "query ($id: ID!) { tokens(id: $id) { parts { certificate } } }",
      { id },
    );
    const folder = await mkdtemp(join(tmpdir(), "tokenworks-formats-"));
    try {
      const words = { file: join(folder, "data.txt"), certificate: join(folder, "certificate.json") };
      await writeFile(words.file, data);
      await writeFile(words.certificate, tokens.parts[0]?.certificate ?? "");
      return await verifyFile(words, {
        store: { folder, ...USUAL_STORE },
        signal: new AbortController().signal,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  const failed = ({ checks }: Verdict) => checks.filter(({ holds }) => holds === false).map(({ name }) => name);

  it("has 50,000 tickets, all different, none with a word, each with the check that another library computes", async () => {
    const id = await ordered({ format: TICKET, size: 50_000 });
    const tokens = await tokensOf(id);
    expect(new Set(tokens).size).toBe(50_000);
    const words = new RegExp(TICKET_WORDS.join("|"));
    for (const token of tokens) {
      expect(token).toMatch(/^TCK-[2-9B-Y]{4}-[2-9B-Y]{4}-[0-9A-Z]$/);
      const digits = token.slice(3).replaceAll("-", "");
      if (words.test(digits)) expect.fail(`${token} has a word.`);
      if (Mod37_36.checksum(digits.slice(0, -1)) !== digits.at(-1)) expect.fail(`${token} has a wrong check.`);
    }
    expect(failed(await verified(id, tokens.join("\n")))).toEqual([]);
    const forged = [`TCK-${TICKET_WORDS[1]}`, ...tokens.slice(1)].join("\n");
    expect(failed(await verified(id, forged))).toEqual(["sha256", "merkle", "bytes", "tokens", "checksum"]);
  });

  it("knows its tokens as they are typed, and refuses what only looks like one", async () => {
    const id = await ordered({ format: TICKET, size: 100 });
    await ordered({ format: { pattern: "X{DECIMAL:6}" }, size: 10 });
    const [token = ""] = await tokensOf(id);
    const typed = [token, token.toLowerCase().replaceAll("-", " "), token.slice(4), `${token}0`];
    const { verifyTokens } = await client.ask<{ verifyTokens: { result: string }[] }>(
      "query ($id: ID!, $tokens: [String!]!) { verifyTokens(id: $id, tokens: $tokens) { result index } }",
      { id, tokens: typed },
    );
    expect(verifyTokens.map(({ result }) => result)).toEqual(["ISSUED", "NOT_A_TOKEN", "NOT_A_TOKEN", "NOT_A_TOKEN"]);
    const { findTokens } = await client.ask<{ findTokens: unknown[] }>(
      "query ($tokens: [String!]!) { findTokens(tokens: $tokens) { result canonical index line { id } } }",
      { tokens: typed.slice(0, 3) },
    );
    const found = { result: "ISSUED", canonical: token, index: "0", line: { id } };
    expect(findTokens).toEqual([found, found, found]);
  });

  it("shows its format, whatever becomes of the alphabets in it", async () => {
    await client.ask('mutation { addAlphabet(input: { name: "OWN", chars: "XYZ" }) { name } }');
    const id = await ordered({ format: { pattern: "{OWN:9}-{BASE24:1}", without: { words: ["xx"] } }, size: 20 });
    await client.ask('mutation { removeAlphabet(name: "OWN") { name } }');
    const query = `query ($id: ID!) { tokens(id: $id) { digits alphabet { name } format {
      name pattern digits sha256 capacity { available reachable } example without { words maxRun } } } }`;
    const { tokens } = await client.ask<{ tokens: { format: { example: string } } }>(query, { id });
    const text = formatText(parseFormat({ pattern: "{[XYZ]:9}-{BASE24:1}", without: { words: ["xx"] } }));
    expect(tokens).toMatchObject({
      digits: 10,
      alphabet: null,
      format: {
        name: null,
        pattern: "{[XYZ]:9}-{BASE24:1}",
        capacity: { available: String(languageOf(text).capacity) },
        without: { words: ["xx"], maxRun: null },
      },
    });
    expect(tokens.format.example).toMatch(/^[XYZ]{9}-[2-9B-Y]$/);
    const preset = await ordered({ format: { pattern: "{BASE24:2}-{BASE24:2}" }, size: 1 });
    expect(await client.ask(query, { id: preset })).toMatchObject({ tokens: { alphabet: { name: "BASE24" } } });
  });

  it("comes to its end with all that is allowed, and a checksum of zeros", async () => {
    const text = formatText(parseFormat(SMALL));
    const language = languageOf(text);
    const all = Array.from({ length: Number(language.capacity) }, (_, rank) =>
      tokenText(formatOf(text).pattern, wordOfRank(language, BigInt(rank))),
    );
    const id = await ordered({ format: SMALL, size: 100 });
    await continued({ id, size: all.length - 100 });
    const made = [...(await tokensOf(id, 1)), ...(await tokensOf(id, 2))];
    expect(made.toSorted()).toEqual(all.toSorted());
    const { available, partial, checksum, files } = (await client.status(id)) ?? {};
    expect({ available, partial }).toEqual({ available: "0", partial: false });
    expect(checksum).toMatch(/^0+$/);
    expect(files?.map(({ kind }) => kind)).not.toContain("SNAPSHOT");
  });

  it("goes on by its snapshot after it was deleted, and never repeats a token", async () => {
    const id = await ordered({ format: TICKET, size: 2_000, seed: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" });
    const first = await tokensOf(id);
    const snapshot = await client.snapshot(id);
    await client.delete(id);
    expect((await client.send(CONTINUE, { input: { id, size: 10, snapshot, format: SMALL } })).errors).toMatchObject([
      { extensions: { code: "LINE_MISMATCH", field: "format" } },
    ]);
    await continued({ id, size: 2_000, snapshot, format: TICKET });
    expect(new Set([...first, ...(await tokensOf(id, 2))]).size).toBe(4_000);
    const stale = await client.send(CONTINUE, { input: { id, size: 10, snapshot } });
    expect(stale.errors).toMatchObject([{ extensions: { code: "SNAPSHOT_STALE" } }]);
  });

  it("is analysed by the ranks of its tokens, and by how often its characters should come", async () => {
    const { requestTokens } = await client.ask<{ requestTokens: { id: string } }>(REQUEST, {
      input: { format: TICKET, size: 3_000, analysis: "METRICS" },
    });
    const { id } = requestTokens;
    await client.reached(id, "analyzed");
    const { tokens } = await client.ask<{ tokens: { analysis: Analysed } }>(
      "query ($id: ID!) { tokens(id: $id) { analysis { verdict data { minimum maximum } frequencies { sizes counts expected } tests { name position verdict } } } }",
      { id },
    );
    const { verdict, frequencies, tests } = tokens.analysis;
    expect(verdict).toBe("PASS");
    expect(tests.filter(({ name, position }) => name === "FREQUENCY" && position !== null)).toEqual(
      Array.from({ length: 8 }, (_, at) => ({ name: "FREQUENCY", position: at + 1, verdict: "PASS" })),
    );
    for (const { sizes, counts, expected } of frequencies) {
      expect(sizes.reduce((sum, size) => sum + size)).toBe(24);
      expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(3_000);
      expect(expected.reduce((sum, mean) => sum + mean)).toBeCloseTo(3_000, 6);
      expect(new Set(expected.map((mean) => mean.toFixed(6))).size).toBeGreaterThan(1); // forbidden words make them uneven
    }
    const { minimum, maximum } = tokens.analysis.data;
    const sorted = (await tokensOf(id)).toSorted(); // BASE24 is in the order of its code points
    expect([minimum, maximum]).toEqual([sorted[0], sorted.at(-1)]);
  });
});
