import { availableParallelism } from "node:os";
import { toAlphabet } from "../alphabet/alphabet.ts";
import { capacity } from "../alphabet/capacity.ts";
import { parseAlphabet } from "../alphabet/parse-alphabet.ts";
import { presetOf } from "../alphabet/presets.ts";
import { OperatorError, ServiceError } from "../errors.ts";
import { GENERATOR_VERSION, type GeneratorLine, KEY_BYTES } from "../generator/line/line.ts";

/** The words of the command line, as they were typed. */
export interface ProduceWords {
  readonly alphabet?: string;
  readonly chars?: string;
  readonly digits: string;
  readonly size: string;
  readonly key?: string;
  readonly start?: string;
  readonly out: string;
  readonly gz?: boolean;
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
  readonly isGzip: boolean;
  readonly workers: number;
  /** True when the key was made for this run, so that it must be told. */
  readonly isKeyNew: boolean;
}

/** @throws {OperatorError} naming the option at fault and what would be right. */
export function parseProduceOptions(words: ProduceWords, randomBytes: (count: number) => Uint8Array): ProduceOptions {
  const chars = charsOf(words);
  const digits = Number(integerOf("--digits", words.digits, 1n, 1_000n));
  const available = capacity(toAlphabet(chars), digits);
  const first = integerOf("--start", words.start ?? "0", 0n, available - 1n);
  const count = integerOf("--size", words.size, 1n, available - first);
  const workers = Number(integerOf("--workers", words.workers ?? String(availableParallelism()), 1n, 1_024n));
  const key = words.key === undefined ? randomBytes(KEY_BYTES) : keyOf(words.key);
  return {
    line: { version: GENERATOR_VERSION, key, chars, digits },
    first,
    count,
    out: words.out,
    isGzip: words.gz ?? false,
    workers,
    isKeyNew: words.key === undefined,
  };
}

function charsOf({ alphabet, chars }: ProduceWords): string {
  if ((alphabet === undefined) === (chars === undefined))
    throw new OperatorError("Give either --alphabet with a preset's name or --chars with the characters themselves.");
  if (chars !== undefined) return checkedChars(chars);
  const preset = presetOf(alphabet ?? "");
  if (preset === null)
    throw new OperatorError(
      `--alphabet must be the name of a preset, but there is none named ${JSON.stringify(alphabet)}.`,
    );
  return preset.chars;
}

function checkedChars(chars: string): string {
  try {
    return parseAlphabet(chars).chars;
  } catch (error) {
    if (error instanceof ServiceError)
      throw new OperatorError(`--chars cannot be used: ${error.message}`, { cause: error });
    throw error;
  }
}

function integerOf(option: string, text: string, minimum: bigint, maximum: bigint): bigint {
  const value = /^\d{1,5000}$/.test(text) ? BigInt(text) : null;
  if (value === null || value < minimum || value > maximum)
    throw new OperatorError(`${option} must be a whole number from ${minimum} to ${maximum}, but is ${text}.`);
  return value;
}

function keyOf(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new OperatorError(`--key must be ${KEY_BYTES} bytes in hex: 64 hexadecimal digits.`);
  return Buffer.from(hex, "hex");
}
