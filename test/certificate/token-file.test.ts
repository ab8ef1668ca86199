import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { MOST_REPEATS, readTokenFile, type TokenFile } from "../../src/certificate/token-file.ts";
import { chunk } from "../../src/generator/chunk.ts";
import { systemRuntime } from "../../src/lib/runtime.ts";
import { lineOf, MIXED_WIDTHS, tokensIn, UPPER_EPCG30 } from "../generator/support/lines.ts";
import { rootOf } from "../support/eight-leaves.ts";

const TOKENS = tokensIn(chunk(lineOf(UPPER_EPCG30, 12), 0n, 3_000).bytes);

/** Zeros, which no reading may change. */
const REGISTER = new Uint32Array(12);

interface Reading {
  readonly chars?: string;
  readonly digits?: number;
  readonly pieceBytes?: number;
  readonly randomBytes?: (count: number) => Uint8Array;
  readonly signal?: AbortSignal;
  readonly onLines?: (read: number) => void;
}

/** Reads lines in so many parts and so small blocks that most hashes are written and read again. */
function read(
  lines: readonly string[],
  {
    chars = UPPER_EPCG30,
    digits = 12,
    pieceBytes = 997,
    randomBytes = systemRuntime.randomBytes,
    signal,
    onLines,
  }: Reading = {},
): Promise<TokenFile> {
  const bytes = Buffer.from(lines.join("\n"));
  async function* pieces() {
    const room = Buffer.alloc(pieceBytes);
    for (let at = 0; at < bytes.length; at += pieceBytes)
      yield Promise.resolve(room.subarray(0, bytes.copy(room, 0, at, at + pieceBytes)));
  }
  return readTokenFile(pieces, {
    shape: { chars, digits },
    register: digits === 12 ? REGISTER : new Uint32Array(digits),
    store: { folder: tmpdir(), partitions: 16, blockHashes: 8 },
    randomBytes,
    onLines: onLines ?? (() => undefined),
    signal: signal ?? new AbortController().signal,
  });
}

describe("a file of tokens", () => {
  it.each([1, 13, 997, 100_000])(
    "is hashed, counted and mixed, however it is cut: pieces of %i bytes",
    async (pieceBytes) => {
      const progress: number[] = [];
      const found = await read(TOKENS, { pieceBytes, onLines: (lines) => progress.push(lines) });
      const text = TOKENS.join("\n");
      const register = Uint32Array.from({ length: 12 }, (_, digit) =>
        TOKENS.reduce((mixed, token) => mixed ^ token.charCodeAt(digit), 0),
      );
      expect(found).toEqual({
        sha256: createHash("sha256").update(text).digest("hex"),
        merkleRoot: rootOf(Buffer.from(text)),
        bytes: BigInt(text.length),
        lines: 3_000,
        wrong: 0,
        firstWrong: null,
        register,
        repeats: 0,
        firstRepeat: null,
      });
      expect(REGISTER).toEqual(new Uint32Array(12));
      expect(progress.at(-1)).toBe(2_999);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    },
  );

  it("has its first repeat found, by its line and the one before, wherever they are", async () => {
    for (const [from, to] of [
      [0, 1],
      [0, 2_999],
      [1_234, 2_345],
      [2_998, 2_999],
    ] as const) {
      const found = await read(TOKENS.with(to, TOKENS[from] ?? ""));
      expect(found).toMatchObject({ repeats: 1, firstRepeat: { line: to + 1, before: from + 1 }, wrong: 0 });
    }
    const many = TOKENS.with(2_000, TOKENS[1] ?? "")
      .with(1_000, TOKENS[999] ?? "")
      .with(1_500, TOKENS[3] ?? "")
      .with(2_500, TOKENS[3] ?? "");
    expect(await read(many)).toMatchObject({ repeats: 3, firstRepeat: { line: 1_001, before: 1_000 } });
  });

  it("has repeats of tokens of mixed widths and of many bytes found", async () => {
    for (const digits of [2, 100, 1_000]) {
      const tokens = tokensIn(chunk(lineOf(MIXED_WIDTHS, digits), 0n, 50).bytes);
      expect(await read(tokens, { chars: MIXED_WIDTHS, digits })).toMatchObject({ lines: 50, wrong: 0, repeats: 0 });
      expect(await read([...tokens, tokens[7] ?? ""], { chars: MIXED_WIDTHS, digits })).toMatchObject({
        wrong: 0,
        firstRepeat: { line: 51, before: 8 },
      });
    }
  });

  it("does not take tokens for repeats because their hashes are the same", async () => {
    const found = await read(TOKENS, { randomBytes: (count) => new Uint8Array(count) });
    expect(found).toMatchObject({ repeats: 0, firstRepeat: null });
  });

  it("counts repeated tokens no further than there is room for", async () => {
    const tokens = tokensIn(chunk(lineOf(UPPER_EPCG30, 12), 0n, MOST_REPEATS + 500).bytes);
    const { repeats, firstRepeat } = await read([...tokens, ...tokens]);
    expect(repeats).toBe(MOST_REPEATS);
    expect(firstRepeat?.line).toBe((firstRepeat?.before ?? 0) + tokens.length);
  });

  it("has its first wrong line told, and the others counted; a repeated one is no repeated token", async () => {
    const found = await read(TOKENS.with(10, "short").with(5, "short").with(20, ""), { pieceBytes: 7 });
    expect(found).toMatchObject({
      lines: 3_000,
      wrong: 3,
      firstWrong: { line: 6, problem: "has U+0073 at digit 1, which is not in the alphabet" },
      repeats: 0,
    });
  });

  it("has long lines told in few words and little room", async () => {
    expect(await read(["0".repeat(100_000), "0".repeat(13)])).toMatchObject({
      wrong: 2,
      firstWrong: { line: 1, problem: "has more than 12 digits" },
    });
    const long = MIXED_WIDTHS.repeat(100);
    for (const pieceBytes of [3, 50, 1_000_000]) {
      expect((await read([long], { chars: MIXED_WIDTHS, digits: 5, pieceBytes })).firstWrong?.problem).toBe(
        "has more than 5 digits",
      );
    }
  });

  it("is read no further once it is to stop", async () => {
    const stop = new AbortController();
    const lines: number[] = [];
    const onLines = (read: number) => {
      lines.push(read);
      stop.abort();
    };
    await expect(read(TOKENS, { signal: stop.signal, onLines })).rejects.toMatchObject({ name: "AbortError" });
    expect(lines).toHaveLength(1);
  });
});
