import { type Alphabet, toAlphabet } from "../../alphabet/alphabet.ts";
import { MAX_DIGITS } from "../../alphabet/capacity.ts";
import { parseAlphabet } from "../../alphabet/parse-alphabet.ts";
import { PRESETS } from "../../alphabet/presets.ts";
import { type SymbolRule, symbolRefusals } from "../../alphabet/symbol.ts";
import { ServiceError } from "../../errors.ts";
import { checkOf, isCheckName } from "../checks/check-of.ts";
import { CHECK_NAMES, type CheckName } from "../checks/check-scheme.ts";
import { nearestName } from "../../lib/nearest-name.ts";
import type { Check, Group, Pattern, Piece } from "./pattern.ts";
import { patternInvalid, PatternScanner, quoted } from "./pattern-scanner.ts";

/** Characters of a pattern's literals together: nobody types more. */
export const MAX_LITERALS = 1_000;

/** A pattern's text is no longer, whatever its alphabets are. */
const MAX_LENGTH = 300_000;

/** Characters that luhn-mod-n may have, so that its residues fit in tables. */
const MAX_LUHN = 256;

/** Alphabets by their names. */
export type AlphabetsByName = ReadonlyMap<string, Alphabet>;

const PRESETS_BY_NAME: AlphabetsByName = new Map(PRESETS.map(({ id, alphabet }) => [id, alphabet]));

/**
 * Reads a pattern: text with groups in braces, `TCK-{BASE24:4}-{BASE24:4}-{check:mod37-36}`.
 *
 *     pattern   = { text | "{{" | "}}" | "{" group "}" | "{" check "}" }
 *     group     = alphabet ":" digits
 *     check     = "check:" scheme [ ":" alphabet ]       the alphabet is luhn-mod-n's, and no other's
 *     alphabet  = a name | "[" characters "]"            in the characters, "]]" stands for a "]"
 *
 * A name is a preset's or one of `own`. Which characters may stand in literals and in alphabets is as the rule says, that for new ones unless told.
 *
 * @throws {ServiceError} `FORMAT_INVALID` with the place and what was expected there; `ALPHABET_UNKNOWN`; `DIGITS_INVALID` for no digits or more than 1,000.
 */
export function parsePattern(
  text: string,
  own: AlphabetsByName = new Map(),
  rule: SymbolRule = symbolRefusals,
): Pattern {
  if (text.length > MAX_LENGTH)
    throw patternInvalid(`A pattern has at most ${MAX_LENGTH} characters, but this one has ${text.length}.`);
  const scanner = new PatternScanner(text);
  const reader = new PatternReader(scanner, own, rule);
  const pieces: Piece[] = [];
  let literal = "";
  const endLiteral = () => {
    if (literal !== "") pieces.push({ kind: "literal", text: parseLiteral(literal, rule) });
    literal = "";
  };
  while (!scanner.isAtEnd) {
    const place = scanner.place;
    if (scanner.takes("{{")) literal += "{";
    else if (scanner.takes("}}")) literal += "}";
    else if (scanner.takes("{")) {
      endLiteral();
      pieces.push(reader.group());
    } else if (scanner.takes("}")) throw scanner.refusal('"{" before it, or "}}" for a brace', place);
    else literal += scanner.take();
  }
  endLiteral();
  return checked(pieces, reader.digits);
}

/** The names of alphabets in a pattern's groups, each once, whether it parses or not: those that are no presets are to be looked up first. */
export function alphabetNames(text: string): string[] {
  const named = text.slice(0, MAX_LENGTH).matchAll(/\{(?:check:luhn-mod-n:)?([A-Za-z][A-Za-z0-9_]{0,63})[:}]/g);
  return [...new Set(Array.from(named, ([, name = ""]) => name))].filter((name) => name !== "check");
}

function checked(pieces: readonly Piece[], digits: number): Pattern {
  if (digits < 1)
    throw new ServiceError(
      "DIGITS_INVALID",
      "A pattern has a group of digits, such as {BASE24:8}, but this one has none.",
      "pattern",
    );
  const literals = pieces.reduce(
    (sum, piece) => sum + (piece.kind === "literal" ? Array.from(piece.text).length : 0),
    0,
  );
  if (literals > MAX_LITERALS)
    throw patternInvalid(
      `A pattern has at most ${MAX_LITERALS} characters outside its groups, but this one has ${literals}.`,
    );
  return { pieces, digits };
}

/** A blank may stand in a literal; otherwise what no alphabet may have, no literal may. */
function parseLiteral(text: string, rule: SymbolRule): string {
  const characters = Array.from(text).filter((character) => character !== " ");
  for (const [at, fault] of rule(characters).entries())
    if (fault !== null)
      throw patternInvalid(`The character ${quoted(characters[at] ?? "")} outside the groups ${fault}.`);
  return text;
}

/** Reads what stands in braces. */
class PatternReader {
  private readonly scanner: PatternScanner;
  private readonly own: AlphabetsByName;
  private readonly rule: SymbolRule;
  private readonly groups: Group[] = [];
  digits = 0;

  constructor(scanner: PatternScanner, own: AlphabetsByName, rule: SymbolRule) {
    this.scanner = scanner;
    this.own = own;
    this.rule = rule;
  }

  group(): Group | Check {
    const { scanner } = this;
    if (scanner.takes("check:")) return this.check();
    const alphabet = this.alphabet("an alphabet's name, [its characters], or check:");
    scanner.expect(":", "and how many digits");
    const digits = this.count();
    scanner.expect("}", "which ends the group");
    this.digits += digits;
    if (this.digits > MAX_DIGITS)
      throw new ServiceError(
        "DIGITS_INVALID",
        `A token has 1 to ${MAX_DIGITS} digits, but the pattern's groups have more.`,
        "pattern",
        {
          minimum: 1n,
          maximum: BigInt(MAX_DIGITS),
        },
      );
    const group: Group = { kind: "group", alphabet, digits };
    this.groups.push(group);
    return group;
  }

  private alphabet(expected: string): Alphabet {
    const { scanner } = this;
    const place = scanner.place;
    if (scanner.takes("[")) return this.characters(place);
    const name = scanner.takeWhile(/[A-Za-z0-9_]/);
    if (name === "") throw scanner.refusal(expected);
    const found = PRESETS_BY_NAME.get(name) ?? this.own.get(name);
    if (found !== undefined) return found;
    const nearest = nearestName(name, [...PRESETS_BY_NAME.keys(), ...this.own.keys()]);
    throw new ServiceError(
      "ALPHABET_UNKNOWN",
      `There is no alphabet ${quoted(name)}, at place ${place} of the pattern${nearest === null ? ": name a preset, an alphabet of one's own, or the characters themselves, such as [ACGT]" : `; did you mean ${nearest}?`}${nearest === null ? "." : ""}`,
      "pattern",
    );
  }

  /** An alphabet's own characters, up to a "]" that is not doubled. */
  private characters(place: number): Alphabet {
    const { scanner } = this;
    let chars = "";
    for (;;) {
      if (scanner.isAtEnd) throw scanner.refusal(`"]", which ends the characters from place ${place} on,`);
      if (scanner.takes("]]")) chars += "]";
      else if (scanner.takes("]")) break;
      else chars += scanner.take();
    }
    try {
      return parseAlphabet(chars, this.rule);
    } catch (cause) {
      if (!(cause instanceof ServiceError)) throw cause;
      throw patternInvalid(`The characters at place ${place} of the pattern are no alphabet. ${cause.message}`);
    }
  }

  private count(): number {
    const place = this.scanner.place;
    const text = this.scanner.takeWhile(/[0-9]/);
    if (!/^[1-9][0-9]*$/.test(text)) throw this.scanner.refusal("a number of digits, 1 or more,", place);
    return Number(text.slice(0, 9));
  }

  private check(): Check {
    const { scanner } = this;
    const place = scanner.place;
    const name = scanner.takeWhile(/[a-z0-9-]/i);
    if (!isCheckName(name)) {
      const nearest = nearestName(name, CHECK_NAMES);
      throw patternInvalid(
        `There is no check ${quoted(name)}, at place ${place} of the pattern${nearest === null ? `: it is one of ${CHECK_NAMES.join(", ")}.` : `; did you mean ${nearest}?`}`,
      );
    }
    const characters = this.checkCharacters(name);
    scanner.expect("}", "which ends the check");
    if (this.digits === 0) throw patternInvalid(`The check at place ${place} of the pattern has no digits before it.`);
    const scheme = checkOf(name, characters);
    this.refuseUnreadable(scheme.reads, `${name} at place ${place} of the pattern`);
    return { kind: "check", scheme, covers: this.digits };
  }

  private checkCharacters(name: CheckName): readonly string[] {
    const { scanner } = this;
    if (name !== "luhn-mod-n") return [];
    scanner.expect(":", "and the alphabet of luhn-mod-n");
    const { symbols } = this.alphabet("an alphabet's name or [its characters]");
    if (symbols.length > MAX_LUHN)
      throw patternInvalid(`luhn-mod-n takes at most ${MAX_LUHN} characters, but got ${symbols.length}.`);
    if (symbols.length % 2 === 1)
      throw patternInvalid(
        `luhn-mod-n takes an even number of characters, for with ${symbols.length} it would not catch every wrong one.`,
      );
    return symbols;
  }

  /** Refuses a check over digits that it cannot read. */
  private refuseUnreadable(reads: readonly string[], what: string): void {
    const readable = new Set(reads);
    for (const { alphabet } of this.groups) {
      const wrong = alphabet.symbols.find((symbol) => !readable.has(symbol));
      if (wrong !== undefined)
        throw patternInvalid(
          `The check ${what} cannot read ${quoted(wrong)}: it reads ${toAlphabet(reads.join("")).chars.slice(0, 100)}.`,
        );
    }
  }
}
