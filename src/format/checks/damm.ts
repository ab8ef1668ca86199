import { type CheckScheme, DIGITS } from "./check-scheme.ts";

/** The totally anti-symmetric quasigroup of H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004), page 111: row by state, column by digit. */
const QUASIGROUP: readonly string[] = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

export const DAMM: CheckScheme = {
  name: "damm",
  reads: DIGITS,
  writes: DIGITS,
  length: 1,
  automaton: () => ({
    states: 10,
    start: 0,
    next: (state, value) => Number(QUASIGROUP[state]?.[value]),
    check: (state) => [state], // the diagonal is 0
  }),
};
