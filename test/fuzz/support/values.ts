import type { Choices } from "./choices.ts";

/** What exists at the service that is tried, for a good part of the cases to come far. */
export interface Known {
  readonly apiKey: string;
  readonly sessionKey: string;
  readonly line: string;
  /** In base64. */
  readonly snapshot: string;
  readonly token: string;
}

const NOWHERE = "8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a";

/** Text of all sorts: plain, at the edge of what is allowed, and beyond. */
const TEXTS = [
  "DICE",
  "A",
  "",
  "5",
  "1000",
  "0",
  "-1",
  "1e3",
  "NaN",
  "1.5",
  "null",
  "true",
  NOWHERE,
  NOWHERE.toUpperCase(),
  "pi_123456",
  "pi_sandbox_unknown",
  "AEIOU",
  "ABCDE_1",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "\0",
  "a\0b",
  "\ud800",
  "x\udfff",
  "\uffff",
  "\ufeffx",
  "\u202eabc",
  "e\u0301",
  "\u{1f469}\u200d\u{1f4bb}",
  "ÄÖÜ",
  "ก\u0e33",
  "\r\nX-Injected: 1",
  "' or 1=1 --",
  "%00",
  "../../etc/passwd",
  "{}",
  "[",
  "x".repeat(1_001),
  "x".repeat(20_000),
  "9".repeat(400),
  `1${"0".repeat(2_000)}`,
  "9".repeat(6_000),
  "\u{10ffff}",
  " ",
  "\t",
  "AA",
  "2147483648",
  "9007199254740993",
] as const;

/** Sizes that are refused, or small enough for many to be made. */
const SIZES = [
  "1000",
  1_000,
  "10",
  1,
  "0",
  -5,
  1.5,
  "1e3",
  `1${"0".repeat(2_000)}`,
  "x",
  true,
  null,
  [],
  {},
  2 ** 53,
] as const;

export function text(choices: Choices, known: Known): string {
  return choices.of(["DICE", known.line, known.token, known.snapshot, ...TEXTS]);
}

export function size(choices: Choices): unknown {
  return choices.of(SIZES);
}

/** JSON of any shape; a member or two may be deep. */
export function anything(choices: Choices, known: Known, depth = 3): unknown {
  switch (choices.below(depth > 0 ? 9 : 6)) {
    case 0:
      return null;
    case 1:
      return text(choices, known);
    case 2:
      return choices.of([0, 1, -1, 5, 1.5, 1e21, 2 ** 31, 2 ** 53]);
    case 3:
      return choices.chance(50);
    case 4:
      return [];
    case 5:
      return nested(choices.of([1, 20, 40, 900]), choices.chance(50));
    case 6:
      return choices.some(4, () => anything(choices, known, depth - 1));
    case 7:
      return Array.from({ length: choices.of([10, 300]) }, () => 1);
    default:
      return Object.fromEntries(
        choices.some(4, () => [text(choices, known).slice(0, 100), anything(choices, known, depth - 1)]),
      );
  }
}

function nested(depth: number, inLists: boolean): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = inLists ? [value] : { a: value };
  return value;
}
