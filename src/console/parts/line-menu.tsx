import { lineName } from "../lib/line-name.ts";
import { useState } from "preact/hooks";
import { ask } from "../api/client.ts";
import { type FileKind, LineFilesDocument, type LineFilesQuery } from "../api/operations.generated.ts";
import { shownBytes } from "../lib/numbers.ts";
import { cancelLine } from "../state/actions.ts";
import { dialog } from "../state/dialogs.ts";
import { download } from "../state/download.ts";
import type { LineNow } from "../state/lines.ts";
import { Icon } from "./icons.tsx";
import { Menu } from "./menu.tsx";

export const FILE_NAMES: Readonly<Record<FileKind, string>> = {
  DATA: "Tokens",
  DATA_GZ: "Tokens, compressed",
  SNAPSHOT: "Snapshot",
  ANALYSIS: "Analysis",
  SCORE: "Scores",
  DELTA: "Deltas",
};

const ORDER: readonly FileKind[] = ["DATA", "DATA_GZ", "SNAPSHOT", "ANALYSIS", "SCORE", "DELTA"];

/** A part's files, what is wanted most first. */
export function inOrder<File extends { readonly kind: FileKind }>(files: readonly File[]): readonly File[] {
  return [...files].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

type Parts = NonNullable<LineFilesQuery["tokens"]>["parts"];

export function canContinue({ status: { status, partial } }: LineNow): boolean {
  return (status === "FINISHED" || status === "ANALYZED") && partial !== false;
}

export function canCancel({ status: { status } }: LineNow): boolean {
  return status === "REQUESTED" || status === "STARTED";
}

/** What can be done with a line. */
export function LineMenu({ now }: { readonly now: LineNow }) {
  const [parts, setParts] = useState<Parts | null>(null);
  const { id } = now.line;
  const name = lineName(now.line);
  const open = async () => {
    const { data } = await ask(LineFilesDocument, { id });
    setParts(data?.tokens?.parts ?? []);
  };
  return (
    <Menu label={`Actions of ${name}`} onOpen={() => void open()}>
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
      <FileItems id={id} parts={parts?.slice(-1) ?? []} />
      <button
        type="button"
        class="danger"
        onClick={() => {
          dialog.value = { kind: "delete", now };
        }}
      >
        Delete …
      </button>
    </Menu>
  );
}

function FileItems({ id, parts }: { readonly id: string; readonly parts: Parts }) {
  return (
    <div class="menu-files">
      {parts.flatMap(({ number, status }) =>
        inOrder(status?.files ?? []).map((file) => (
          <button
            key={file.url}
            type="button"
            onClick={() => void download({ kind: file.kind, lineId: id, part: number })}
          >
            <Icon name="down" />
            <span class="grow">{FILE_NAMES[file.kind]}</span>
            <small>{file.size === null ? "" : shownBytes(file.size)}</small>
          </button>
        )),
      )}
    </div>
  );
}
