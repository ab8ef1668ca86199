/** Scores of consecutive tokens of a line. */
export interface ScoreBatch {
  readonly count: number;
  /** 32-bit limbs of a score: the least that hold length^digits − 1. */
  readonly limbs: number;
  /** count × limbs words, a score's limbs side by side, least significant first. */
  readonly words: Uint32Array;
}
/** Numerals of consecutive tokens: count × digits, a token's numerals side by side, most significant first, each its character's place in the alphabet. */
export interface NumeralBatch { readonly count: number; readonly digits: number; readonly numerals: Uint16Array }
