/** One line of the table: a figure, what it is compared with in the same run, and what is aimed at. */
export interface Row {
  readonly what: string;
  /** The figure with its unit. */
  readonly figure: string;
  /** The comparison, and the ratio or difference to it. */
  readonly against: string;
  readonly value: number;
  readonly aim: string;
  readonly isMet: boolean;
}

export function atLeast(value: number, minimum: number): Pick<Row, "value" | "aim" | "isMet"> {
  return { value, aim: `≥ ${minimum}`, isMet: value >= minimum };
}

export function atMost(value: number, maximum: number): Pick<Row, "value" | "aim" | "isMet"> {
  return { value, aim: `≤ ${maximum}`, isMet: value <= maximum };
}

export function perSecond(rate: number, unit: string): string {
  return rate >= 1e6 ? `${(rate / 1e6).toFixed(1)} M ${unit}/s` : `${(rate / 1e3).toFixed(1)} k ${unit}/s`;
}

export function table(rows: readonly Row[]): string {
  const head = ["| what | figure | in the same run | value | aim | |", "|---|---|---|---|---|---|"];
  return [
    ...head,
    ...rows.map(
      ({ what, figure, against, value, aim, isMet }) =>
        `| ${what} | ${figure} | ${against} | ${value.toPrecision(3)} | ${aim} | ${isMet ? "met" : "NOT met"} |`,
    ),
  ].join("\n");
}
