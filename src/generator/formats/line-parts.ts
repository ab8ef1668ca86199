import type { Place } from "../kernel/kernel-plan.ts";
import type { TokenSource } from "../kernel/token-source.ts";
import type { ScoreColumn } from "../scores/score-column.ts";
import type { TokenWriter } from "../text/token-writer.ts";

/** The values of each token's digits, 16 bits each, side by side. */
export interface NumeralColumn {
  readonly place: Place;
  /** Makes the values of a batch, and uses the halves up. */
  cut(count: number): void;
}

/** How the tokens of a line are made, and what can be made of them. A plan takes the source, and one of the others at most. */
export interface LineParts {
  readonly source: TokenSource;
  writer(): TokenWriter;
  scores(): ScoreColumn;
  numerals(): NumeralColumn;
}
