import { ServiceError } from "../../errors.ts";

/** A refusal of a pattern. */
export function patternInvalid(sentence: string): ServiceError {
  return new ServiceError("FORMAT_INVALID", sentence, "pattern");
}

/** Reads a pattern character by character. Places are counted from 1. */
export class PatternScanner {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.characters = Array.from(text);
  }

  get place(): number {
    return this.at + 1;
  }

  get isAtEnd(): boolean {
    return this.at >= this.characters.length;
  }

  /** The next character, which is taken; none at the end. */
  take(): string {
    return this.characters[this.at++] ?? "";
  }

  /** Takes these characters if they are next. */
  takes(text: string): boolean {
    const expected = Array.from(text);
    if (!expected.every((character, at) => this.characters[this.at + at] === character)) return false;
    this.at += expected.length;
    return true;
  }

  /** Takes as many characters as are of that kind. */
  takeWhile(kind: RegExp): string {
    const start = this.at;
    while (!this.isAtEnd && kind.test(this.characters[this.at] ?? "")) this.at += 1;
    return this.characters.slice(start, this.at).join("");
  }

  /** @throws {ServiceError} `FORMAT_INVALID` unless the character is next. */
  expect(character: string, meaning: string): void {
    if (!this.takes(character)) throw this.refusal(`${quoted(character)}, ${meaning}`);
  }

  /** Says what stands at the place and what was expected there. */
  refusal(expected: string, place = this.place): ServiceError {
    const found = this.characters[place - 1];
    return patternInvalid(
      `At place ${place} of the pattern ${expected} was expected, but ${found === undefined ? "it ends" : `${quoted(found)} stands`} there.`,
    );
  }
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}
