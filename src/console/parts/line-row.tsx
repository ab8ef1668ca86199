import { lineName } from "../lib/line-name.ts";
import type { Signal } from "@preact/signals";
import { shownCompact, shownCount } from "../lib/numbers.ts";
import { shownAge, shownMoment } from "../lib/times.ts";
import { nowMs } from "../state/clock.ts";
import type { LineNow } from "../state/lines.ts";
import { navigate } from "../state/router.ts";
import { LineMenu } from "./line-menu.tsx";
import { Link } from "./link.tsx";
import { Progress, StatusMark } from "./status.tsx";

export interface RowPlace {
  readonly index: number;
  /** From the top of the table's body, in pixels. */
  readonly top: number;
  readonly isSelected: boolean;
}

/** One line of the table; it alone is drawn again when the line moves. */
export function LineRow({ now: { value: now }, index, top, isSelected }: RowPlace & { readonly now: Signal<LineNow> }) {
  const { line, status } = now;
  const part = line.parts.length;
  const open = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a, button, [popover]") === null)
      navigate(`lines/${line.id}`);
  };
  return (
    <div
      role="row"
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      class="row"
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
    >
      <div role="gridcell" class="cell-name">
        <Link to={`lines/${line.id}`}>{lineName(line)}</Link>
        <code>{line.id.slice(0, 8)}</code>
      </div>
      <div role="gridcell" class="cell-size" title={shownCount(status.size)}>
        {shownCompact(status.size)}
      </div>
      <div role="gridcell" class="cell-digits">
        {line.digits}
      </div>
      <div role="gridcell" class="cell-status">
        <StatusMark now={now} />
        <Progress now={now} />
      </div>
      <div role="gridcell" class="cell-part">
        {part}
        <span class="quiet">{status.partial === false ? " · complete" : ""}</span>
      </div>
      <div role="gridcell" class="cell-age">
        <time dateTime={status.timestamps.requested} title={shownMoment(status.timestamps.requested)}>
          {shownAge(status.timestamps.requested, nowMs.value)}
        </time>
      </div>
      <div role="gridcell" class="cell-menu">
        <LineMenu now={now} />
      </div>
    </div>
  );
}

/** The place of a line that is still being loaded. */
export function RowGap({ index, top }: RowPlace) {
  return (
    <div role="row" aria-rowindex={index + 2} class="row loading" style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" class="cell-name">
        <span class="unseen">Loading</span>
      </div>
    </div>
  );
}
