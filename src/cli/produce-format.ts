import { MAX_DIGITS } from "../alphabet/capacity.ts";
import { OperatorError, ServiceError } from "../errors.ts";
import { type Format, formatSha256, formatText, parseFormat } from "../format/format.ts";
import type { Language } from "../format/language/language.ts";
import { languageOf } from "../generator/line/line-format.ts";
import { readForbiddenWords } from "./forbidden-words.ts";
import { integerOf } from "./integer-of.ts";

/** The words of the command line that tell a format, as they were typed. */
export interface FormatWords {
  readonly pattern?: string;
  readonly withoutWords?: string;
  /** True unless told otherwise. */
  readonly ignoreCase?: boolean;
  readonly digitsForLetters?: boolean;
  readonly maxRun?: string;
  readonly atLeastOneLetter?: boolean;
  readonly atLeastOneDigit?: boolean;
  readonly formatSha256?: string;
}

/** A format, compiled: its capacity is known. */
export interface ProduceFormat {
  readonly format: Format;
  /** The canonical text. */
  readonly text: string;
  /** Of the canonical text, in hex. */
  readonly sha256: string;
  readonly language: Language;
}

/** How a refusal begins, by the field that it names; what the whole format is refused for stands alone. */
const BEGINS: Readonly<Record<string, string>> = {
  pattern: "--pattern cannot be used: ",
  "without.words": "--without-words cannot be used: ",
};

/**
 * Reads and compiles a format.
 *
 * @throws {OperatorError} naming the option at fault, the place in it, and what would be right.
 */
export async function readProduceFormat(pattern: string, words: FormatWords): Promise<ProduceFormat> {
  const without = {
    words: words.withoutWords === undefined ? [] : await readForbiddenWords(words.withoutWords),
    ignoreCase: words.ignoreCase ?? true,
    digitsForLetters: words.digitsForLetters ?? false,
    maxRun: words.maxRun === undefined ? null : Number(integerOf("--max-run", words.maxRun, 1n, BigInt(MAX_DIGITS))),
    atLeastOneLetter: words.atLeastOneLetter ?? false,
    atLeastOneDigit: words.atLeastOneDigit ?? false,
  };
  try {
    const format = parseFormat({ pattern, without });
    const text = formatText(format);
    return expected({ format, text, sha256: formatSha256(text), language: languageOf(text) }, words.formatSha256);
  } catch (cause) {
    if (!(cause instanceof ServiceError)) throw cause;
    const begin = BEGINS[cause.field ?? ""] ?? "";
    throw new OperatorError(begin + cause.message, { cause });
  }
}

/** Another format under the same key would repeat tokens. */
function expected(found: ProduceFormat, sha256: string | undefined): ProduceFormat {
  if (sha256 !== undefined && sha256.toLowerCase() !== found.sha256)
    throw new OperatorError(
      `--format-sha256 is that of another format: pattern and forbidden words, as given, are of ${found.sha256}.`,
    );
  return found;
}
