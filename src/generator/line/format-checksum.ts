import { type Alphabet, codePoints } from "../../alphabet/alphabet.ts";
import { type AllowedWords, startState, stepTo } from "../../format/language/allowed-words.ts";
import type { Language } from "../../format/language/language.ts";
import type { Register } from "./checksum.ts";

/**
 * The register of a line that is written by a format, before its first token: for each digit the XOR of its code points over all allowed words.
 * So a complete line ends at zeros. Where nothing is forbidden, it is what `startRegister()` says of each digit's alphabet.
 */
export function formatStartRegister({ alphabets, allowed }: Language): Register {
  if (allowed !== null) return allowedRegister(allowed);
  const isOdd = alphabets.map(({ symbols }) => symbols.length % 2 === 1);
  const even = isOdd.filter((odd) => !odd).length;
  // A symbol stands in a digit as often as there are words of all the other digits.
  return Uint32Array.from(alphabets, (alphabet, at) =>
    even === (isOdd[at] === true ? 0 : 1) ? mixed(codePoints(alphabet)) : 0,
  );
}

/** The register as bits, the most significant first; each digit as wide as the largest code point of its alphabet. */
export function formatChecksumBits(register: Register, { alphabets }: Pick<Language, "alphabets">): string {
  const widths = pointWidths(alphabets);
  return Array.from(register, (point, at) => point.toString(2).padStart(widths[at] ?? 0, "0")).join("");
}

/** Reads a register from the bits that `formatChecksumBits()` wrote; null when their number is wrong. */
export function parseFormatChecksum(bits: string, { alphabets }: Pick<Language, "alphabets">): Register | null {
  const widths = pointWidths(alphabets);
  if (bits.length !== widths.reduce((sum, width) => sum + width, 0) || !/^[01]*$/.test(bits)) return null;
  let at = 0;
  return Uint32Array.from(widths, (width) => parseInt(bits.slice(at, (at += width)), 2));
}

/** Counts words modulo 2: how many beginnings lead to a state, and how many ways there are to go on from it. */
function allowedRegister(allowed: AllowedWords): Register {
  const { dfa, tables, word32s, counts } = allowed;
  let beginnings = new Uint8Array(dfa.states);
  beginnings[startState(allowed)] = 1;
  return Uint32Array.from(tables, ({ alphabet }, at) => {
    const points = codePoints(alphabet);
    const next = new Uint8Array(dfa.states);
    let register = 0;
    for (const [state, isOdd] of beginnings.entries()) {
      if (isOdd === 0) continue;
      for (const [value, point] of points.entries()) {
        const to = stepTo(allowed, at, state, value);
        next[to] = (next[to] ?? 0) ^ 1;
        if (((counts[((at + 1) * dfa.states + to) * word32s] ?? 0) & 1) === 1) register ^= point;
      }
    }
    beginnings = next;
    return register;
  });
}

function mixed(points: Uint32Array): number {
  return points.reduce((register, point) => register ^ point, 0);
}

/** The bits of each digit's largest code point; every alphabet is looked through once. */
function pointWidths(alphabets: readonly Alphabet[]): number[] {
  const widths = new Map([...new Set(alphabets)].map((alphabet) => [alphabet, pointBits(alphabet)]));
  return alphabets.map((alphabet) => widths.get(alphabet) ?? 0);
}

function pointBits(alphabet: Alphabet): number {
  return codePoints(alphabet)
    .reduce((highest, point) => Math.max(highest, point), 0)
    .toString(2).length;
}
