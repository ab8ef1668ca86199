import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Register } from "../generator/line/checksum.ts";
import { MerkleHash } from "../lib/merkle-tree.ts";
import type { TokenShape } from "../generator/line/line.ts";
import { HashStore, type HashStoreOptions } from "./hash-store.ts";
import { Lines, type TakeLine } from "./lines.ts";
import { FormatCheck } from "./format-check.ts";
import { TokenCheck, type TokenReading } from "./token-check.ts";
import { TokenHash } from "./token-hash.ts";

/** Room for a whole symbol after the last one that a token may have. */
const WIDEST_BYTES = 4;
/** Repeated tokens beyond these are counted no further. */
export const MOST_REPEATS = 10_000;

export interface ReadOptions {
  readonly shape: TokenShape;
  /** To which the tokens are XORed. */
  readonly register: Register;
  readonly store: HashStoreOptions;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Told how many lines are read, after each piece. */
  readonly onLines: (read: number) => void;
  readonly signal: AbortSignal;
}

/** What a file of tokens is found to be. */
export interface TokenFile {
  readonly sha256: string;
  readonly merkleRoot: string;
  readonly bytes: bigint;
  /** One more than newlines. */
  readonly lines: number;
  /** Lines that are no token. */
  readonly wrong: number;
  readonly firstWrong: { readonly line: number; readonly problem: string } | null;
  /** After all lines that are tokens. */
  readonly register: Register;
  /** Different tokens that come more than once, up to `MOST_REPEATS`. */
  readonly repeats: number;
  /** The first token that came before, as far as the counted ones go. */
  readonly firstRepeat: { readonly line: number; readonly before: number } | null;
}

/** Gives a file's bytes from the first on, as often as it is asked to; a piece is valid until the next is asked for. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

/** Reads a file of tokens, joined by newlines, once; and once more when tokens repeat. The memory it takes does not grow with the file. */
export async function readTokenFile(open: OpenBytes, options: ReadOptions): Promise<TokenFile> {
  const { shape } = options;
  const check = shape.format === undefined ? new TokenCheck(shape) : new FormatCheck(shape.format);
  const hash = new TokenHash(check.maxBytes, options.randomBytes);
  const store = new HashStore(options.store);
  try {
    const found = await readOnce(open, { ...options, check, hash, store });
    const repeated = await repeatedOf(store, options.signal);
    const firstRepeat = repeated.size === 0 ? null : await findRepeat(open, repeated, { ...options, check, hash });
    // Without one the hashes alone were the same.
    return { ...found, repeats: firstRepeat === null ? 0 : repeated.size, firstRepeat };
  } finally {
    store.close();
  }
}

interface Reading extends Pick<ReadOptions, "register" | "onLines" | "signal"> {
  readonly check: TokenReading;
  readonly hash: TokenHash;
}

async function readOnce(
  open: OpenBytes,
  reading: Reading & { readonly store: HashStore },
): Promise<Omit<TokenFile, "repeats" | "firstRepeat">> {
  const { check, hash, store } = reading;
  const register = reading.register.slice();
  const sha256 = createHash("sha256");
  const merkle = new MerkleHash();
  const seen = { bytes: 0n, lines: 0, wrong: 0 };
  let firstWrong: TokenFile["firstWrong"] = null;
  const lines = new Lines(check.maxBytes + WIDEST_BYTES, (bytes, start, end) => {
    seen.lines += 1;
    if (check.isToken(bytes, start, end)) {
      check.mix(register);
      hash.take(bytes, start, end);
      store.add(hash.high, hash.low);
      return;
    }
    seen.wrong += 1;
    firstWrong ??= {
      line: seen.lines,
      problem: check.problem(bytes.subarray(start, Math.min(end, start + check.maxBytes + WIDEST_BYTES))),
    };
  });
  for await (const piece of open()) {
    reading.signal.throwIfAborted();
    sha256.update(piece);
    merkle.update(piece);
    seen.bytes += BigInt(piece.length);
    lines.push(piece);
    reading.onLines(seen.lines);
  }
  lines.end();
  return { ...seen, sha256: sha256.digest("hex"), merkleRoot: merkle.digest(), firstWrong, register };
}

async function repeatedOf(store: HashStore, signal: AbortSignal): Promise<Set<number>> {
  const repeated = new Set<number>();
  for (const hashes of store.repeated()) {
    for (const { high, low } of hashes.slice(0, MOST_REPEATS - repeated.size)) repeated.add(keyOf(high, low));
    await nextTurn(); // in which a signal to stop is heard
    signal.throwIfAborted();
  }
  return repeated;
}

/** The first token of a repeated hash that came before. */
async function findRepeat(
  open: OpenBytes,
  repeated: ReadonlySet<number>,
  { check, hash, signal }: Reading,
): Promise<TokenFile["firstRepeat"]> {
  const lineOf = new Map<string, number>();
  let line = 0;
  const repeat: { first: TokenFile["firstRepeat"] } = { first: null };
  const take: TakeLine = (bytes, start, end) => {
    line += 1;
    if (repeat.first !== null || !check.isToken(bytes, start, end)) return;
    hash.take(bytes, start, end);
    if (!repeated.has(keyOf(hash.high, hash.low))) return;
    const token = Buffer.from(bytes.subarray(start, end)).toString("latin1");
    const before = lineOf.get(token);
    if (before === undefined) lineOf.set(token, line);
    else repeat.first = { line, before };
  };
  const lines = new Lines(check.maxBytes + WIDEST_BYTES, take);
  for await (const piece of open()) {
    signal.throwIfAborted();
    lines.push(piece);
    if (repeat.first !== null) return repeat.first;
  }
  lines.end();
  return repeat.first;
}

/** The first 53 bits of a hash: enough to look for, and a number holds them exactly. */
function keyOf(high: number, low: number): number {
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
