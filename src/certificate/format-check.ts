import { codePoints } from "../alphabet/alphabet.ts";
import { isAllowed, type Language } from "../format/language/language.ts";
import { tokenBytes } from "../format/pattern/pattern.ts";
import { tokenTextReader, type TokenTextReader } from "../format/token-text.ts";
import type { Register } from "../generator/line/checksum.ts";
import { formatOf, languageOf } from "../generator/line/line-format.ts";
import type { TokenReading } from "./token-check.ts";

/** Reads tokens of a format from bytes: strictly UTF-8, as its pattern writes them, with their checks, and with nothing that it forbids. */
export class FormatCheck implements TokenReading {
  readonly maxBytes: number;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private readonly language: Language;
  private readonly read: TokenTextReader;
  /** Of each digit. */
  private readonly points: readonly Uint32Array[];
  private word: readonly number[] = [];

  /** @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`. */
  constructor(format: string) {
    const { pattern } = formatOf(format);
    this.language = languageOf(format);
    this.read = tokenTextReader(pattern);
    this.maxBytes = tokenBytes(pattern);
    const { alphabets } = this.language;
    const known = new Map([...new Set(alphabets)].map((alphabet) => [alphabet, codePoints(alphabet)]));
    this.points = alphabets.map((alphabet) => known.get(alphabet) ?? new Uint32Array());
  }

  isToken(bytes: Uint8Array, start: number, end: number): boolean {
    const word = this.wordOf(bytes.subarray(start, end));
    if (word === null || !isAllowed(this.language, word)) return false;
    this.word = word;
    return true;
  }

  mix(register: Register): void {
    for (const [digit, value] of this.word.entries())
      register[digit] = (register[digit] ?? 0) ^ (this.points[digit]?.[value] ?? 0);
  }

  problem(bytes: Uint8Array): string {
    if (bytes.length === 0) return "is empty";
    return this.wordOf(bytes) === null
      ? "is not written as the format says, or has a wrong check"
      : "has what the format forbids";
  }

  private wordOf(bytes: Uint8Array): number[] | null {
    try {
      return this.read(this.decoder.decode(bytes));
    } catch {
      return null; // no UTF-8
    }
  }
}
