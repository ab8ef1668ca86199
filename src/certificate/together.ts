import { type Certificate, shapeIn } from "./certificate.ts";
import type { Check } from "./checks.ts";

/** What certificates say of their parts together: of one line, none overlapping, and none missing between them. */
export function togetherChecks(certificates: readonly Certificate[]): Check[] {
  const parts = certificates.toSorted((a, b) => (a.firstIndex < b.firstIndex ? -1 : 1));
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return [];
  const shape = shapeKey(first);
  const stranger = others.find((each) => each.line !== first.line || shapeKey(each) !== shape);
  if (stranger !== undefined)
    return [
      check(
        "line",
        false,
        `part ${first.part} is of the line ${first.line}, part ${stranger.part} of ${stranger.line}`,
      ),
    ];
  const pairs = others.map((next, at) => ({ next, before: parts[at] ?? first }));
  const overlap = pairs.find(({ next, before }) => endOf(before) > next.firstIndex);
  const gap = pairs.find(({ next, before }) => endOf(before) < next.firstIndex);
  const broken = pairs.find(
    ({ next, before }) => endOf(before) === next.firstIndex && before.checksum !== next.checksumBefore,
  );
  const last = parts.at(-1) ?? first;
  return [
    check("line", true, `${parts.length} parts of the line ${first.line}`),
    check(
      "disjoint",
      overlap === undefined,
      overlap
        ? `the parts ${overlap.before.part} and ${overlap.next.part} have tokens in common`
        : "no token is in two parts",
    ),
    check(
      "complete",
      gap === undefined,
      gap
        ? `the tokens from index ${endOf(gap.before)} to ${gap.next.firstIndex - 1n} are in none of the parts`
        : `the tokens from index ${first.firstIndex} to ${endOf(last) - 1n}`,
    ),
    check(
      "chain",
      broken === undefined,
      broken
        ? `the checksum of part ${broken.before.part} is not the one that part ${broken.next.part} begins with`
        : "each part's checksum goes on from the one before",
    ),
  ];
}

/** Stands for how the tokens are written. */
function shapeKey(certificate: Certificate): string {
  return JSON.stringify(shapeIn(certificate));
}

function endOf({ firstIndex, size }: Certificate): bigint {
  return firstIndex + size;
}

function check(name: Check["name"], holds: boolean, detail: string): Check {
  return { name, holds, detail };
}
