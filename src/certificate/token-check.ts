import type { Register } from "../generator/line/checksum.ts";
import type { TokenShape } from "../generator/line/line.ts";
import { symbolTable } from "../generator/text/symbol-table.ts";
import { pointAt, POINTS } from "./read-point.ts";

/** Reads tokens from bytes. */
export interface TokenReading {
  /** UTF-8 bytes of the longest token. */
  readonly maxBytes: number;
  /** Whether `bytes[start … end − 1]` are a token; `mix()` then takes its digits. */
  isToken(bytes: Uint8Array, start: number, end: number): boolean;
  /** XORs the digits of the token that was read last into a register. */
  mix(register: Register): void;
  /** Why bytes are no token, in words that are safe on any terminal. */
  problem(bytes: Uint8Array): string;
}

/** Reads tokens of one alphabet from bytes: strictly UTF-8, as many digits as there must be, all of the alphabet. */
export class TokenCheck implements TokenReading {
  readonly maxBytes: number;
  /** UTF-8 bytes of each symbol, by code point; 0 for what is none. */
  private readonly widths = new Uint8Array(POINTS + 1);
  private readonly read: Uint32Array;

  constructor({ chars, digits }: Pick<TokenShape, "chars" | "digits">) {
    const { points, widths } = symbolTable(chars);
    points.forEach((point, value) => (this.widths[point] = widths[value] ?? 0));
    this.maxBytes = digits * widths.reduce((widest, width) => Math.max(widest, width), 0);
    this.read = new Uint32Array(digits);
  }

  isToken(bytes: Uint8Array, start: number, end: number): boolean {
    const { read, widths } = this;
    const digits = read.length;
    let at = start;
    for (let digit = 0; digit < digits; digit++) {
      const point = pointAt(bytes, at);
      const width = widths[point] ?? 0;
      if (width === 0) return false;
      read[digit] = point;
      at += width;
    }
    return at === end;
  }

  mix(register: Register): void {
    const { read } = this;
    for (let digit = 0; digit < read.length; digit++) register[digit] = (register[digit] ?? 0) ^ (read[digit] ?? 0);
  }

  problem(bytes: Uint8Array): string {
    if (bytes.length === 0) return "is empty";
    const digits = this.read.length;
    const points = Array.from(
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      (symbol) => symbol.codePointAt(0) ?? 0,
    );
    const foreign = points.findIndex((point) => this.widths[point] === 0);
    if (foreign >= 0 && foreign <= digits)
      return `has ${nameOf(points[foreign] ?? 0)} at digit ${foreign + 1}, which is not in the alphabet`;
    if (points.length === digits) return "is not UTF-8";
    return points.length > digits ? `has more than ${digits} digits` : `has ${points.length} of ${digits} digits`;
  }
}

function nameOf(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
