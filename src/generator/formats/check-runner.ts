import { checksOf, digitAlphabets, type Pattern } from "../../format/pattern/pattern.ts";
import type { CheckAutomaton } from "../../format/checks/check-scheme.ts";
import { kernel } from "../kernel/kernel.ts";
import type { KernelPlan } from "../kernel/kernel-plan.ts";
import { bytesOfFields } from "./automaton-image.ts";
import type { WordCells } from "./word-cells.ts";

/** The text that each check of a pattern writes in each of its states. */
export function checkTexts(pattern: Pattern): string[][] {
  return checksOf(pattern).map(({ scheme, covers }) => {
    const automaton = scheme.automaton(covers);
    return Array.from({ length: automaton.states }, (_, state) =>
      automaton
        .check(state)
        .map((value) => scheme.writes[value])
        .join(""),
    );
  });
}

/** Runs a pattern's checks over the words of a batch, and leaves the states they end in behind the digits. */
export function checkRunner(
  pattern: Pattern,
  { place, stride, spans }: Omit<WordCells, "cut">,
  plan: KernelPlan,
): (count: number) => void {
  const alphabets = digitAlphabets(pattern);
  const runs = checksOf(pattern).map(({ scheme, covers }, index) => {
    const automaton = scheme.automaton(covers);
    const values = new Map(scheme.reads.map((symbol, value) => [symbol, value]));
    const tables = new Map<string, number>();
    const steps: number[] = [];
    let digit = 0;
    for (let slot = 0; digit < covers; slot++) {
      const span = alphabets.slice(digit, digit + (spans[slot] ?? 1));
      digit += span.length;
      const key = span.map(({ chars }) => chars).join("\n");
      const strings = span.reduce<number[][]>(
        (all, { symbols }) => all.flatMap((each) => symbols.map((symbol) => [...each, values.get(symbol) ?? 0])),
        [[]],
      );
      const table = tables.get(key) ?? plan.constant(stepTable(automaton, strings)).address;
      tables.set(key, table);
      steps.push(2 * slot, strings.length, table);
    }
    const fields = bytesOfFields(steps);
    const { address } = plan.constant(fields);
    return { start: automaton.start, address, end: address + fields.byteLength, slot: 2 * (spans.length + index) };
  });
  return (count) => {
    for (const { start, address, end, slot } of runs)
      kernel().checkTokens(place.address, stride, count, start, address, end, slot);
  };
}

/** The states after strings of values, a row for each state. */
function stepTable(automaton: CheckAutomaton, strings: readonly (readonly number[])[]): Uint8Array {
  const table = new Uint16Array(automaton.states * strings.length);
  for (let state = 0; state < automaton.states; state++)
    for (const [at, string] of strings.entries())
      table[state * strings.length + at] = string.reduce((reached, value) => automaton.next(reached, value), state);
  return new Uint8Array(table.buffer);
}
