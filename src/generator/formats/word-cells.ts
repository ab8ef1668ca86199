import { isPatched, allowedBelowCapacity } from "../../format/language/placing.ts";
import type { Language } from "../../format/language/language.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan, Place } from "../kernel/kernel-plan.ts";
import { normalise, toWord32s } from "../kernel/word32s.ts";
import { type ScoreColumn, scoreColumn } from "../scores/score-column.ts";
import { groupColumn } from "../text/group-column.ts";
import { automatonImage, bytesOfFields } from "./automaton-image.ts";
import type { PlaceSource } from "./place-source.ts";

/** A column of words: for each token a cell with the values of its digits, 16 bits each, and spare slots behind them. */
export interface WordCells {
  readonly place: Place;
  readonly stride: number;
  /** How many digits each slot has, side by side. */
  readonly spans: readonly number[];
  /** Makes the words of a batch, and uses the halves up. */
  cut(count: number): void;
}

export interface CellsShape {
  /** Slots that are for checks. */
  readonly spare: number;
  /** Digits that may stand in one slot; where words must be looked at, only one does. */
  readonly together: number;
}

/** The words of places, as `wordAt()` defines them. */
export function wordCells(
  language: Language,
  places: PlaceSource,
  { spare, together }: CellsShape,
  plan: KernelPlan,
): WordCells {
  const { allowed, alphabets, capacity, size } = language;
  const isPlain = capacity === size;
  const cells = places.isOwn
    ? ownCells(places, isPlain ? { spare, together } : { spare, together: 1 }, plan)
    : numberedCells(language, places, spare, plan);
  if (allowed === null || !isPatched(language)) return cells;
  const automaton = automatonImage(allowed, plan);
  const states = plan.column(2);
  const base = plan.constant(new Uint8Array(toWord32s(allowedBelowCapacity(language), allowed.word32s).buffer));
  return {
    ...cells,
    spans: alphabets.map(() => 1),
    cut: (count) => {
      cells.cut(count);
      kernel().patchWords(cells.place.address, cells.stride, count, automaton.address, base.address, states.address);
    },
  };
}

/** Of halves in the words' own digits. */
function ownCells({ source, radix }: PlaceSource, { spare, together }: CellsShape, plan: KernelPlan): WordCells {
  const groups = groupColumn({ radix, digits: together, spare }, source.halves, plan);
  const spans = source.halves.flatMap(({ digits }, at) => {
    const length = groups.lengths[at] ?? 0;
    return [digits - (length - 1) * together, ...new Array<number>(Math.max(0, length - 1)).fill(together)];
  });
  const { place, stride } = groups;
  return {
    place,
    stride,
    spans,
    cut: (count) => {
      groups.cut(count);
    },
  };
}

/** Of halves in another radix: they are joined to one number first. */
function numberedCells(language: Language, places: PlaceSource, spare: number, plan: KernelPlan): WordCells {
  const { allowed, alphabets } = language;
  const numbers = scoreColumn(places.radix, places.source.halves, plan, language.capacity - 1n);
  const stride = 2 * (alphabets.length + spare);
  const place = plan.column(stride);
  const cut =
    allowed === null || isPatched(language) ? splitter(language, numbers, plan) : cutByRank(allowed, numbers, plan);
  return {
    place,
    stride,
    spans: alphabets.map(() => 1),
    cut: (count) => {
      numbers.join(count);
      cut(place.address, stride, count);
    },
  };
}

type Cut = (cells: number, stride: number, count: number) => void;

function cutByRank(allowed: NonNullable<Language["allowed"]>, { place, word32s }: ScoreColumn, plan: KernelPlan): Cut {
  const automaton = automatonImage(allowed, plan);
  return (cells, stride, count) => {
    kernel().unrankWords(place.address, word32s, cells, stride, count, automaton.address);
  };
}

/** Cuts numbers into digits of different radices, as many at a time as have a product of at most 2^32. */
function splitter({ alphabets }: Language, { place, word32s }: ScoreColumn, plan: KernelPlan): Cut {
  const radices = alphabets.map(({ symbols }) => symbols.length).reverse();
  const cuts: { whole: bigint; digits: number }[] = [];
  for (const radix of radices) {
    const last = cuts.at(-1);
    if (last !== undefined && last.whole * BigInt(radix) <= 2n ** 32n) {
      last.whole *= BigInt(radix);
      last.digits += 1;
    } else cuts.push({ whole: BigInt(radix), digits: 1 });
  }
  const cutsPlace = plan.constant(bytesOfFields(cuts.flatMap(cutFields)));
  const radicesPlace = plan.constant(bytesOfFields(radices.flatMap(radixFields)));
  return (cells, stride, count) => {
    kernel().splitMixed(
      place.address,
      word32s,
      cells,
      stride,
      count,
      radices.length,
      cutsPlace.address,
      radicesPlace.address,
    );
  };
}

/** `Cut` of the kernel. */
function cutFields({ whole, digits }: { whole: bigint; digits: number }): number[] {
  const by = whole === 2n ** 32n ? { divisor: 0n, shift: 0, reciprocal: 0n } : normalise(whole, 32);
  return [...toWord32s(whole, 2), Number(by.divisor), by.shift, Number(by.reciprocal), digits];
}

/** `Radix` of the kernel. */
function radixFields(base: number): number[] {
  const shift = 31 + base.toString(2).length;
  return [...toWord32s(2n ** BigInt(shift) / BigInt(base), 2), base, shift];
}
