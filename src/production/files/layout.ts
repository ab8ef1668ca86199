/** Where the lines of a file begin, of which it knows every `spacing`-th. */
export interface Layout {
  /** Lines. */
  readonly spacing: bigint;
  /** The offset in bytes at which a line begins, its number being a multiple of `spacing`. */
  start(line: bigint): bigint;
}

/** A file of so many lines. */
interface Laid {
  readonly count: bigint;
  readonly layout: Layout;
}

/** Lines that all have the same width, their newline included. */
export function fixedLayout(bytes: bigint): Layout {
  return { spacing: 1n, start: (line) => line * bytes };
}

/** The last line of which the layout knows that it begins at a byte or before. */
export function lineAt({ count, layout }: Laid, offset: bigint): bigint {
  let known = 0n;
  let beyond = (count - 1n) / layout.spacing + 1n;
  while (beyond - known > 1n) {
    const middle = (known + beyond) / 2n;
    if (layout.start(middle * layout.spacing) <= offset) known = middle;
    else beyond = middle;
  }
  return known * layout.spacing;
}

/** The first line of which the layout knows that it begins at a byte or behind it; the number of lines where there is none. */
export function lineFrom(laid: Laid, offset: bigint): bigint {
  const { count, layout } = laid;
  const at = lineAt(laid, offset);
  const next = layout.start(at) < offset ? at + layout.spacing : at;
  return next < count ? next : count;
}
