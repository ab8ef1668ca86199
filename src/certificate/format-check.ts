import { codePoints } from "../alphabet/alphabet.ts";
import { startState, stepTo } from "../format/language/allowed-words.ts";
import type { Language } from "../format/language/language.ts";
import { tokenBytes } from "../format/pattern/pattern.ts";
import type { Register } from "../generator/line/checksum.ts";
import { formatOf, languageOf } from "../generator/line/line-format.ts";
import { type CheckWalk, checkWalks } from "./check-walk.ts";
import { pointAt, pointBytes } from "./read-point.ts";
import type { TokenReading } from "./token-check.ts";

/** What stands in a token, in its order: fixed bytes, a digit whose values are known by their code points, or a check. */
type Piece =
  | { readonly kind: "text"; readonly bytes: Uint8Array }
  | { readonly kind: "digit"; readonly values: ReadonlyMap<number, number>; readonly ascii: Int32Array }
  | { readonly kind: "check"; readonly check: number };

/** Reads tokens of a format from bytes: strictly UTF-8, as its pattern writes them, with their checks, and with nothing that it forbids. */
export class FormatCheck implements TokenReading {
  readonly maxBytes: number;
  private readonly language: Language;
  private readonly pieces: readonly Piece[];
  private readonly walks: readonly CheckWalk[];
  /** Of each check, as far as the token is read. */
  private readonly states: Uint32Array;
  /** The digits of the token that was read last, by value and as code points. */
  private readonly word: Uint32Array;
  private readonly points: Uint32Array;

  /** @throws {ServiceError} `FORMAT_TOO_LARGE` or `FORMAT_EMPTY`. */
  constructor(format: string) {
    const { pattern } = formatOf(format);
    this.language = languageOf(format);
    this.maxBytes = tokenBytes(pattern);
    this.walks = checkWalks(pattern);
    this.states = new Uint32Array(this.walks.length);
    this.word = new Uint32Array(pattern.digits);
    this.points = new Uint32Array(pattern.digits);
    this.pieces = piecesOf(format);
  }

  isToken(bytes: Uint8Array, start: number, end: number): boolean {
    return this.isWritten(bytes, start, end) && this.isAllowed();
  }

  mix(register: Register): void {
    const { points } = this;
    for (let digit = 0; digit < points.length; digit++) register[digit] = (register[digit] ?? 0) ^ (points[digit] ?? 0);
  }

  problem(bytes: Uint8Array): string {
    if (bytes.length === 0) return "is empty";
    return this.isWritten(bytes, 0, bytes.length)
      ? "has what the format forbids"
      : "is not written as the format says, or has a wrong check";
  }

  private isWritten(bytes: Uint8Array, start: number, end: number): boolean {
    const { pieces, walks, states } = this;
    for (let check = 0; check < walks.length; check++) states[check] = walks[check]?.start ?? 0;
    let [at, digit] = [start, 0];
    for (const piece of pieces) {
      if (piece.kind === "digit") {
        const point = pointAt(bytes, at);
        const value = point < 0x80 ? (piece.ascii[point] ?? -1) : (piece.values.get(point) ?? -1);
        if (value === -1) return false;
        this.word[digit] = value;
        this.points[digit] = point;
        this.walkOn(digit++, value);
        at += pointBytes(point);
      } else {
        const text = piece.kind === "text" ? piece.bytes : this.checkBytes(piece.check);
        if (!hasAt(bytes, at, text)) return false;
        at += text.length;
      }
    }
    return at === end;
  }

  private checkBytes(check: number): Uint8Array {
    return this.walks[check]?.bytes(this.states[check] ?? 0) ?? NO_BYTES;
  }

  private walkOn(digit: number, value: number): void {
    const { walks, states } = this;
    for (let check = 0; check < walks.length; check++) {
      const walk = walks[check];
      if (walk !== undefined && digit < walk.covers) states[check] = walk.step(digit, states[check] ?? 0, value);
    }
  }

  private isAllowed(): boolean {
    const { allowed } = this.language;
    if (allowed === null) return true;
    const { word } = this;
    let state = startState(allowed);
    for (let digit = 0; digit < word.length; digit++) state = stepTo(allowed, digit, state, word[digit] ?? 0);
    return allowed.dfa.accepts[state] === 1;
  }
}

/** Whether a text stands there. */
function hasAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let place = 0; place < text.length; place++) if (bytes[at + place] !== text[place]) return false;
  return true;
}

const NO_BYTES = new Uint8Array();

function piecesOf(format: string): Piece[] {
  const digits = new Map<string, Piece>();
  let checks = 0;
  return formatOf(format).pattern.pieces.flatMap((piece): Piece[] => {
    if (piece.kind === "literal") return [{ kind: "text", bytes: Buffer.from(piece.text) }];
    if (piece.kind === "check") return [{ kind: "check", check: checks++ }];
    const { chars } = piece.alphabet;
    const digit = digits.get(chars) ?? digitOf(codePoints(piece.alphabet));
    digits.set(chars, digit);
    return new Array<Piece>(piece.digits).fill(digit);
  });
}

function digitOf(points: Uint32Array): Piece {
  const values = new Map(Array.from(points, (point, value) => [point, value]));
  return { kind: "digit", values, ascii: Int32Array.from({ length: 0x80 }, (_, point) => values.get(point) ?? -1) };
}
