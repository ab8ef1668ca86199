/** Where the rows of a file begin. A layout knows it of every `spacing`-th row. */
export interface Layout {
  /** Rows. */
  readonly spacing: bigint;
  /** The offset in bytes at which a row begins, whose number is a multiple of `spacing`. */
  start(row: bigint): bigint;
}

/** A file of so many rows. */
export interface LaidOut {
  readonly count: bigint;
  readonly layout: Layout;
}

/** Lays out rows that all have the same width, newline included. */
export function fixedLayout(bytes: bigint): Layout {
  return { spacing: 1n, start: (row) => row * bytes };
}

/** Finds the last row that the layout knows to begin at a byte or before. */
export function rowAt({ count, layout }: LaidOut, offset: bigint): bigint {
  let known = 0n;
  let beyond = (count - 1n) / layout.spacing + 1n;
  while (beyond - known > 1n) {
    const middle = (known + beyond) / 2n;
    if (layout.start(middle * layout.spacing) <= offset) known = middle;
    else beyond = middle;
  }
  return known * layout.spacing;
}

/** Finds the first row that the layout knows to begin at a byte or behind it; the number of rows where there is none. */
export function rowFrom(file: LaidOut, offset: bigint): bigint {
  const { count, layout } = file;
  const at = rowAt(file, offset);
  const next = layout.start(at) < offset ? at + layout.spacing : at;
  return next < count ? next : count;
}
