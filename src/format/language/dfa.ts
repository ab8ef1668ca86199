import { ServiceError } from "../../errors.ts";

/** A deterministic finite automaton over classes of characters. State 0 is dead: no word that leads there is allowed, nor any longer one. */
export interface Dfa {
  readonly states: number;
  readonly classes: number;
  readonly start: number;
  /** `next[state × classes + class]`. */
  readonly next: Uint16Array;
  /** 1 for states in which an allowed word may end. */
  readonly accepts: Uint8Array;
}

export const DEAD = 0;
export const MAX_STATES = 65_535;

/** How an automaton's states are found, as numbers that mean something to whoever finds them; −1 is dead. */
export interface Exploration {
  readonly classes: number;
  readonly start: number;
  readonly step: (state: number, symbolClass: number) => number;
  readonly accepts: (state: number) => boolean;
}

/**
 * Finds all states that can be reached.
 *
 * @throws {ServiceError} `FORMAT_TOO_LARGE` when there are more than 65,535.
 */
export function explore({ classes, start, step, accepts }: Exploration): Dfa {
  const numbers = new Map<number, number>([[start, 1]]);
  const found = [-1, start];
  const rows: Uint16Array[] = [new Uint16Array(classes)];
  for (let state = 1; state < found.length; state++) {
    const from = found[state] ?? -1;
    const row = new Uint16Array(classes);
    for (let symbolClass = 0; symbolClass < classes; symbolClass++) {
      const to = step(from, symbolClass);
      if (to < 0) continue;
      let number = numbers.get(to);
      if (number === undefined) {
        number = found.length;
        if (number > MAX_STATES) throw tooManyStates(`more than ${MAX_STATES}`);
        refuseTables(2 * number * classes);
        numbers.set(to, number);
        found.push(to);
      }
      row[symbolClass] = number;
    }
    rows.push(row);
  }
  const next = new Uint16Array(rows.length * classes);
  for (const [state, row] of rows.entries()) next.set(row, state * classes);
  return {
    states: rows.length,
    classes,
    start: 1,
    next,
    accepts: Uint8Array.from(found, (state) => Number(state >= 0 && accepts(state))),
  };
}

export function tooManyStates(size: string): ServiceError {
  return new ServiceError(
    "FORMAT_TOO_LARGE",
    `The format's automaton would have ${size} states, but may have ${MAX_STATES}: give fewer or shorter words, or leave the check out.`,
    "without",
    { maximum: BigInt(MAX_STATES) },
  );
}

export const MAX_TABLE_BYTES = 64 * 2 ** 20;

/** @throws {ServiceError} `FORMAT_TOO_LARGE` for tables of more than 64 MB. */
export function refuseTables(bytes: number): void {
  if (bytes <= MAX_TABLE_BYTES) return;
  throw new ServiceError(
    "FORMAT_TOO_LARGE",
    `The format's tables would have ${bytes} bytes, but may have ${MAX_TABLE_BYTES}: give fewer or shorter words, or fewer digits.`,
    "without",
    { maximum: BigInt(MAX_TABLE_BYTES) },
  );
}
