/** What became of one fault that was made. */
export interface Row {
  /** The group that `--only` names. */
  readonly group: string;
  readonly point: string;
  readonly outcome: "held" | "FAILED" | "left out";
  /** What was seen, or why it was left out. */
  readonly detail: string;
}

/** The rows of a group, each as soon as it is known. */
export type Rows = AsyncGenerator<Row, void, undefined>;

/** What was found wrong at a point; the point failed unless it is empty. */
export type Problems = string[];

export function rowOf(
  group: string,
  point: string,
  { problems, seen }: { readonly problems: Problems; readonly seen: string },
): Row {
  return {
    group,
    point,
    outcome: problems.length === 0 ? "held" : "FAILED",
    detail: problems.length === 0 ? seen : problems.join("; "),
  };
}

export function leftOut(group: string, point: string, why: string): Row {
  return { group, point, outcome: "left out", detail: why };
}

/** Rows as a table of a document. */
export function table(rows: readonly Row[]): string {
  return [
    "| fault | outcome | seen |",
    "|---|---|---|",
    ...rows.map(
      ({ group, point, outcome, detail }) => `| ${group}: ${point} | ${outcome} | ${detail.replaceAll("|", "\\|")} |`,
    ),
  ].join("\n");
}
