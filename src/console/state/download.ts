import { headersNow } from "../api/client.ts";
import type { FileKind } from "../api/operations.generated.ts";
import { tell } from "./notices.ts";

export interface Download {
  readonly kind: FileKind;
  readonly url: string;
  readonly lineId: string;
  readonly part: number;
}

const ENDINGS: Readonly<Record<FileKind, string>> = {
  DATA: "txt",
  DATA_GZ: "txt.gz",
  SNAPSHOT: "snapshot",
  ANALYSIS: "analysis.json",
  SCORE: "scores.txt",
  DELTA: "deltas.txt",
};

/** What browsers that can write a file piece by piece have. */
interface FilePicker {
  showSaveFilePicker?: (options: {
    suggestedName: string;
  }) => Promise<{ createWritable: () => Promise<WritableStream<Uint8Array>> }>;
}

/** Saves a file of a line: piece by piece where the browser can, so that its size does not matter. */
export async function download({ kind, url, lineId, part }: Download): Promise<void> {
  const suggestedName = `${lineId}-part-${part}.${ENDINGS[kind]}`;
  try {
    // First the place to save it: browsers ask only right after a click.
    const picker = (window as FilePicker).showSaveFilePicker;
    const place = await picker?.call(window, { suggestedName });
    const response = await fetch(url, { headers: headersNow() });
    if (!response.ok || response.body === null) {
      tell("The file is not there any more, or not yet. Look at the line's status.", true);
      return;
    }
    if (place) await response.body.pipeTo(await place.createWritable());
    else saveBlob(await response.blob(), suggestedName);
    tell(`${suggestedName} is saved.`);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return; // the reader has thought better of it
    tell("The download broke off. Try it again.", true);
  }
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
