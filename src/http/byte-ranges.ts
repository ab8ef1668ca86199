/** Bytes from `start` on, before `end`. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** More ranges than this, once those that touch are joined, are refused, and so is a byte that is asked for more than twice. */
export const MAX_RANGES = 50;
const MAX_OVERLAPPING = 2;

/**
 * Reads a `Range` header for a file of `size` bytes (RFC 9110 sections 14.1.2 and 14.2).
 *
 * @returns the satisfiable ranges in the order they are asked for, those that overlap or touch joined; "unsatisfiable" when there is none;
 * "excessive" when there are too many or too overlapping ones, as section 17.15 warns of; null where the header is to be ignored: absent,
 * malformed or in another unit.
 */
export function parseByteRanges(
  header: string | undefined,
  size: bigint,
): readonly ByteRange[] | "unsatisfiable" | "excessive" | null {
  const [, set = ""] = /^bytes=([-\d, \t]*)$/i.exec(header ?? "") ?? [];
  const specs = set
    .split(",")
    .map((spec) => spec.trim())
    .filter((spec) => spec !== "");
  if (specs.length === 0) return null;
  const ranges = specs.map((spec) => parseSpec(spec, size));
  if (ranges.includes(null)) return null;
  const satisfiable = ranges.filter((range) => typeof range === "object" && range !== null);
  if (satisfiable.length === 0) return "unsatisfiable";
  if (size === 0n) return null; // the last bytes of nothing are the whole of it, and no range
  const joined = isOverlapping(satisfiable) ? [] : join(satisfiable);
  return joined.length >= 1 && joined.length <= MAX_RANGES ? joined : "excessive";
}

/** Null for what is no range at all. */
function parseSpec(spec: string, size: bigint): ByteRange | "unsatisfiable" | null {
  const [, first = "", last = ""] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === "") return last === "" ? null : lastBytes(BigInt(last), size);
  const start = BigInt(first);
  const end = last === "" ? size : BigInt(last) + 1n;
  if (last !== "" && end <= start) return null;
  return start >= size ? "unsatisfiable" : { start, end: end < size ? end : size };
}

function lastBytes(length: bigint, size: bigint): ByteRange | "unsatisfiable" {
  if (length === 0n) return "unsatisfiable";
  return { start: length < size ? size - length : 0n, end: size };
}

/** Whether a byte is asked for more often than allowed. */
function isOverlapping(ranges: readonly ByteRange[]): boolean {
  let open: bigint[] = [];
  return ranges.toSorted(byStart).some(({ start, end }) => {
    open = [...open.filter((before) => before > start), end];
    return open.length > MAX_OVERLAPPING;
  });
}

/** Joins ranges that overlap or touch; each stands where the first of its members stood. */
function join(ranges: readonly ByteRange[]): ByteRange[] {
  const joined: { place: number; start: bigint; end: bigint }[] = [];
  for (const { place, start, end } of ranges.map((range, place) => ({ place, ...range })).sort(byStart)) {
    const last = joined.at(-1);
    if (last === undefined || start > last.end) {
      joined.push({ place, start, end });
      continue;
    }
    last.place = Math.min(last.place, place);
    if (end > last.end) last.end = end;
  }
  return joined.sort((a, b) => a.place - b.place).map(({ start, end }) => ({ start, end }));
}

function byStart(a: ByteRange, b: ByteRange): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : 0;
}
