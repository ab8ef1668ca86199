import { ask } from "../api/client.ts";
import { type FileKind, FileLinksDocument } from "../api/operations.generated.ts";
import { tell } from "./notices.ts";

export interface Download {
  readonly kind: FileKind;
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

/** Saves a file of a line by a link of its own, which carries what a click cannot send: the browser writes it as it comes, however large. */
export async function download({ kind, lineId, part }: Download): Promise<void> {
  const { data, refused } = await ask(FileLinksDocument, { id: lineId });
  const files = data?.tokens?.parts.find(({ number }) => number === part)?.status?.files;
  const link = files?.find((file) => file.kind === kind)?.download ?? null;
  if (link === null)
    tell(refused?.message ?? "The file is not there any more, or not yet. Look at the line's status.", true);
  else save(link.url, `${lineId}-part-${part}.${ENDINGS[kind]}`);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  save(url, name);
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
