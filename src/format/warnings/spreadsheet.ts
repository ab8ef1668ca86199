import type { Matcher } from "./count-matching.ts";

/**
 * What spreadsheets turn into numbers, dates, truth values or formulas when they open a file or take pasted text. `d` is a digit; any other
 * character is itself, in both cases.
 */
const TEMPLATES: readonly string[] = [...numbers(), ...dates(), "true", "false"];

function numbers(): string[] {
  const signs = ["", "-", "+"];
  return signs.flatMap((sign) => [
    `${sign}d*`,
    `${sign}d*.d*`,
    `${sign}d*,d*`,
    `${sign}d*ed*`,
    `${sign}d*e-d*`,
    `${sign}d*e+d*`,
    `${sign}d*.d*ed*`,
    `${sign}d*%`,
  ]);
}

function dates(): string[] {
  const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const days = ["d", "dd"];
  const years = ["", "-dd", "-dddd"];
  return [
    ...["-", "/", "."].flatMap((gap) =>
      days.flatMap((day) =>
        days.flatMap((month) => years.map((year) => `${day}${gap}${month}${year.replace("-", gap)}`)),
      ),
    ),
    ...["-", "/", "."].flatMap((gap) => days.flatMap((day) => days.map((month) => `dddd${gap}${month}${gap}${day}`))),
    ...months.flatMap((month) =>
      ["", "-", " "].flatMap((gap) => [
        ...days.map((day) => `${day}${gap}${month}`),
        `${month}${gap}d`,
        `${month}${gap}dd`,
        `${month}${gap}dddd`,
      ]),
    ),
    ...days.flatMap((hour) => [`${hour}:dd`, `${hour}:dd:dd`]),
  ];
}

/** What makes a formula of whatever follows. */
const FORMULA = /^[=+@-]/;

/** Matches tokens that a spreadsheet changes. A state is a set of places in the templates. */
export function spreadsheetMatcher(): Matcher {
  const numbersBySet = new Map<string, number>();
  const sets: (readonly Place[])[] = [];
  const numberOf = (places: readonly Place[]): number => {
    const key = places.map(({ template, at }) => `${template}:${at}`).join();
    const number = numbersBySet.get(key) ?? sets.length;
    if (number === sets.length) {
      numbersBySet.set(key, number);
      sets.push(places);
    }
    return number;
  };
  const start = numberOf(TEMPLATES.map((_, template) => ({ template, at: 0 })));
  const formula = numberOf([{ template: -1, at: 0 }]);
  return {
    start,
    step: (state, character) => {
      if (state === formula || (state === start && FORMULA.test(character))) return formula;
      const next = (sets[state] ?? []).flatMap((place) => step(place, character));
      const unique = [...new Map(next.map((place) => [`${place.template}:${place.at}`, place])).values()];
      return unique.length === 0 ? -1 : numberOf(unique);
    },
    isMatch: (state) =>
      state === formula ||
      (sets[state] ?? []).some(
        ({ template, at }) => at === TEMPLATES[template]?.length || isOver(TEMPLATES[template] ?? "", at),
      ),
  };
}

interface Place {
  readonly template: number;
  readonly at: number;
}

/** After a place in a template, where the next character leads: `d*` stands for one digit or more. */
function step({ template, at }: Place, character: string): Place[] {
  const text = TEMPLATES[template] ?? "";
  const isRepeated = text[at - 1] === "d" && text[at] === "*"; // within d*, having read a digit
  if (isRepeated) {
    const more = isDigit(character) ? [{ template, at }] : [];
    return [...more, ...step({ template, at: at + 1 }, character)];
  }
  const expected = text[at];
  if (expected === undefined) return [];
  const isRead = expected === "d" ? isDigit(character) : character.toLowerCase() === expected;
  return isRead ? [{ template, at: at + 1 }] : [];
}

function isOver(text: string, at: number): boolean {
  return text[at] === "*" && at + 1 === text.length;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}
