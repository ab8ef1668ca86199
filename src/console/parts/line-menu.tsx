import { lineName } from "../lib/line-name.ts";
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../api/client.ts";
import { LineFilesDocument, type LineFilesQuery } from "../api/operations.generated.ts";
import { type FileChoice, fileChoices } from "../lib/file-choices.ts";
import { shownBytes } from "../lib/numbers.ts";
import { cancelLine } from "../state/actions.ts";
import { dialog } from "../state/dialogs.ts";
import { download } from "../state/download.ts";
import { ending } from "../state/ending.ts";
import { lineNow, type LineNow } from "../state/lines.ts";
import { Icon } from "./icons.tsx";
import { MenuButton, MenuList } from "./menu.tsx";

type Parts = NonNullable<LineFilesQuery["tokens"]>["parts"];

export function canContinue({ status: { status, partial } }: LineNow): boolean {
  return (status === "FINISHED" || status === "ANALYZED") && partial !== false;
}

export function canCancel({ line, status: { status } }: LineNow): boolean {
  return !ending.value.has(line.id) && (status === "REQUESTED" || status === "STARTED");
}

const LIST_ID = "line-menu";

/** The line whose menu is open, and the button that has opened it. */
const opened = signal<{ readonly id: string; readonly button: HTMLButtonElement } | null>(null);

/** Opens the menu of a line. All rows share one menu: a row that is scrolled past has nothing of it but the button. */
export function LineMenuButton({ now: { line } }: { readonly now: LineNow }) {
  return (
    <MenuButton
      label={`Actions of ${lineName(line)}`}
      list={LIST_ID}
      onPress={(button, event) => {
        const list = document.getElementById(LIST_ID);
        const isMoved = opened.peek()?.button !== button && list?.matches(":popover-open") === true;
        opened.value = { id: line.id, button };
        if (!isMoved) return;
        event.preventDefault(); // which would close the other line's menu, and no more
        list.hidePopover();
        list.showPopover();
      }}
    />
  );
}

/** What can be done with the line whose button was pressed; it closes when the rows are scrolled. */
export function LineMenu() {
  const list = useRef<HTMLDivElement>(null);
  const id = opened.value?.id;
  const now = id === undefined ? undefined : lineNow(id)?.value;
  useEffect(() => {
    const close = ({ target }: Event) => {
      if (target instanceof Element && target.matches(".rows")) list.current?.hidePopover();
    };
    document.addEventListener("scroll", close, { capture: true, passive: true });
    return () => {
      document.removeEventListener("scroll", close, { capture: true });
      opened.value = null;
    };
  }, []);
  return (
    <MenuList
      id={LIST_ID}
      label={now === undefined ? "Actions" : `Actions of ${lineName(now.line)}`}
      list={list}
      from={() => opened.peek()?.button ?? null}
    >
      {now && <LineActions key={now.line.id} now={now} />}
    </MenuList>
  );
}

function LineActions({ now }: { readonly now: LineNow }) {
  const { id } = now.line;
  const name = lineName(now.line);
  return (
    <>
      <button
        type="button"
        disabled={!canContinue(now)}
        onClick={() => {
          dialog.value = { kind: "continue", line: { id, name }, snapshot: null };
        }}
      >
        Continue …
      </button>
      <button type="button" disabled={!canCancel(now)} onClick={() => void cancelLine(id)}>
        Cancel
      </button>
      <FileItems now={now} />
      <button
        type="button"
        class="danger"
        onClick={() => {
          dialog.value = { kind: "delete", now };
        }}
      >
        Delete …
      </button>
    </>
  );
}

/** The newest part's files, asked for when the menu opens, and again when the line has come to another status. */
function FileItems({ now }: { readonly now: LineNow }) {
  const { id } = now.line;
  const [parts, setParts] = useState<Parts>([]);
  useEffect(() => {
    let isCurrent = true;
    void ask(LineFilesDocument, { id }).then(({ data }) => {
      if (isCurrent) setParts(data?.tokens?.parts.slice(-1) ?? []);
    });
    return () => {
      isCurrent = false;
    };
  }, [opened.value, now.status.status]);
  return (
    <div class="menu-files">
      {parts.flatMap(({ number, size, status }) =>
        fileChoices(status?.files ?? [], size).map(({ choice, file }) => (
          <button key={choice.label} type="button" onClick={() => void download({ choice, lineId: id, part: number })}>
            <Icon name="down" />
            <span class="grow">{choice.label}</span>
            <small>{shownSize(choice, file)}</small>
          </button>
        )),
      )}
    </div>
  );
}

/** Of a format other than the file's own nothing is known before. */
export function shownSize({ format }: FileChoice, { size }: { readonly size: string | null }): string {
  return size === null || format !== undefined ? "" : shownBytes(size);
}
