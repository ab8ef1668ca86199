import { useEffect, useState } from "preact/hooks";
import { Icon } from "../parts/icons.tsx";
import { isSnapshot } from "../lib/snapshot.ts";
import { dialog } from "../state/dialogs.ts";
import { tell } from "../state/notices.ts";

/** Takes a snapshot that is dropped anywhere on the page, unless something there takes files itself. */
export function SnapshotDrop() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let left: ReturnType<typeof setTimeout> | undefined;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      clearTimeout(left);
      setOver(!isTaken(event));
    };
    const leave = () => {
      left = setTimeout(setOver, 80, false); // it leaves each element that it passes
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (isTaken(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void take(file);
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div class="drop-anywhere" aria-hidden="true">
      <Icon name="file" />
      <strong>Drop the snapshot to continue its line</strong>
    </div>
  );
}

async function take(file: File): Promise<void> {
  if (await isSnapshot(file)) dialog.value = { kind: "continue", line: null, snapshot: file };
  else tell(`${file.name} is no snapshot. To check a data file, drop it on its line's page.`, true);
}

function isTaken({ target }: DragEvent): boolean {
  return target instanceof Element && target.closest("[data-takes-files], dialog") !== null;
}
