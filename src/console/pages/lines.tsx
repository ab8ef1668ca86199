import { lineName } from "../lib/line-name.ts";
import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Status } from "../api/operations.generated.ts";
import { useSeen } from "../lib/dom-size.ts";
import { shownCount } from "../lib/numbers.ts";
import { Button, Empty, Trouble } from "../parts/controls.tsx";
import { Icon } from "../parts/icons.tsx";
import { LineMenu } from "../parts/line-menu.tsx";
import { LineRow } from "../parts/line-row.tsx";
import { Link } from "../parts/link.tsx";
import { useSlots } from "../state/use-slots.ts";
import { lineNow, linesRefused, loadFirst, loadUpTo, order, totalLines } from "../state/lines.ts";
import { navigate } from "../state/router.ts";

type Filter = "all" | "running" | "done" | "failed";

const FILTERS: readonly { readonly name: Filter; readonly label: string; readonly statuses: readonly Status[] }[] = [
  { name: "all", label: "All", statuses: [] },
  { name: "running", label: "Running", statuses: ["REQUESTED", "STARTED", "ENDED"] },
  { name: "done", label: "Finished", statuses: ["FINISHED", "ANALYZED"] },
  { name: "failed", label: "Failed", statuses: ["FAILED", "CANCELLED"] },
];

const ROW_PX = 52;
const NARROW_ROW_PX = 72;
/** Where the sheet draws the rows in two lines. */
const NARROW = matchMedia("(width < 40rem)");
/** Rows that are drawn above and below what is seen. */
const MARGIN_ROWS = 8;

const search = signal("");
const filter = signal<Filter>("all");
/** The row that the keyboard is at. */
const selected = signal(0);

const isFiltered = computed(() => search.value.trim() !== "" || filter.value !== "all");
const shownIds = computed(() => (isFiltered.value ? order.value.filter(matches) : order.value));

export function LinesPage() {
  useEffect(() => {
    if (isFiltered.value) void loadUpTo(Infinity);
  }, [isFiltered.value]);
  return (
    <div class="page fill">
      <div class="bar">
        <h1>
          Lines <span class="count">{totalLines.value === null ? "" : shownCount(totalLines.value)}</span>
        </h1>
        <Search />
        <Link to="new" class="button primary">
          <Icon name="plus" />
          <span>New line</span>
        </Link>
      </div>
      <Filters />
      <Content />
    </div>
  );
}

function Content() {
  const total = totalLines.value;
  if (total === null && linesRefused.value !== null)
    return <Trouble refused={linesRefused.value} onRetry={() => void loadFirst()} />;
  if (total === 0)
    return (
      <Empty title="No lines yet">
        <p>
          A line is a series of unique tokens over one alphabet. Order as many as you need; the rest stays for later.
        </p>
        <Link to="new" class="button primary">
          Order the first one
        </Link>
      </Empty>
    );
  if (isFiltered.value && shownIds.value.length === 0) return <NothingFound />;
  return (
    <>
      <Table />
      <LineMenu />
    </>
  );
}

function Search() {
  return (
    <label class="search">
      <Icon name="search" />
      <span class="unseen">Search by alphabet or id</span>
      <input
        id="search"
        type="search"
        placeholder="Alphabet or id"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
    </label>
  );
}

function Filters() {
  return (
    <div class="filters" role="group" aria-label="Which lines to show">
      {FILTERS.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          aria-pressed={filter.value === name}
          onClick={() => {
            filter.value = name;
          }}
        >
          {label}
        </button>
      ))}
      <span class="quiet grow end" role="status">
        {isFiltered.value && `${shownCount(shownIds.value.length)} of ${shownCount(totalLines.value ?? 0)}`}
      </span>
    </div>
  );
}

function Table() {
  const box = useRef<HTMLDivElement>(null);
  const { height, top } = useSeen(box);
  const row = NARROW.matches ? NARROW_ROW_PX : ROW_PX; // read again whenever the table is resized
  const ids = shownIds.value;
  const count = isFiltered.value ? ids.length : (totalLines.value ?? 0);
  const above = Math.max(0, Math.min(top, count * row - height)); // a list that gets shorter is scrolled up only later
  const first = Math.max(0, Math.floor(above / row) - MARGIN_ROWS);
  const last = Math.min(count, Math.ceil((above + height) / row) + MARGIN_ROWS);
  useEffect(() => {
    if (!isFiltered.value) void loadUpTo(last);
  }, [last, ids.length]);
  const names = Array.from({ length: Math.max(0, last - first) }, (_, at) => ids[first + at] ?? `gap-${first + at}`);
  const slots = useSlots(box, names);
  return (
    <div
      ref={box}
      class="rows"
      role="grid"
      aria-activedescendant={count > 0 ? `row-${selected.value}` : undefined}
      aria-label="Lines"
      aria-rowcount={count + 1}
      tabIndex={0}
      onKeyDown={(event) => {
        moveWith(event, box.current, { row, count });
      }}
    >
      <div role="rowgroup" class="rows-head">
        <div role="row" aria-rowindex={1}>
          {["Line", "Size", "Digits", "Status", "Part", "Age", ""].map((name) => (
            <span key={name} role="columnheader">
              {name || <span class="unseen">Actions</span>}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="rows-body" style={{ height: `${count * row}px` }}>
        {[...slots].map(([name, slot], at) => {
          const index = first + at;
          const place = { index, top: index * row, isSelected: selected.value === index };
          return <LineRow key={slot} name={name} now={lineNow(name)} {...place} />;
        })}
      </div>
    </div>
  );
}

function NothingFound() {
  return (
    <Empty title="No line is like that">
      <p>The search looks at alphabets and ids of all lines of this session.</p>
      <Button
        onPress={() => {
          search.value = "";
          filter.value = "all";
        }}
      >
        Show all lines
      </Button>
    </Empty>
  );
}

/** Reads each line's status, so that a filter follows what happens. */
function matches(id: string): boolean {
  const now = lineNow(id)?.value;
  if (now === undefined) return false;
  const { statuses = [] } = FILTERS.find(({ name }) => name === filter.value) ?? {};
  if (statuses.length > 0 && !statuses.includes(now.status.status)) return false;
  const wanted = search.value.trim().toLowerCase();
  return wanted === "" || id.includes(wanted) || lineName(now.line).toLowerCase().includes(wanted);
}

function moveWith(event: KeyboardEvent, box: HTMLElement | null, { row, count }: { row: number; count: number }): void {
  if (event.target !== box || box === null || event.ctrlKey || event.metaKey) return;
  const page = Math.max(1, Math.floor(box.clientHeight / row) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const step = steps[event.key];
  if (event.key === "Enter") {
    const id = shownIds.value[selected.value];
    if (id !== undefined) navigate(`lines/${id}`);
  }
  if (step === undefined) return;
  event.preventDefault();
  selected.value = Math.min(Math.max(selected.value + step, 0), Math.max(0, count - 1));
  const at = selected.value * row;
  const room = box.clientHeight - 2 * row;
  if (at < box.scrollTop) box.scrollTop = at;
  else if (at > box.scrollTop + room) box.scrollTop = at - room;
}
