import { toAlphabet } from "../alphabet/alphabet.ts";
import { ff1Shape } from "./ff1/ff1-shape.ts";
import { ff1Source } from "./ff1/ff1-source.ts";
import { formatParts } from "./formats/format-parts.ts";
import type { LineParts } from "./formats/line-parts.ts";
import type { KernelPlan } from "./kernel/kernel-plan.ts";
import type { TokenSource } from "./kernel/token-source.ts";
import { cacheName } from "./line/line-caches.ts";
import { formatOf, languageOf } from "./line/line-format.ts";
import type { GeneratorLine } from "./line/line.ts";
import { scoreColumn } from "./scores/score-column.ts";
import { SHUFFLE_LIMIT } from "./shuffle/shuffle.ts";
import { shuffleSource } from "./shuffle/shuffled-line.ts";
import { groupColumn } from "./text/group-column.ts";
import { tokenWriter } from "./text/token-writer.ts";

/** The fastest way of making the tokens of a line; which one makes them never shows in them. */
export function chooseParts(line: GeneratorLine, plan: KernelPlan): LineParts {
  const { format, key } = line;
  if (format !== undefined)
    return formatParts(
      { name: cacheName(line), key, pattern: formatOf(format).pattern, language: languageOf(format) },
      plan,
    );
  const radix = toAlphabet(line.chars).symbols.length;
  const source = plainSource(line, radix, plan);
  return {
    source,
    writer: () => tokenWriter(line.chars, source.halves, plan),
    scores: () => scoreColumn(radix, source.halves, plan),
    numerals: () => groupColumn({ radix, digits: 1 }, source.halves, plan),
  };
}

function plainSource(line: GeneratorLine, radix: number, plan: KernelPlan): TokenSource {
  const { key, digits } = line;
  const size = BigInt(radix) ** BigInt(digits);
  if (size <= SHUFFLE_LIMIT) return shuffleSource({ name: cacheName(line), key, size: Number(size) }, digits, plan);
  return ff1Source(key, ff1Shape(radix, digits), plan);
}
