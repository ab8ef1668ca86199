import type { Language } from "../../format/language/language.ts";
import { isPatched } from "../../format/language/placing.ts";
import { checksOf, type Pattern } from "../../format/pattern/pattern.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import { word32Count } from "../kernel/word32s.ts";
import type { LineParts } from "./line-parts.ts";
import { type ScoreColumn, scoreColumn } from "../scores/score-column.ts";
import { automatonImage } from "./automaton-image.ts";
import { checkTexts } from "./check-runner.ts";
import { formatWriter, hasFixedRows } from "./format-writer.ts";
import { type PlaceSource, placeSource } from "./place-source.ts";
import { textSlots } from "./text-slots.ts";
import { tokenAtoms } from "./token-atoms.ts";
import { wordCells } from "./word-cells.ts";

/** A line that is written by a format. */
export interface FormatLine {
  /** Its name in this thread's caches. */
  readonly name: string;
  readonly key: Uint8Array;
  readonly pattern: Pattern;
  readonly language: Language;
}

/** Tables of pairs of digits stay in a processor's second-level cache beside a batch. */
const MAX_PAIRS = 1_296;
const PAIR_BYTES = 2 ** 18;

/** The tokens of a line that is written by a format: version 2 of the generator. */
export function formatParts({ name, key, pattern, language }: FormatLine, plan: KernelPlan): LineParts {
  const places = placeSource({ name, key }, language, plan);
  return {
    source: places.source,
    writer: () => {
      const shape = { spare: checksOf(pattern).length, together: pairs(pattern, language, places) ? 2 : 1 };
      return formatWriter(pattern, wordCells(language, places, shape, plan), plan);
    },
    scores: () => scores(language, places, plan),
    numerals: () => wordCells(language, places, { spare: 0, together: 1 }, plan),
  };
}

/** A token's score is the rank of its word: its place, unless words are patched. */
function scores(language: Language, places: PlaceSource, plan: KernelPlan): ScoreColumn {
  const { allowed, capacity } = language;
  if (allowed === null || !isPatched(language))
    return scoreColumn(places.radix, places.source.halves, plan, capacity - 1n);
  const cells = wordCells(language, places, { spare: 0, together: 1 }, plan);
  const automaton = automatonImage(allowed, plan);
  const word32s = word32Count(capacity - 1n);
  const place = plan.column(4 * word32s);
  return {
    place,
    word32s,
    join: (count) => {
      cells.cut(count);
      kernel().rankWords(cells.place.address, cells.stride, count, automaton.address, place.address, word32s);
    },
  };
}

/** Whether digits are written two at a time, which is faster. */
function pairs(pattern: Pattern, language: Language, { source, radix, isOwn }: PlaceSource): boolean {
  const checks = checkTexts(pattern);
  const states = checks.reduce((most, { length }) => Math.max(most, length), 0);
  if (!isOwn || language.capacity < language.size || radix ** 2 > MAX_PAIRS || 2 * states * radix ** 2 > PAIR_BYTES)
    return false;
  const spans = source.halves.flatMap(({ digits }) => [
    2 - (digits % 2),
    ...new Array<number>(Math.ceil(digits / 2) - 1).fill(2),
  ]);
  const texts = textSlots(tokenAtoms(pattern), { spans, checks });
  if (texts === null || !hasFixedRows(texts)) return false;
  return 16 * new Set(texts.map(({ entries }) => entries.join("\0"))).size * radix ** 2 <= PAIR_BYTES;
}
