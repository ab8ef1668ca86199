import { ServiceError } from "../../errors.ts";
import { type Language, wordOfRank } from "../../format/language/language.ts";
import { tokenText } from "../../format/token-text.ts";
import { formatWarnings, type Warning } from "../../format/warnings/format-warnings.ts";
import type { Register } from "../../generator/line/checksum.ts";
import { formatStartRegister } from "../../generator/line/format-checksum.ts";
import { formatOf, languageOf } from "../../generator/line/line-format.ts";

/** What a format comes to, once its automaton is compiled and counted. */
export interface CompiledFormat {
  /** Its canonical text. */
  readonly text: string;
  readonly digits: number;
  /** Its tokens. */
  readonly capacity: bigint;
  /** The register of its lines before their first token. */
  readonly startRegister: Register;
  /** A token as people see it; which one says nothing of any line. */
  readonly example: string;
}

/** A refusal as it can be sent between threads. */
export type SentRefusal = Pick<ServiceError, "code" | "message" | "field" | "minimum" | "maximum">;

/** How many of a format's tokens are issued once an order is done, null for no warnings; and numbers below its capacity. */
export interface FormatQuestion {
  readonly text: string;
  readonly issued: bigint | null;
  readonly ranks: readonly bigint[];
}

/** What should be known of a format before tokens are ordered. */
export interface FormatAnswer {
  readonly warnings: readonly Warning[];
  /** The tokens of the ranks. */
  readonly samples: readonly string[];
}

/** Compiles a format; what is forbidden may leave nothing, or take too large an automaton. */
export function compileFormat(text: string): CompiledFormat | { readonly refusal: SentRefusal } {
  try {
    const { pattern } = formatOf(text);
    const language = languageOf(text);
    const { capacity } = language;
    return {
      text,
      digits: pattern.digits,
      capacity,
      startRegister: formatStartRegister(language),
      example: sampleToken(text, language, exampleRank(capacity)),
    };
  } catch (thrown) {
    if (!(thrown instanceof ServiceError)) throw thrown;
    const { code, message, field, minimum, maximum } = thrown;
    return { refusal: { code, message, field, minimum, maximum } };
  }
}

export function describeFormat({ text, issued, ranks }: FormatQuestion): FormatAnswer {
  const language = languageOf(text);
  return {
    warnings: issued === null ? [] : formatWarnings(formatOf(text), language, { issued }),
    samples: ranks.map((rank) => sampleToken(text, language, rank)),
  };
}

function sampleToken(text: string, language: Language, rank: bigint): string {
  return tokenText(formatOf(text).pattern, wordOfRank(language, rank));
}

/** Where the golden section divides the tokens: digits at that place look like any others. */
function exampleRank(capacity: bigint): bigint {
  return (capacity * 618_033_988n) / 1_000_000_000n;
}
