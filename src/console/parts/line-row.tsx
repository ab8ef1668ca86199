import type { Signal } from "@preact/signals";
import { lineName } from "../lib/line-name.ts";
import { shownCompact, shownCount } from "../lib/numbers.ts";
import { shownAge, shownMoment } from "../lib/times.ts";
import { nowMs } from "../state/clock.ts";
import type { LineNow } from "../state/lines.ts";
import { navigate } from "../state/router.ts";
import { LineMenuButton } from "./line-menu.tsx";
import { Link } from "./link.tsx";
import { Progress, StatusMark } from "./status.tsx";

export interface LineRowProps {
  /** What it shows: the line's id, or the place where one will be. */
  readonly name: string;
  /** Undefined while the line is being loaded. */
  readonly now: Signal<LineNow> | undefined;
  readonly index: number;
  /** From the top of the table's body, in pixels. */
  readonly top: number;
  readonly isSelected: boolean;
}

/** One row of the table; it alone is drawn again when its line moves. While one scrolls it shows one line after the other. */
export function LineRow({ name, now, index, top, isSelected }: LineRowProps) {
  const line = now?.value;
  return (
    <div
      role="row"
      data-name={name}
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      class={line === undefined ? "row loading" : "row"}
      style={{ transform: `translateY(${top}px)` }}
      onClick={({ target }) => {
        if (line !== undefined && target instanceof Element && target.closest("a, button") === null)
          navigate(`lines/${line.line.id}`);
      }}
    >
      {line === undefined ? <Awaited /> : <Cells now={line} />}
    </div>
  );
}

function Awaited() {
  return (
    <div role="gridcell" class="cell-name">
      <span class="unseen">Loading</span>
    </div>
  );
}

function Cells({ now }: { readonly now: LineNow }) {
  const { line, status } = now;
  const { size, fullSize, requested } = wordsOf(now);
  return (
    <>
      <div role="gridcell" class="cell-name">
        <Link to={`lines/${line.id}`}>{lineName(line)}</Link>
        <code>{line.id.slice(0, 8)}</code>
      </div>
      <div role="gridcell" class="cell-size" title={fullSize}>
        {size}
      </div>
      <div role="gridcell" class="cell-digits">
        {line.digits}
      </div>
      <div role="gridcell" class="cell-status">
        <StatusMark now={now} />
        <Progress now={now} />
      </div>
      <div role="gridcell" class="cell-part">
        {line.parts.length}
        {status.partial === false && <span class="quiet"> · complete</span>}
      </div>
      <div role="gridcell" class="cell-age">
        <time dateTime={status.timestamps.requested} title={requested}>
          {shownAge(status.timestamps.requested, nowMs.value)}
        </time>
      </div>
      <div role="gridcell" class="cell-menu">
        <LineMenuButton now={now} />
      </div>
    </>
  );
}

interface Words {
  readonly size: string;
  readonly fullSize: string;
  readonly requested: string;
}

/** Formatting by the reader's locale costs more than drawing, so a line that is scrolled past again keeps its words. */
const kept = new WeakMap<LineNow, Words>();

function wordsOf(now: LineNow): Words {
  const found = kept.get(now);
  if (found !== undefined) return found;
  const { size, timestamps } = now.status;
  const words = { size: shownCompact(size), fullSize: shownCount(size), requested: shownMoment(timestamps.requested) };
  kept.set(now, words);
  return words;
}
