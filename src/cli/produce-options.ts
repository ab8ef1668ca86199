import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { toAlphabet } from "../alphabet/alphabet.ts";
import { capacity } from "../alphabet/capacity.ts";
import { parseAlphabet } from "../alphabet/parse-alphabet.ts";
import { OperatorError, ServiceError } from "../errors.ts";
import { formatWarnings, type Warning } from "../format/warnings/format-warnings.ts";
import { FORMAT_VERSION, GENERATOR_VERSION, type GeneratorLine, KEY_BYTES } from "../generator/line/line.ts";
import { integerOf } from "./integer-of.ts";
import { nextCommand } from "./next-command.ts";
import type { Existing } from "./output.ts";
import { parsePreset } from "./parse-preset.ts";
import type { CertificateOrder } from "./produce-certificate.ts";
import { type FormatWords, type ProduceFormat, readProduceFormat } from "./produce-format.ts";
import { refuseSharedFiles } from "./refuse-shared-files.ts";

/** The words of the command line, as they were typed. */
export interface ProduceWords extends FormatWords {
  readonly alphabet?: string;
  readonly chars?: string;
  readonly digits?: string;
  readonly size: string;
  readonly key?: string;
  readonly keyFile?: string;
  readonly start?: string;
  readonly out: string;
  readonly force?: boolean;
  readonly append?: boolean;
  readonly gz?: boolean;
  readonly newline?: boolean;
  readonly certificate?: string;
  readonly publicKey?: string;
  readonly part?: string;
  readonly workers?: string;
}

/** What is to be produced, checked. */
export interface ProduceOptions {
  readonly line: GeneratorLine;
  readonly first: bigint;
  /** Tokens. */
  readonly count: bigint;
  /** A path, or "-" for standard output. */
  readonly out: string;
  /** What becomes of a file of that name that is there. */
  readonly existing: Existing;
  readonly isGzip: boolean;
  /** Whether a newline ends the last token, too. */
  readonly endsWithNewline: boolean;
  /** What is to be certified, and where; null where nothing is. */
  readonly certificate: CertificateOrder | null;
  readonly workers: number;
  /** True when the key was made for this run, so that it must be told. */
  readonly isKeyNew: boolean;
  /** Where a new key is to be kept; null where it is told instead. */
  readonly newKeyFile: string | null;
  /** The command that goes on with the sequence, or why there is none, as a sentence. */
  readonly next: string;
  /** Names the format of a pattern, in hex; null where there is none. */
  readonly formatSha256: string | null;
  /** What is good to know of the format before its tokens are used. */
  readonly warnings: readonly Warning[];
}

/**
 * Checks all options, and reads the file of forbidden words.
 *
 * @throws {OperatorError} naming the option at fault and what would be right.
 */
export async function parseProduceOptions(
  words: ProduceWords,
  randomBytes: (count: number) => Uint8Array,
): Promise<ProduceOptions> {
  const { shape, available, format } = await shapeOf(words);
  const first = integerOf("--start", words.start ?? "0", 0n, available - 1n);
  const count = integerOf("--size", words.size, 1n, available - first);
  const workers = Number(integerOf("--workers", words.workers ?? String(availableParallelism()), 1n, 1_024n));
  const existing = existingOf(words);
  refuseSharedFiles({
    "--key-file": words.keyFile,
    "--without-words": words.withoutWords,
    "--out": words.out,
    "--certificate": words.certificate,
    "--public-key": words.publicKey,
  });
  const given = givenKey(words);
  const key = given ?? randomBytes(KEY_BYTES);
  const isKeyNew = given === null;
  return {
    line: { ...shape, key },
    first,
    count,
    out: words.out,
    existing,
    isGzip: words.gz ?? false,
    endsWithNewline: words.newline ?? false,
    certificate: certificateOrder(words),
    workers,
    isKeyNew,
    newKeyFile: isKeyNew ? (words.keyFile ?? null) : null,
    next: nextCommand(words, {
      next: first + count,
      count,
      available,
      formatSha256: format?.sha256,
      newKey: isKeyNew ? key : null,
    }),
    formatSha256: format?.sha256 ?? null,
    warnings: format === null ? [] : formatWarnings(format.format, format.language, { issued: first + count }),
  };
}

/** How tokens are written, and how many there are. */
interface Shape {
  readonly shape: Omit<GeneratorLine, "key">;
  readonly available: bigint;
  readonly format: ProduceFormat | null;
}

async function shapeOf(words: ProduceWords): Promise<Shape> {
  const { alphabet, chars, pattern } = words;
  if ([alphabet, chars, pattern].filter((each) => each !== undefined).length !== 1)
    throw new OperatorError(
      "Give either --alphabet with a preset's name, --chars with the characters themselves, or --pattern.",
    );
  if (pattern === undefined) return plainShape(words);
  if (words.digits !== undefined)
    throw new OperatorError("--digits cannot be given with --pattern: its groups say how many digits they have.");
  const format = await readProduceFormat(pattern, words);
  const { text, language } = format;
  return {
    shape: { version: FORMAT_VERSION, chars: "", digits: language.alphabets.length, format: text },
    available: language.capacity,
    format,
  };
}

/** Of tokens that nothing but an alphabet says how to write. */
function plainShape(words: ProduceWords): Shape {
  const stray = strayOption(words);
  if (stray !== null)
    throw new OperatorError(`${stray} needs --pattern, such as ${examplePattern(words)} in the place of the alphabet.`);
  if (words.digits === undefined) throw new OperatorError("--digits must be given with --alphabet and with --chars.");
  const chars =
    words.chars === undefined
      ? parsePreset(words.alphabet ?? "", "--alphabet must be the name of a preset, but there is none named").chars
      : checkedChars(words.chars);
  const digits = Number(integerOf("--digits", words.digits, 1n, 1_000n));
  return {
    shape: { version: GENERATOR_VERSION, chars, digits },
    available: capacity(toAlphabet(chars), digits),
    format: null,
  };
}

/** The first option that only a pattern can have. */
function strayOption(words: ProduceWords): string | null {
  const [stray] = Object.entries({
    "--without-words": words.withoutWords,
    "--no-ignore-case": words.ignoreCase === false ? true : undefined,
    "--digits-for-letters": words.digitsForLetters,
    "--max-run": words.maxRun,
    "--at-least-one-letter": words.atLeastOneLetter,
    "--at-least-one-digit": words.atLeastOneDigit,
    "--format-sha256": words.formatSha256,
  }).find(([, value]) => value !== undefined) ?? [null];
  return stray;
}

/** The pattern of the same tokens. */
function examplePattern({ alphabet = "BASE24", digits = "8" }: ProduceWords): string {
  return `'{${alphabet}:${digits}}'`;
}

function checkedChars(chars: string): string {
  // Node reads arguments so, and U+FFFD itself could be no character of an alphabet either.
  if (chars.includes("\uFFFD"))
    throw new OperatorError(
      "--chars cannot be used: it has bytes that are no UTF-8, or U+FFFD, which stands for such.",
    );
  try {
    return parseAlphabet(chars).chars;
  } catch (error) {
    if (error instanceof ServiceError)
      throw new OperatorError(`--chars cannot be used: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The line's key; null where a fresh one is wanted. */
function givenKey({ key, keyFile, start, append }: ProduceWords): Uint8Array | null {
  if (key !== undefined && keyFile !== undefined)
    throw new OperatorError("--key and --key-file are both given; keep one.");
  if (key !== undefined) return keyOf("--key", key);
  if (keyFile !== undefined && existsSync(keyFile)) return keyOf("--key-file", readKeyFile(keyFile));
  // A mistyped name would begin another sequence, which may repeat tokens of the one that is meant.
  if (keyFile !== undefined && (append || (start !== undefined && start !== "0")))
    throw new OperatorError(`There is no file ${keyFile}, but going on with a sequence needs its key.`);
  return null;
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new OperatorError(`--key-file must name a file that can be read: ${path} cannot.`, { cause });
  }
}

function keyOf(option: string, hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new OperatorError(`${option} must be ${KEY_BYTES} bytes in hex: 64 hexadecimal digits.`);
  return Buffer.from(hex, "hex");
}

function existingOf({ out, force, append, gz, start, certificate }: ProduceWords): Existing {
  if (!append) return force ? "replace" : "refuse";
  if (force) throw new OperatorError("--force replaces the file and --append goes on at its end; keep one.");
  if (out === "-") throw new OperatorError("--append needs --out with the file to go on with.");
  if (gz) throw new OperatorError("--append cannot be used with --gz: give another --out.");
  if (certificate !== undefined)
    throw new OperatorError("--certificate is of a file of its own: give another --out in the place of --append.");
  if (start === undefined)
    throw new OperatorError("--append needs --start with the index to go on from: the same one again repeats tokens.");
  return "append";
}

function certificateOrder({ certificate, publicKey, part, start, alphabet }: ProduceWords): CertificateOrder | null {
  if (certificate === undefined) {
    const stray = part !== undefined ? "--part" : publicKey !== undefined ? "--public-key" : null;
    if (stray !== null) throw new OperatorError(`${stray} needs --certificate.`);
    return null;
  }
  if (part === undefined && start !== undefined && start !== "0")
    throw new OperatorError("--certificate needs --part with the number of the part, where --start is given.");
  return {
    path: certificate,
    publicKeyPath: publicKey ?? null,
    part: Number(integerOf("--part", part ?? "1", 1n, 1_000_000_000n)),
    alphabetId: alphabet ?? "CUSTOM",
  };
}
