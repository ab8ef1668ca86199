import { extname } from "node:path";
import type { ProduceWords } from "./produce-options.ts";

export interface Done {
  /** The index of the first token that is not made yet. */
  readonly next: bigint;
  /** Tokens of this run. */
  readonly count: bigint;
  /** Tokens of the whole sequence. */
  readonly available: bigint;
  readonly formatSha256: string | undefined;
  /** The key, where this run has made it. */
  readonly newKey: Uint8Array | null;
}

/** The command that makes the tokens that come next, or a sentence where there are none. A key that was given is not shown again. */
export function nextCommand(words: ProduceWords, { next, count, available, formatSha256, newKey }: Done): string {
  if (next >= available) return "All tokens are made: the sequence ends here.";
  const rest = available - next;
  const hex = newKey === null ? "KEY" : Buffer.from(newKey).toString("hex");
  const options: readonly (readonly [string, string | boolean | undefined])[] = [
    ["--alphabet", words.alphabet],
    ["--chars", words.chars],
    ["--pattern", words.pattern],
    ["--digits", words.digits],
    ["--without-words", words.withoutWords],
    ["--no-ignore-case", words.ignoreCase === false],
    ["--digits-for-letters", words.digitsForLetters],
    ["--max-run", words.maxRun],
    ["--at-least-one-letter", words.atLeastOneLetter],
    ["--at-least-one-digit", words.atLeastOneDigit],
    ["--format-sha256", formatSha256],
    ["--key-file", words.keyFile],
    ["--key", words.keyFile === undefined ? hex : undefined],
    ["--start", String(next)],
    ["--size", String(count < rest ? count : rest)],
    ["--gz", words.gz],
    ["--newline", words.newline],
    ...outOf(words, next),
  ];
  const shown = options.flatMap(([name, value]) =>
    value === undefined || value === false ? [] : value === true ? [name] : [`${name} ${quoted(value)}`],
  );
  return `To go on: tokenworks produce ${shown.join(" ")}`;
}

/** Plain tokens go on in the same file; what is compressed or certified gets another one. */
function outOf({ out, gz, certificate, part = "1" }: ProduceWords, next: bigint): [string, string | boolean][] {
  if (out === "-") return [];
  if (!gz && certificate === undefined) return [["--out", out], ["--append", true]]; // prettier-ignore
  const beside = (path: string) => `${path.slice(0, path.length - extname(path).length)}-${next}${extname(path)}`;
  if (certificate === undefined) return [["--out", beside(out)]];
  return [
    ["--out", beside(out)],
    ["--certificate", beside(certificate)],
    ["--part", String(Number(part) + 1)],
  ];
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
