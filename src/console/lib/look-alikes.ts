/** Characters that people take for one another in print or in handwriting. */
const GROUPS = [
  "0OoQ",
  "1Il|i!",
  "2Zz",
  "5Ss$",
  "6Gb",
  "8B&",
  "9gq",
  "uvV",
  "cC",
  "kK",
  "pP",
  "wW",
  "xX",
  "ΑA",
  "ΒB",
  "ΕE",
  "ΟO0",
  "οo",
];

/** The groups of look-alikes of which an alphabet has at least two. */
export function lookAlikes(chars: string): readonly (readonly string[])[] {
  const symbols = new Set(chars);
  return GROUPS.map((group) => Array.from(group).filter((char) => symbols.has(char))).filter(
    ({ length }) => length > 1,
  );
}
